// The trained model: one row of small weights for every feature, read once, multiplied often. Two ways of judging share the
// rows: straight sums for every sub-category, and a layer of hidden units with a second, small layer behind it. Their
// scores are added: each knows what the other does not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "router/classifier.hpp"
#include "router/features.hpp"
#include "router/vocabulary.hpp"

namespace bot::router {

// Behind the hidden units: a score for every sub-category, then one for every urgency.
struct OutputLayer {
    std::vector<float> hidden_bias;
    std::vector<float> weights;  // by output, then by hidden unit
    std::vector<float> bias;     // by output
};

// Scores are multiplied by these before they become confidences.
struct Temperatures {
    float straight = 1;
    float layered = 1;
    float urgency = 1;
};

// What is written to a file, in the order in which it stands there. Numbers are little-endian.
struct ModelParts {
    std::string made_from;                // SHA-256 of the examples, so that a change can be seen
    Concepts concepts;
    std::vector<std::string> labels;      // sub-categories
    std::vector<std::string> topics;
    std::vector<std::uint16_t> topic;     // of each sub-category, as an index of `topics`
    std::vector<std::uint8_t> danger;     // by sub-category: 1 where the examples are cries for help
    std::vector<std::string> urgencies;   // may be empty
    Temperatures temperatures;
    Thresholds thresholds;
    OutputLayer layer;
    std::vector<float> scale;             // of each column's small weights
    std::vector<std::uint32_t> hashes;    // of the known features
    std::vector<float> rarity;            // by feature
    std::vector<std::int8_t> weights;     // by feature, then by column: sub-categories, hidden units

    std::size_t hidden() const { return layer.hidden_bias.size(); }
    std::size_t columns() const { return labels.size() + hidden(); }
    std::string bytes() const;
    // Errors: malformed, for anything that `bytes` did not write.
    static Result<ModelParts> parse(std::string_view bytes);
};

// Raw scores, before temperatures. All empty when no feature is known.
struct Scores {
    std::vector<float> straight;  // by sub-category
    std::vector<float> layered;   // same
    std::vector<float> urgency;
};

// All empty, or zero, when no feature is known.
struct Judgement {
    std::vector<float> shares;  // by sub-category, summing to 1
    std::vector<float> topics;  // same shares, by topic
    Alarm alarm;
};

class Model final : public Classifier {
public:
    // Throws std::invalid_argument when a feature stands twice.
    explicit Model(ModelParts parts);

    Opinion opinion(std::string_view normalized, std::size_t most) const override;
    Thresholds thresholds() const override { return parts_.thresholds; }
    std::vector<Feature> features(std::string_view normalized) const override {
        return features_of(normalized, parts_.concepts);
    }

    // The pieces of a text without which its best guess would be least sure, the most telling first.
    struct Reason {
        std::string what;
        float weight = 0;  // by how much the confidence falls
    };
    std::vector<Reason> reasons(std::string_view normalized, std::size_t most) const;

    Scores scores(const std::vector<Feature>& features) const;
    Judgement judge(const Scores& scores) const;
    const ModelParts& parts() const { return parts_; }

private:
    ModelParts parts_;
    std::size_t columns_;
    Vocabulary vocabulary_;
};

// The best sub-category of the likeliest topic first, then all others by their shares; indices of labels, at most `most`.
std::vector<std::size_t> best_first(const ModelParts& parts, const Judgement& judgement, std::size_t most);

// Gathers equal features and weighs them: (1 + log count) × kind's weight. Sorted by hash.
std::vector<Feature> gathered(std::vector<Feature> features);

}  // namespace bot::router
