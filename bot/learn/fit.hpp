// The whole way from examples to a model that can be used: train, look at what it makes of voices it never heard, fit
// temperatures and thresholds to that, train again on all.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "learn/trainer.hpp"
#include "router/safety.hpp"

namespace bot::learn {

// Thresholds are fitted to voices left out in so many groups.
constexpr std::size_t fitting_groups = 3;

struct Lesson {
    std::vector<Sample> samples;
    router::Concepts concepts;
    Topics topics;
    router::SafetyRules safety{{}};  // the words of danger, which count beside the model
};

// What a model that had not seen a sample made of it.
struct Judged {
    const Sample* sample = nullptr;
    router::Scores scores;
};

// Samples in groups, so that each is judged by a model of all other groups: by voice, or in `folds` parts of equal make-up.
std::vector<std::size_t> groups_by_voice(const std::vector<Sample>& samples, std::size_t most_groups);
std::vector<std::size_t> groups_by_turns(const std::vector<Sample>& samples, std::size_t folds);

// Temperatures and thresholds are still the defaults.
router::ModelParts train_on(const Lesson& lesson, const std::vector<const Sample*>& samples);

// Trains a model for every group of samples from all other groups and shows it with those it has not seen.
using UseFold = std::function<void(const router::ModelParts& parts, const std::vector<std::size_t>& unseen)>;
void for_each_fold(const Lesson& lesson, const std::vector<std::size_t>& groups, const UseFold& use);

std::vector<Judged> judge_unseen(const Lesson& lesson, const std::vector<std::size_t>& groups);

// Temperatures and thresholds, from judgements of unseen samples.
void calibrate(router::ModelParts& parts, const Lesson& lesson, const std::vector<Judged>& judged);

struct Fitted {
    router::ModelParts parts;
    std::vector<Judged> unseen;  // what the thresholds were fitted to, parallel to the samples
};

// All of it, judged over `groups`. `made_from` is left to the caller.
Fitted fit(const Lesson& lesson, const std::vector<std::size_t>& groups);

}  // namespace bot::learn
