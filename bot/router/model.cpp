#include "router/model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "router/confidence.hpp"

namespace bot::router {
namespace {

constexpr std::size_t cache_line = 64;  // bytes

// Rows lie far apart in memory; asked for early, they arrive while the other features are looked up.
void fetch(const std::int8_t* row, std::size_t columns) {
    for (std::size_t at = 0; at < columns; at += cache_line) __builtin_prefetch(row + at);
}

// In eight sums side by side, which the processor adds at once.
float product(const std::vector<float>& units, const float* weights) {
    constexpr std::size_t lanes = 8;
    std::array<float, lanes> sums{};
    std::size_t at = 0;
    for (; at + lanes <= units.size(); at += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += units[at + lane] * weights[at + lane];
    }
    float rest = 0;
    for (; at < units.size(); ++at) rest += units[at] * weights[at];
    return std::accumulate(sums.begin(), sums.end(), rest);
}

// The sums of the known features' rows, their values made one long.
std::vector<float> sums_of(const ModelParts& parts, const Vocabulary& vocabulary, std::size_t columns, const std::vector<Feature>& features) {
    struct Known {
        const std::int8_t* weights;
        float value;
    };
    std::vector<Known> known;
    known.reserve(features.size());
    float squares = 0;
    const auto once = gathered(features);
    for (const auto& feature : once) vocabulary.expect(feature.hash);
    for (const auto& feature : once) {
        const auto row = vocabulary.find(feature.hash);
        if (row == Vocabulary::none) continue;
        const float value = feature.weight * parts.rarity[row];
        squares += value * value;
        known.push_back({parts.weights.data() + std::size_t{row} * columns, value});
        fetch(known.back().weights, columns);
    }
    if (known.empty()) return {};
    const float unit = 1 / std::sqrt(squares);
    std::vector<float> sums(columns, 0);
    for (const auto& one : known) {
        const float value = one.value * unit;
        for (std::size_t column = 0; column < columns; ++column) sums[column] += value * static_cast<float>(one.weights[column]);
    }
    for (std::size_t column = 0; column < columns; ++column) sums[column] *= parts.scale[column];
    return sums;
}

// What the outputs make of the hidden units.
std::vector<float> behind(const OutputLayer& layer, const float* hidden) {
    std::vector<float> units(layer.hidden_bias.size());
    for (std::size_t i = 0; i < units.size(); ++i) units[i] = std::max(0.0F, hidden[i] + layer.hidden_bias[i]);
    std::vector<float> outputs = layer.bias;
    for (std::size_t output = 0; output < outputs.size(); ++output) {
        outputs[output] += product(units, layer.weights.data() + output * units.size());
    }
    return outputs;
}

}  // namespace

std::vector<Feature> gathered(std::vector<Feature> features) {
    std::sort(features.begin(), features.end(), [](const auto& a, const auto& b) { return a.hash < b.hash; });
    std::size_t kept = 0;
    for (std::size_t at = 0; at < features.size();) {
        std::size_t behind = at;
        while (behind < features.size() && features[behind].hash == features[at].hash) ++behind;
        features[kept] = features[at];
        if (behind - at > 1) features[kept].weight *= 1 + std::log(static_cast<float>(behind - at));
        ++kept;
        at = behind;
    }
    features.resize(kept);
    return features;
}

Model::Model(ModelParts parts) : parts_(std::move(parts)), columns_(parts_.columns()) {
    for (const auto hash : parts_.hashes) vocabulary_.find_or_add(hash);
    if (vocabulary_.size() != parts_.hashes.size()) throw std::invalid_argument("a feature stands twice in the model");
}

Scores Model::scores(const std::vector<Feature>& features) const {
    auto sums = sums_of(parts_, vocabulary_, columns_, features);
    if (sums.empty()) return {};
    const auto labels = static_cast<std::ptrdiff_t>(parts_.labels.size());
    Scores scores;
    if (parts_.hidden() > 0) {
        auto outputs = behind(parts_.layer, sums.data() + labels);
        scores.urgency.assign(outputs.begin() + labels, outputs.end());
        outputs.resize(parts_.labels.size());
        scores.layered = std::move(outputs);
    }
    sums.resize(parts_.labels.size());
    scores.straight = std::move(sums);
    return scores;
}

// A crisis is heard better by whoever knows what else it could be: the share of the dangerous sub-categories finds a fifth
// more than outputs that were taught urgency alone. Those tell the urgent from the ordinary.
Judgement Model::judge(const Scores& scores) const {
    Judgement judgement;
    if (scores.straight.empty()) return judgement;
    auto& shares = judgement.shares;
    shares = scores.straight;
    for (std::size_t label = 0; label < shares.size(); ++label) {
        shares[label] *= parts_.temperatures.straight;
        if (!scores.layered.empty()) shares[label] += parts_.temperatures.layered * scores.layered[label];
    }
    to_confidences(shares, 1);
    judgement.topics.assign(parts_.topics.size(), 0);
    for (std::size_t label = 0; label < shares.size(); ++label) {
        judgement.topics[parts_.topic[label]] += shares[label];
        if (parts_.danger[label] != 0) judgement.alarm.crisis += shares[label];
    }
    auto urgency = scores.urgency;
    to_confidences(urgency, parts_.temperatures.urgency);
    for (std::size_t i = 0; i < urgency.size(); ++i) {
        if (parts_.urgencies[i] != "normal") judgement.alarm.urgent += urgency[i];
    }
    judgement.alarm.urgent = std::max(judgement.alarm.urgent, judgement.alarm.crisis);
    return judgement;
}

std::vector<std::size_t> best_first(const ModelParts& parts, const Judgement& judgement, std::size_t most) {
    const auto& shares = judgement.shares;
    if (shares.empty()) return {};
    const auto likeliest = std::max_element(judgement.topics.begin(), judgement.topics.end()) - judgement.topics.begin();
    std::size_t first = shares.size();
    for (std::size_t label = 0; label < shares.size(); ++label) {
        if (parts.topic[label] != likeliest) continue;
        if (first == shares.size() || shares[label] > shares[first]) first = label;
    }
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto kept = static_cast<std::ptrdiff_t>(std::min(most, order.size()));
    std::partial_sort(order.begin(), order.begin() + kept, order.end(), [&](auto left, auto right) {
        if ((left == first) != (right == first)) return left == first;
        return shares[left] != shares[right] ? shares[left] > shares[right] : left < right;
    });
    order.resize(static_cast<std::size_t>(kept));
    return order;
}

Opinion Model::opinion(std::string_view normalized, std::size_t most) const {
    const auto judgement = judge(scores(features_of(normalized, parts_.concepts)));
    Opinion opinion{{}, judgement.alarm};
    for (const auto label : best_first(parts_, judgement, most)) {
        opinion.guesses.push_back({parts_.labels[label], static_cast<double>(judgement.shares[label]),
                                   static_cast<double>(judgement.topics[parts_.topic[label]])});
    }
    return opinion;
}

}  // namespace bot::router
