#include "app/tools.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "core/embedded.hpp"
#include "app/model_store.hpp"
#include "app/platforms.hpp"

namespace bot::app {
namespace {

// The shipped wording first, then what the union changed in config/templates, message by message.
std::vector<templates::SourceFile> wording(const std::string& config, std::vector<std::string>& problems) {
    std::vector<templates::SourceFile> files;
    for (const auto& file : embedded::messages()) files.push_back({std::string(file.name), std::string(file.content)});
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::path(config) / "templates";
    if (!std::filesystem::is_directory(folder, error)) return files;
    for (auto at = std::filesystem::recursive_directory_iterator(folder, error);
         !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
        if (at->path().extension() != ".toml") continue;
        std::ifstream file(at->path(), std::ios::binary);
        if (!file) problems.push_back(fmt::format("{}: cannot be read", at->path().string()));
        files.push_back({std::filesystem::relative(at->path(), folder).generic_string(),
                         std::string(std::istreambuf_iterator<char>(file), {})});
    }
    return files;
}

}  // namespace

MadeTools make_tools(const std::string& config, const std::string& data, const Clock& clock, Random& random) {
    MadeTools made;
    auto loaded = config::load(config, clock.now(), config::Lessons::left_out);
    for (const auto& problem : loaded.problems) made.problems.push_back(config::describe(problem));
    made.warnings = loaded.settings.warnings;
    auto messages = templates::Messages::load(wording(config, made.problems));
    if (!messages) made.problems.push_back(messages.error().detail);
    if (!made.problems.empty()) return made;
    for (const auto& difference : messages->differences()) {
        made.warnings.push_back(fmt::format("wording: {}", difference));
    }
    auto& settings = loaded.settings;
    auto model = current_model(data);
    if (!model) {
        made.problems.push_back(model.error().detail);
        return made;
    }
    auto reader = std::make_unique<router::Reader>(router::SafetyRules(settings.safety), router::Words(settings.words, settings.courtesy),
                                                   std::move(*model));
    std::map<std::string, double, std::less<>> paces;
    for (const auto& [account, platform] : make_platforms(settings)) paces.emplace(account, platform->limits().per_second);
    made.tools = std::make_shared<const engine::Tools>(
        engine::Tools{std::move(settings), std::move(*messages), handlers::make_all(), std::move(reader), random, std::move(paces)});
    return made;
}

}  // namespace bot::app
