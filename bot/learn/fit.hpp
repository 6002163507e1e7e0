// The whole way from examples to a model that can be used: train, look at what it makes of voices it never heard, fit
// temperatures and thresholds to that, train again on all.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "learn/trainer.hpp"

namespace bot::learn {

using Topics = std::map<std::string, std::string>;  // sub-category -> topic; a label not in it is its own topic

struct Lesson {
    std::vector<Sample> samples;
    router::Concepts concepts;
    Topics topics;
};

// What a model that had not seen a sample made of it.
struct Judged {
    const Sample* sample = nullptr;
    std::vector<router::Scores> scores;  // raw, by head
};

// Samples in groups, so that each is judged by a model of all other groups: by voice, or in `folds` parts of equal make-up.
std::vector<std::size_t> groups_by_voice(const std::vector<Sample>& samples, std::size_t most_groups);
std::vector<std::size_t> groups_by_turns(const std::vector<Sample>& samples, std::size_t folds);

std::string topic_of(const Topics& topics, const std::string& label);

// Sub-category and, where the samples tell them, topic and urgency.
std::vector<Question> questions_of(const Lesson& lesson);

// Temperatures and thresholds are still the defaults.
router::ModelParts train_on(const Lesson& lesson, const std::vector<const Sample*>& samples);

std::vector<Judged> judge_unseen(const Lesson& lesson, const std::vector<std::size_t>& groups);

// Temperatures of all heads and the thresholds, from judgements of unseen samples.
void calibrate(router::ModelParts& parts, const Lesson& lesson, const std::vector<Judged>& judged);

// All of it, judged over `groups`. `made_from` is left to the caller.
router::ModelParts fit(const Lesson& lesson, const std::vector<std::size_t>& groups);

}  // namespace bot::learn
