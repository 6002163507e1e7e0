#include "app/router_tools.hpp"

#include <fmt/format.h>
#include <cstdio>

#include "core/clock.hpp"

namespace bot::app {

std::optional<config::Settings> settings_of(const Options& options, config::Lessons lessons) {
    auto loaded = config::load(options.config, SystemClock().now(), lessons);
    for (const auto& problem : loaded.problems) fmt::print(stderr, "{}\n", config::describe(problem));
    if (!loaded.problems.empty()) return std::nullopt;
    return std::move(loaded.settings);
}

router::Reader reader_of(const config::Settings& settings, std::shared_ptr<const router::Classifier> model) {
    return router::Reader(router::SafetyRules(settings.safety), router::Words(settings.words, settings.courtesy),
                          std::move(model));
}

std::string_view code_of(dialogue::Alarm alarm) {
    return alarm == dialogue::Alarm::crisis   ? "crisis"
           : alarm == dialogue::Alarm::urgent ? "urgent"
                                              : "normal";
}

}  // namespace bot::app
