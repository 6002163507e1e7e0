// Looks up the references of secret settings.
#include "config/secret.hpp"

#include <cstdlib>
#include <optional>

#include "config/source.hpp"

namespace bot::config {

namespace {

std::optional<std::string_view> after(std::string_view text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return std::nullopt;
    return text.substr(prefix.size());
}

Result<std::string> trimmed(std::string_view text, const std::string& where) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return fail(Errc::invalid_config, "expected a secret in " + where + ", which is empty");
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

Result<std::string> from_file(std::string_view name, const std::filesystem::path& folder) {
    if (name.empty()) return fail(Errc::invalid_config, "expected a file name after \"file:\"");
    const bool absolute = name.front() == '/';
    if (!absolute && name.find('/') != std::string_view::npos) {
        return fail(Errc::invalid_config,
                    "expected \"file:NAME\" for a file in secrets/, or \"file:/the/whole/path\"");
    }
    Problems problems;
    const std::string shown = absolute ? std::string(name) : "secrets/" + std::string(name);
    const auto content = read_text(folder, shown, problems);
    if (!content)
        return fail(Errc::invalid_config, "the secret in " + shown + ": " + problems.front().expected);
    return trimmed(*content, shown);
}

Result<std::string> from_environment(const std::string& name) {
    const char* value = name.empty() ? nullptr : std::getenv(name.c_str());
    if (value == nullptr) return fail(Errc::invalid_config, "expected the environment variable " + name);
    return trimmed(value, "the environment variable " + name);
}

}  // namespace

Result<std::string> resolve_secret(std::string_view reference, const std::filesystem::path& folder) {
    if (const auto name = after(reference, "file:")) return from_file(*name, folder);
    if (const auto name = after(reference, "env:")) return from_environment(std::string(*name));
    return fail(Errc::invalid_config,
                "expected \"file:NAME\" or \"env:NAME\": a secret never stands here itself");
}

}  // namespace bot::config
