// [assist] of bot.toml: a language model inside the union's own network that may look again at unclear
// messages.
#include <algorithm>
#include <optional>

#include "config/parts.hpp"
#include "config/secret.hpp"
#include "config/table.hpp"
#include "core/address.hpp"

namespace bot::config {
namespace {

constexpr std::string_view like = "expected an address like \"http://10.0.0.5:8000/v1\"";

bool is_port(std::string_view digits) {
    return !digits.empty() && digits.size() <= 5 &&
           digits.find_first_not_of("0123456789") == std::string_view::npos &&
           std::stoi(std::string(digits)) <= 65'535;
}

// Between "//" and the path; nothing for what the HTTP client could not mean exactly.
std::optional<std::string> host_of(std::string_view url) {
    const auto scheme = url.starts_with("https://") ? 8U : url.starts_with("http://") ? 7U : 0U;
    if (scheme == 0 || !std::all_of(url.begin(), url.end(), [](char c) { return c > 0x20 && c < 0x7F; }))
        return std::nullopt;
    if (url.find_first_of("?#@\\") != std::string_view::npos) return std::nullopt;
    const auto rest = url.substr(scheme, url.find('/', scheme) - scheme);
    const bool bracketed = rest.starts_with('[');
    const auto end = bracketed ? rest.find(']') : std::min(rest.find(':'), rest.size());
    if (end == std::string_view::npos || end == (bracketed ? 1U : 0U)) return std::nullopt;
    const auto behind = rest.substr(bracketed ? end + 1 : end);
    if (!behind.empty() && (behind.front() != ':' || !is_port(behind.substr(1)))) return std::nullopt;
    return std::string(rest.substr(bracketed ? 1 : 0, bracketed ? end - 1 : end));
}

void read_url(Table& table, AssistSetting& assist) {
    assist.url = table.text("url");
    while (assist.url.ends_with('/')) assist.url.pop_back();
    if (assist.url.empty()) return;
    const auto host = host_of(assist.url);
    if (!host) return table.problem("url", std::string(like));
    // A name can only be looked at when it is connected to.
    if (!assist.outside_allowed && !in_own_network(*host).value_or(true)) {
        table.problem(
            "url",
            "expected a server in the union's own network (127.*, 10.*, 172.16-31.*, 192.168.*); members' "
            "words leave it only with outside_allowed = true");
    }
}

void read_key(Table& table, AssistSetting& assist, const std::filesystem::path& folder) {
    const auto reference = table.text_or_empty("key");
    if (reference.empty() || !assist.enabled) return;
    auto secret = resolve_secret(reference, folder);
    if (!secret) return table.problem("key", secret.error().detail);
    const bool sendable =
        std::all_of(secret->begin(), secret->end(), [](char c) { return c > 0x20 && c < 0x7F; });
    if (!sendable)
        return table.problem("key", "expected a secret of plain letters, digits and signs, without blanks");
    assist.key = std::move(*secret);
}

}  // namespace

void read_assist(Table& root, Draft& draft) {
    if (!root.has("assist")) return;
    auto table = root.table("assist");
    if (!table) return;
    auto& assist = draft.settings().assist;
    assist.enabled = table->flag("enabled", false);
    assist.outside_allowed = table->flag("outside_allowed", false);
    const Whole seconds{1, 60, "seconds"};
    assist.timeout = std::chrono::seconds{table->whole("timeout_seconds", seconds, assist.timeout.count())};
    assist.at_once = static_cast<std::size_t>(
        table->whole("at_once", {1, 8, ""}, static_cast<std::int64_t>(assist.at_once)));
    // Switched off, the rest may still be missing.
    if (assist.enabled || table->has("url")) read_url(*table, assist);
    if (assist.enabled || table->has("model")) assist.model = table->text("model");
    read_key(*table, assist, draft.folder());
    if (assist.enabled && assist.outside_allowed) {
        draft.settings().warnings.push_back(
            "bot.toml: assist.outside_allowed is true: words of members, numbers masked, may leave the "
            "union's own network");
    }
    table->done();
}

}  // namespace bot::config
