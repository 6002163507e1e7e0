// The trained model: one table of small weights for every feature, read once, multiplied often.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "router/classifier.hpp"
#include "router/features.hpp"
#include "router/vocabulary.hpp"

namespace bot::router {

// Several questions are answered from the same features: which sub-category, which topic, how urgent.
struct Head {
    std::vector<std::string> labels;
    std::vector<float> scale;     // of each label's small weights
    std::vector<float> bias;
    float temperature = 1;        // scores are multiplied by it before they become confidences
};

// What is written to a file, in the order in which it stands there. Numbers are little-endian.
struct ModelParts {
    std::string made_from;              // SHA-256 of the examples, so that a change can be seen
    Concepts concepts;
    std::vector<Head> heads;
    Thresholds thresholds;
    std::vector<std::uint32_t> hashes;  // of the known features
    std::vector<float> rarity;          // by feature
    std::vector<std::int8_t> weights;   // by feature, then by label over all heads
    std::vector<std::uint8_t> danger;   // by sub-category: 1 where the examples are cries for help
    std::vector<std::uint16_t> topic;   // of each sub-category, as a label of the second head; empty without one

    std::size_t columns() const;
    std::string bytes() const;
    // Errors: malformed, for anything that `bytes` did not write.
    static Result<ModelParts> parse(std::string_view bytes);
};

// Scores of one head, by label.
using Scores = std::vector<float>;

class Model final : public Classifier {
public:
    // The heads are, in this order: sub-categories, topics (may be missing), urgency (may be missing). Throws
    // std::invalid_argument when a feature stands twice.
    explicit Model(ModelParts parts);

    std::vector<dialogue::Guess> guess(std::string_view normalized, std::size_t most) const override;
    Alarm alarm(std::string_view normalized) const override;
    Thresholds thresholds() const override { return parts_.thresholds; }

    // The pieces of a text without which its best guess would be least sure, the most telling first.
    struct Reason {
        std::string what;
        float weight = 0;  // by how much the confidence falls
    };
    std::vector<Reason> reasons(std::string_view normalized, std::size_t most) const;

    // Raw scores of every head, before temperatures; empty heads when no feature is known.
    std::vector<Scores> scores(const std::vector<Feature>& features) const;
    // Confidences from raw scores: sub-categories, their shares evened out with what the topics' head says.
    Scores confidences(const std::vector<Scores>& scores) const;
    Alarm alarm_of(const std::vector<Scores>& scores) const;
    const ModelParts& parts() const { return parts_; }

private:
    ModelParts parts_;
    std::size_t columns_;
    Vocabulary vocabulary_;
};

// Gathers equal features and weighs them: (1 + log count) × kind's weight. Sorted by hash.
std::vector<Feature> gathered(std::vector<Feature> features);

}  // namespace bot::router
