// A model of a few lines, for tests that want to see its workings.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "learn/fit.hpp"
#include "learn/lesson.hpp"

namespace small {

inline bot::router::ModelParts parts_of(const std::vector<bot::config::Example>& examples, const std::vector<bot::config::Concept>& concepts = {}) {
    using namespace bot;
    const auto samples = learn::samples_of(examples, router::Concepts(concepts));
    std::vector<const learn::Sample*> all;
    for (const auto& one : samples) all.push_back(&one);
    // So few texts: every feature counts, and nothing is left out at random.
    learn::TrainOptions how;
    how.fewest_documents = 1;
    how.cost = 4;
    how.network = {.hidden = 8, .rounds = 30, .words_left_out = 0, .units_left_out = 0};
    learn::Training training(all, {}, how);
    auto parts = training.finish();
    parts.concepts = router::Concepts(concepts);
    parts.temperatures.straight = 6;
    return parts;
}

inline std::shared_ptr<const bot::router::Model> model_of(const std::vector<bot::config::Example>& examples,
                                                          const std::vector<bot::config::Concept>& concepts = {}) {
    return std::make_shared<const bot::router::Model>(parts_of(examples, concepts));
}

}  // namespace small
