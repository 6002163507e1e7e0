#include "learn/trainer.hpp"

#include <linear.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <memory>
#include <numeric>
#include <unordered_map>

#include "router/vocabulary.hpp"

namespace bot::learn {
namespace {

constexpr double stop_when = 0.05;

// What every head is taught with: features numbered from 1, as LIBLINEAR wants them, each text of length one.
struct Lessons {
    std::vector<std::uint32_t> hashes;
    std::vector<float> rarity;
    std::vector<std::vector<feature_node>> texts;  // each ends with index -1
};

std::vector<std::uint32_t> known_features(const std::vector<const Sample*>& samples, std::size_t fewest) {
    std::unordered_map<std::uint32_t, std::uint32_t> documents;
    for (const auto* sample : samples) {
        for (const auto& feature : sample->features) ++documents[feature.hash];
    }
    std::vector<std::uint32_t> kept;
    for (const auto& [hash, count] : documents) {
        if (count >= fewest) kept.push_back(hash);
    }
    std::sort(kept.begin(), kept.end());
    return kept;
}

Lessons lessons_of(const std::vector<const Sample*>& samples, std::vector<std::uint32_t> hashes) {
    Lessons lessons;
    lessons.hashes = std::move(hashes);
    router::Vocabulary vocabulary;
    for (const auto hash : lessons.hashes) vocabulary.find_or_add(hash);
    std::vector<std::uint32_t> documents(lessons.hashes.size(), 0);
    for (const auto* sample : samples) {
        for (const auto& feature : sample->features) {
            if (const auto row = vocabulary.find(feature.hash); row != router::Vocabulary::none) ++documents[row];
        }
    }
    const auto all = static_cast<float>(samples.size() + 1);
    for (const auto count : documents) lessons.rarity.push_back(std::log(all / static_cast<float>(count)) + 1);
    for (const auto* sample : samples) {
        std::vector<feature_node> text;
        double squares = 0;
        for (const auto& feature : sample->features) {
            const auto row = vocabulary.find(feature.hash);
            if (row == router::Vocabulary::none) continue;
            const double value = static_cast<double>(feature.weight) * lessons.rarity[row];
            squares += value * value;
            text.push_back({static_cast<int>(row) + 1, value});
        }
        std::sort(text.begin(), text.end(), [](const auto& a, const auto& b) { return a.index < b.index; });
        for (auto& node : text) node.value /= std::sqrt(squares);
        text.push_back({-1, 0});
        lessons.texts.push_back(std::move(text));
    }
    return lessons;
}

struct Learnt {
    router::Head head;
    std::vector<float> weights;  // by feature, then by label
};

struct FreeModel {
    void operator()(model* made) const { free_and_destroy_model(&made); }
};

Learnt learn(Lessons& lessons, const std::vector<const Sample*>& samples, const Question& question) {
    std::map<std::string, int> numbers;
    for (const auto* sample : samples) {
        if (const auto answer = question.answer(*sample); !answer.empty()) numbers.emplace(answer, 0);
    }
    Learnt learnt;
    for (auto& [label, number] : numbers) {
        number = static_cast<int>(learnt.head.labels.size());
        learnt.head.labels.push_back(label);
    }
    const auto labels = learnt.head.labels.size();
    learnt.head.scale.assign(labels, 1);
    learnt.head.bias.assign(labels, 0);
    learnt.weights.assign(lessons.hashes.size() * labels, 0);
    if (labels < 2 || lessons.hashes.empty()) return learnt;
    // One machine a label, against the rest; the two-label case of LIBLINEAR would give only one.
    for (std::size_t label = 0; label < labels; ++label) {
        std::vector<double> targets;
        std::vector<feature_node*> rows;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const auto answer = question.answer(*samples[i]);
            if (answer.empty()) continue;
            targets.push_back(answer == learnt.head.labels[label] ? 1 : 2);
            rows.push_back(lessons.texts[i].data());
        }
        // The first label LIBLINEAR meets is its positive one: begin with one of ours.
        const auto first = static_cast<std::size_t>(std::find(targets.begin(), targets.end(), 1) - targets.begin());
        std::swap(targets[0], targets[first]);
        std::swap(rows[0], rows[first]);
        problem task{static_cast<int>(rows.size()), static_cast<int>(lessons.hashes.size()), targets.data(), rows.data(), -1};
        const bool heavy = std::find(question.heavy.begin(), question.heavy.end(), learnt.head.labels[label]) != question.heavy.end();
        int heavy_label = 1;
        double heavy_weight = question.weight;
        parameter how{};
        how.solver_type = L2R_LR_DUAL;
        how.eps = stop_when;
        how.C = question.cost;
        how.nr_weight = heavy ? 1 : 0;
        how.weight_label = &heavy_label;
        how.weight = &heavy_weight;
        std::srand(1);  // the solver visits the examples in an order drawn with rand()
        const std::unique_ptr<model, FreeModel> made(::train(&task, &how));
        for (std::size_t feature = 0; feature < lessons.hashes.size(); ++feature) {
            learnt.weights[feature * labels + label] = static_cast<float>(made->w[feature]);
        }
    }
    return learnt;
}

// The features whose weights differ most between labels.
std::vector<std::size_t> most_telling(const std::vector<Learnt>& heads, std::size_t features, std::size_t most) {
    std::vector<float> telling(features, 0);
    for (const auto& [head, weights] : heads) {
        const auto labels = head.labels.size();
        for (std::size_t feature = 0; feature < features; ++feature) {
            for (std::size_t label = 0; label < labels; ++label) {
                const float weight = weights[feature * labels + label];
                telling[feature] += weight * weight;
            }
        }
    }
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

void set_scales(Learnt& learnt, const std::vector<std::size_t>& kept) {
    const auto labels = learnt.head.labels.size();
    for (std::size_t label = 0; label < labels; ++label) {
        float largest = 1e-9F;
        for (const auto feature : kept) largest = std::max(largest, std::abs(learnt.weights[feature * labels + label]));
        learnt.head.scale[label] = largest / 127;
    }
}

}  // namespace

router::ModelParts train(const std::vector<const Sample*>& samples, const std::vector<Question>& questions,
                         const TrainOptions& options) {
    auto lessons = lessons_of(samples, known_features(samples, options.fewest_documents));
    set_print_string_function([](const char*) {});
    std::vector<Learnt> heads;
    for (const auto& question : questions) heads.push_back(learn(lessons, samples, question));
    const auto kept = most_telling(heads, lessons.hashes.size(), options.most_features);
    router::ModelParts parts;
    for (auto& head : heads) {
        set_scales(head, kept);
        parts.heads.push_back(head.head);
    }
    for (const auto feature : kept) {
        parts.hashes.push_back(lessons.hashes[feature]);
        parts.rarity.push_back(lessons.rarity[feature]);
        for (const auto& [head, weights] : heads) {
            const auto labels = head.labels.size();
            for (std::size_t label = 0; label < labels; ++label) {
                const float small = weights[feature * labels + label] / head.scale[label];
                parts.weights.push_back(static_cast<std::int8_t>(std::lround(std::clamp(small, -127.0F, 127.0F))));
            }
        }
    }
    return parts;
}

}  // namespace bot::learn
