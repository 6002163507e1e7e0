// `niangjia check`: reads all settings and says what is wrong, without starting anything.
#include <cstdio>
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/tools.hpp"

namespace bot::app {

int check(const Options& options) {
    const SystemClock clock;
    SystemRandom random;
    const auto made = make_tools(options.config, clock, random);
    for (const auto& problem : made.problems) fmt::print(stderr, "{}\n", problem);
    for (const auto& warning : made.warnings) fmt::print(stderr, "note: {}\n", warning);
    if (!made.problems.empty()) {
        fmt::print(stderr, "{} problem(s) in {}\n", made.problems.size(), options.config);
        return 1;
    }
    const auto& settings = made.tools->settings;
    fmt::print("{}: {} categories, {} sub-categories, {} desks, {} messages, {} examples: good\n", options.config,
               settings.catalogue.categories.size(), settings.catalogue.subcategories.size(), settings.desks.size(),
               made.tools->messages.keys().size(), settings.examples.size());
    return 0;
}

}  // namespace bot::app
