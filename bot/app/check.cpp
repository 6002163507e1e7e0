// `niangjia check`: reads all settings and says what is wrong, without starting anything.
#include <cstdio>
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/model_store.hpp"
#include "app/tools.hpp"
#include "learn/lesson.hpp"

namespace bot::app {

int check(const Options& options) {
    const SystemClock clock;
    SystemRandom random;
    auto made = make_tools(options.config, options.data, clock, random);
    // What is learnt from is read here only: the running bot takes the trained model.
    const auto lessons = config::load(options.config, clock.now());
    made.problems.clear();
    for (const auto& problem : lessons.problems) made.problems.push_back(config::describe(problem));
    for (const auto& problem : made.problems) fmt::print(stderr, "{}\n", problem);
    for (const auto& warning : made.warnings) fmt::print(stderr, "note: {}\n", warning);
    if (!made.problems.empty()) {
        fmt::print(stderr, "{} problem(s) in {}\n", made.problems.size(), options.config);
        return 1;
    }
    const auto& settings = made.tools->settings;
    const auto model = current_model(options.data);
    if (model && (*model)->parts().made_from != learn::fingerprint(lessons.settings)) {
        fmt::print(stderr, "note: the examples changed since the model was trained: run niangjia train\n");
    }
    fmt::print("{}: {} categories, {} sub-categories, {} desks, {} messages, {} examples, {} frozen lines: good\n", options.config,
               settings.catalogue.categories.size(), settings.catalogue.subcategories.size(), settings.desks.size(),
               made.tools->messages.keys().size(), lessons.settings.examples.size(), lessons.settings.regression.size());
    return 0;
}

}  // namespace bot::app
