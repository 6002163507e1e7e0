// Learning and guessing.
#include "router/linear_model.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "router/features.hpp"
#include "router/temperature.hpp"
#include "text/normalize.hpp"

namespace bot::router {
namespace {

// Found by five folds over the shipped examples; the result is flat around them.
constexpr float rarity_power = 1.5F;
constexpr float sisters_share = 0.12F;

constexpr std::size_t calibrated_on = 600;       // examples; more change nothing and cost time at every start
constexpr std::size_t fewest_to_calibrate = 40;  // below, the constant stays

std::string_view category_of(std::string_view label) { return label.substr(0, label.find('.')); }

}  // namespace

LinearModel::LinearModel(const std::vector<config::Example>& examples) {
    const auto lessons = take_in(examples);
    documents_ = lessons.size();
    unseen_rarity_ = rarity(1);
    count(lessons);
    sum(lessons);
    measure_lengths();
    calibrate(lessons);
}

// Numbers topics, categories and features.
std::vector<LinearModel::Lesson> LinearModel::take_in(const std::vector<config::Example>& examples) {
    std::map<std::string_view, std::size_t> labels;
    std::map<std::string_view, std::size_t> categories;
    for (const auto& example : examples) {
        labels.try_emplace(example.subcategory, 0);
        categories.try_emplace(category_of(example.subcategory), 0);
    }
    for (auto& [name, number] : categories) number = categories_++;
    for (auto& [label, number] : labels) {
        number = topics_.size();
        topics_.push_back({std::string(label), categories[category_of(label)], 1});
    }
    std::vector<Lesson> lessons;
    lessons.reserve(examples.size());
    for (const auto& example : examples) {
        Lesson lesson{labels[example.subcategory], {}};
        for (const auto& [hash, weight] : features_of(text::normalize(example.text))) {
            lesson.features.push_back({vocabulary_.find_or_add(hash), weight});
        }
        if (!lesson.features.empty()) lessons.push_back(std::move(lesson));
    }
    return lessons;
}

float LinearModel::rarity(std::uint32_t documents) const {
    const auto all = static_cast<float>(documents_ + 1);
    return std::pow(std::log(all / static_cast<float>(std::max(documents, 1U))), rarity_power);
}

// How many examples hold each feature.
void LinearModel::count(const std::vector<Lesson>& lessons) {
    std::vector<std::uint32_t> documents(vocabulary_.size(), 0);
    std::vector<std::size_t> last_seen(vocabulary_.size(), lessons.size());
    for (std::size_t number = 0; number < lessons.size(); ++number) {
        for (const auto& [row, weight] : lessons[number].features) {
            if (std::exchange(last_seen[row], number) != number) ++documents[row];
        }
    }
    // Most features are rare, so the few small counts are computed once.
    std::vector<float> known(
        documents.empty() ? 0 : *std::max_element(documents.begin(), documents.end()) + 1, -1.0F);
    rows_.resize(documents.size());
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        float& value = known[documents[row]];
        if (value < 0) value = rarity(documents[row]);
        rows_[row].rarity = value;
    }
}

// Adds up the examples of each topic, feature by feature.
void LinearModel::sum(const std::vector<Lesson>& lessons) {
    struct Link {
        Entry entry;
        std::uint32_t next = UINT32_MAX;
    };
    std::vector<Link> links;
    std::vector<std::uint32_t> heads(rows_.size(), UINT32_MAX);
    for (const auto& [topic, features] : lessons) {
        const float unit = scale(features);
        for (const auto& feature : features) {
            const auto row = feature.row;
            const float weight = unit * feature.weight * rows_[row].rarity;
            auto at = heads[row];
            while (at != UINT32_MAX && links[at].entry.topic != topic) at = links[at].next;
            if (at != UINT32_MAX) {
                links[at].entry.weight += weight;
                continue;
            }
            links.push_back({{static_cast<std::uint32_t>(topic), weight}, heads[row]});
            heads[row] = static_cast<std::uint32_t>(links.size() - 1);
        }
    }
    entries_.reserve(links.size());
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        rows_[row].begin = static_cast<std::uint32_t>(entries_.size());
        for (auto at = heads[row]; at != UINT32_MAX; at = links[at].next) entries_.push_back(links[at].entry);
        rows_[row].end = static_cast<std::uint32_t>(entries_.size());
    }
}

// A topic's vector is its own sum plus a share of the whole category's; only the own sums are stored.
void LinearModel::measure_lengths() {
    std::vector<double> own_squares(topics_.size(), 0);
    std::vector<double> own_times_all(topics_.size(), 0);
    std::vector<double> all_squares(categories_, 0);
    std::vector<float> all(categories_, 0);
    for (const Row& row : rows_) {
        const auto each = [this, &row](auto use) {
            std::for_each(entries_.begin() + row.begin, entries_.begin() + row.end, use);
        };
        each([&](const Entry& entry) { all[topics_[entry.topic].category] += entry.weight; });
        each([&](const Entry& entry) {
            own_squares[entry.topic] += entry.weight * entry.weight;
            own_times_all[entry.topic] += entry.weight * all[topics_[entry.topic].category];
        });
        // Each category once: its sum is taken away with the square.
        each([&](const Entry& entry) {
            const float whole = std::exchange(all[topics_[entry.topic].category], 0.0F);
            all_squares[topics_[entry.topic].category] += whole * whole;
        });
    }
    for (std::size_t topic = 0; topic < topics_.size(); ++topic) {
        const double square = own_squares[topic] + 2 * sisters_share * own_times_all[topic] +
                              sisters_share * sisters_share * all_squares[topics_[topic].category];
        topics_[topic].length = static_cast<float>(std::sqrt(std::max(square, 1e-12)));
    }
}

std::vector<LinearModel::Known> LinearModel::look_up(std::string_view normalized) const {
    std::vector<Known> known;
    const auto features = features_of(normalized);
    known.reserve(features.size());
    for (const auto& [hash, weight] : features) known.push_back({vocabulary_.find(hash), weight});
    return known;
}

// One over the length of a text's vector. A feature never seen counts as the rarest: a text that is mostly
// unknown gets low scores and thus little confidence.
float LinearModel::scale(const std::vector<Known>& features) const {
    float squares = 0;
    for (const auto& [row, part] : features) {
        const float weight = part * (row == Vocabulary::none ? unseen_rarity_ : rows_[row].rarity);
        squares += weight * weight;
    }
    return squares > 0 ? 1 / std::sqrt(squares) : 0;
}

// With the sisters' share, but not yet divided by the topics' lengths.
LinearModel::Product LinearModel::multiply(const std::vector<Known>& features) const {
    Product product{Scores(topics_.size(), 0), false};
    auto& scores = product.by_topic;
    const float unit = scale(features);
    for (const auto& feature : features) {
        if (feature.row == Vocabulary::none) continue;
        product.known = true;
        const Row& row = rows_[feature.row];
        const float weight = unit * feature.weight * row.rarity;
        for (auto at = row.begin; at < row.end; ++at)
            scores[entries_[at].topic] += weight * entries_[at].weight;
    }
    std::vector<float> all(categories_, 0);
    for (std::size_t topic = 0; topic < scores.size(); ++topic) all[topics_[topic].category] += scores[topic];
    for (std::size_t topic = 0; topic < scores.size(); ++topic) {
        scores[topic] += sisters_share * all[topics_[topic].category];
    }
    return product;
}

// The scores an example would get from a model that had never seen it. Taking a unit vector x away from u
// changes u·x by x·x = 1 and the square of u's length by 1 − 2 u·x, each times the part of x that is in u.
LinearModel::Scores LinearModel::without(const Lesson& lesson) const {
    auto scores = multiply(lesson.features).by_topic;
    const auto category = topics_[lesson.topic].category;
    for (std::size_t topic = 0; topic < scores.size(); ++topic) {
        float square = topics_[topic].length * topics_[topic].length;
        if (topics_[topic].category == category) {
            const float part = sisters_share + (topic == lesson.topic ? 1.0F : 0.0F);
            square += part * part - 2 * part * scores[topic];
            scores[topic] -= part;
        }
        scores[topic] = square > 1e-6F ? scores[topic] / std::sqrt(square) : 0;
    }
    return scores;
}

void LinearModel::calibrate(const std::vector<Lesson>& lessons) {
    if (lessons.size() < fewest_to_calibrate || topics_.size() < 2) return;
    const std::size_t step = (lessons.size() + calibrated_on - 1) / calibrated_on;
    std::vector<Tried> tries;
    for (std::size_t at = 0; at < lessons.size(); at += step)
        tries.push_back({without(lessons[at]), lessons[at].topic});
    temperature_ = least_surprising_temperature(tries);
}

std::vector<dialogue::Guess> LinearModel::guess(std::string_view normalized, std::size_t most) const {
    if (topics_.empty() || most == 0) return {};
    auto [scores, known] = multiply(look_up(normalized));
    if (!known) return {};
    for (std::size_t topic = 0; topic < scores.size(); ++topic) scores[topic] /= topics_[topic].length;
    to_confidences(scores, temperature_);
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto kept = static_cast<std::ptrdiff_t>(std::min(most, order.size()));
    std::partial_sort(order.begin(), order.begin() + kept, order.end(),
                      [&scores = scores](auto left, auto right) {
                          return scores[left] != scores[right] ? scores[left] > scores[right] : left < right;
                      });
    std::vector<dialogue::Guess> guesses;
    for (auto at = order.begin(); at != order.begin() + kept; ++at) {
        guesses.push_back({topics_[*at].label, scores[*at]});
    }
    return guesses;
}

}  // namespace bot::router
