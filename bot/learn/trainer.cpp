#include "learn/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace bot::learn {
namespace {

constexpr double mostly = 0.8;

// Sub-categories nearly all of whose examples are crises.
std::vector<std::uint8_t> dangers(const std::vector<std::string>& labels, const std::vector<const Sample*>& samples) {
    std::map<std::string, std::pair<std::size_t, std::size_t>> counts;
    for (const auto* one : samples) {
        auto& [crises, all] = counts[one->label];
        crises += one->urgency == "crisis" ? 1 : 0;
        ++all;
    }
    std::vector<std::uint8_t> flags;
    for (const auto& label : labels) {
        const auto [crises, all] = counts[label];
        flags.push_back(static_cast<double>(crises) >= mostly * static_cast<double>(all) && all > 0 ? 1 : 0);
    }
    return flags;
}

void name_topics(router::ModelParts& parts, const Topics& topics) {
    std::set<std::string> names;
    for (const auto& label : parts.labels) names.insert(topic_of(topics, label));
    parts.topics.assign(names.begin(), names.end());
    for (const auto& label : parts.labels) {
        const auto at = std::lower_bound(parts.topics.begin(), parts.topics.end(), topic_of(topics, label));
        parts.topic.push_back(static_cast<std::uint16_t>(at - parts.topics.begin()));
    }
}

// The features whose weights are largest over all labels.
std::vector<std::size_t> most_telling(const std::vector<float>& weights, std::size_t labels, std::size_t most) {
    const std::size_t features = labels == 0 ? 0 : weights.size() / labels;
    std::vector<float> telling(features, 0);
    for (std::size_t i = 0; i < weights.size(); ++i) telling[i / labels] += weights[i] * weights[i];
    std::vector<std::size_t> order(features);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (features > most) {
        std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most), order.end(),
                         [&](auto a, auto b) { return telling[a] != telling[b] ? telling[a] > telling[b] : a < b; });
        order.resize(most);
        std::sort(order.begin(), order.end());
    }
    return order;
}

std::vector<float> only_rows(const std::vector<float>& weights, std::size_t columns, const std::vector<std::size_t>& rows) {
    std::vector<float> kept;
    kept.reserve(rows.size() * columns);
    for (const auto row : rows) {
        const auto from = weights.begin() + static_cast<std::ptrdiff_t>(row * columns);
        kept.insert(kept.end(), from, from + static_cast<std::ptrdiff_t>(columns));
    }
    return kept;
}

// How large the largest small weight of each column is, in 127ths.
void add_scales(std::vector<float>& scales, const std::vector<float>& weights, std::size_t columns) {
    std::vector<float> largest(columns, 1e-9F);
    for (std::size_t i = 0; i < weights.size(); ++i) largest[i % columns] = std::max(largest[i % columns], std::abs(weights[i]));
    for (const auto one : largest) scales.push_back(one / 127);
}

std::int8_t small(float weight, float scale) { return static_cast<std::int8_t>(std::lround(std::clamp(weight / scale, -127.0F, 127.0F))); }

}  // namespace

std::string topic_of(const Topics& topics, const std::string& label) {
    const auto at = topics.find(label);
    return at == topics.end() ? label : at->second;
}

Training::Training(const std::vector<const Sample*>& samples, const Topics& topics, const TrainOptions& options)
    : lines_(lines_of(samples, options.fewest_documents)), labels_(answers_of(samples, &Sample::label)),
      urgencies_(answers_of(samples, &Sample::urgency)) {
    parts_.labels = labels_.names;
    parts_.urgencies = urgencies_.names;
    parts_.danger = dangers(parts_.labels, samples);
    name_topics(parts_, topics);
    straight_ = train_machines(lines_, labels_, options.cost);
    const auto kept = most_telling(straight_, parts_.labels.size(), options.most_features);
    straight_ = only_rows(straight_, parts_.labels.size(), kept);
    lines_ = only(lines_, kept);
    network_ = std::async(std::launch::async, [this, how = options.network] { return train_network(lines_, labels_, urgencies_, how); });
}

router::ModelParts Training::finish() {
    auto network = network_.get();
    const auto labels = parts_.labels.size();
    const auto hidden = network.layer.hidden_bias.size();
    add_scales(parts_.scale, straight_, labels);
    add_scales(parts_.scale, network.rows, hidden);
    for (std::size_t row = 0; row < lines_.hashes.size(); ++row) {
        for (std::size_t i = 0; i < labels; ++i) parts_.weights.push_back(small(straight_[row * labels + i], parts_.scale[i]));
        for (std::size_t i = 0; i < hidden; ++i) parts_.weights.push_back(small(network.rows[row * hidden + i], parts_.scale[labels + i]));
    }
    parts_.hashes = std::move(lines_.hashes);
    parts_.rarity = std::move(lines_.rarity);
    parts_.layer = std::move(network.layer);
    return std::move(parts_);
}

}  // namespace bot::learn
