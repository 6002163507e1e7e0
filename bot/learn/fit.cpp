#include "learn/fit.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "learn/temperature.hpp"
#include "text/normalize.hpp"

namespace bot::learn {
namespace {

constexpr double wanted_accuracy = 0.95;
constexpr double offered_accuracy = 0.9;  // of three choices
constexpr std::size_t offered = 3;

// Of ordinary messages, a tenth of which were written to look like danger. Word lists add theirs to the first.
constexpr double most_false_pages = 0.017;
constexpr double most_false_worries = 0.035;
constexpr double most_false_urgent = 0.1;
// Of the cries for help that a word list names, those that the model may make a worry of.
constexpr double most_explained_away = 0.02;

// The lowest confidence from which on guesses are right often enough.
float threshold_for(std::vector<std::pair<float, bool>> guesses, double accuracy, float otherwise) {
    std::sort(guesses.begin(), guesses.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::size_t right = 0;
    float lowest = otherwise;
    for (std::size_t i = 0; i < guesses.size(); ++i) {
        right += guesses[i].second ? 1 : 0;
        if (static_cast<double>(right) >= accuracy * static_cast<double>(i + 1)) lowest = guesses[i].first;
    }
    return lowest;
}

// The value that only this share of all reaches.
float exceeded_by(std::vector<float> values, double share, float otherwise) {
    if (values.empty()) return otherwise;
    std::sort(values.begin(), values.end(), std::greater<>());
    const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size()));
    return values[std::min(at, values.size() - 1)] + 1e-4F;
}

// What the model hears in ordinary messages, and in those cries for help that word lists name.
struct Alarms {
    std::vector<float> crisis;
    std::vector<float> urgent;
    std::vector<float> named;

    void add(const Sample& sample, const router::Alarm& alarm, const router::SafetyRules& safety) {
        const bool ordinary = sample.urgency == "normal";
        if (!ordinary && sample.urgency != "crisis") return;
        const auto found = safety.look(text::normalize(sample.text));
        const bool is_named = found.danger != dialogue::Danger::none;
        if (ordinary && !is_named) crisis.push_back(alarm.crisis);
        if (ordinary) urgent.push_back(alarm.urgent);
        if (!ordinary && is_named && !found.plan) named.push_back(alarm.crisis);
    }
    void set(router::Thresholds& thresholds) const {
        thresholds.page = exceeded_by(crisis, most_false_pages, 1);
        thresholds.worry = exceeded_by(crisis, most_false_worries, 1);
        thresholds.urgent = exceeded_by(urgent, most_false_urgent, 1);
        thresholds.harmless = exceeded_by(named, 1 - most_explained_away, 0);
    }
};

// How much the straight and the layered scores are to be believed, and the urgencies.
void set_temperatures(router::ModelParts& parts, const std::vector<Judged>& judged) {
    std::vector<Tried> labels;
    std::vector<Tried> urgencies;
    for (const auto& [sample, scores] : judged) {
        const auto place = [](const std::vector<std::string>& names, const std::string& name) {
            return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
        };
        // A fold that lacks a label has other columns; and an unknown text says nothing about temperatures.
        if (scores.straight.size() != parts.labels.size()) continue;
        const auto label = place(parts.labels, sample->label);
        if (label < parts.labels.size()) labels.push_back({{&scores.straight, &scores.layered}, label});
        const auto urgency = place(parts.urgencies, sample->urgency);
        if (urgency < scores.urgency.size()) urgencies.push_back({{&scores.urgency}, urgency});
    }
    const auto found = least_surprising_temperatures(labels, 2);
    parts.temperatures = {found[0], found[1], least_surprising_temperatures(urgencies, 1)[0]};
}

router::ModelParts finished(const Lesson& lesson, Training& training) {
    auto parts = training.finish();
    parts.concepts = lesson.concepts;
    return parts;
}

}  // namespace

std::vector<std::size_t> groups_by_voice(const std::vector<Sample>& samples, std::size_t most_groups) {
    std::map<std::string, std::size_t> sizes;
    for (const auto& one : samples) ++sizes[one.voice];
    std::vector<std::pair<std::size_t, std::string>> voices;
    for (const auto& [voice, size] : sizes) voices.emplace_back(size, voice);
    std::sort(voices.rbegin(), voices.rend());
    // The largest first, each into the group that has least.
    std::vector<std::size_t> filled(std::max<std::size_t>(1, std::min(most_groups, voices.size())), 0);
    std::map<std::string, std::size_t> group_of;
    for (const auto& [size, voice] : voices) {
        const auto least = std::min_element(filled.begin(), filled.end());
        *least += size;
        group_of[voice] = static_cast<std::size_t>(least - filled.begin());
    }
    std::vector<std::size_t> groups;
    for (const auto& one : samples) groups.push_back(group_of[one.voice]);
    return groups;
}

std::vector<std::size_t> groups_by_turns(const std::vector<Sample>& samples, std::size_t folds) {
    std::map<std::string, std::size_t> next;
    std::vector<std::size_t> groups;
    for (const auto& one : samples) groups.push_back(next[one.label]++ % folds);
    return groups;
}

router::ModelParts train_on(const Lesson& lesson, const std::vector<const Sample*>& samples) {
    Training training(samples, lesson.topics, {});
    return finished(lesson, training);
}

std::vector<Judged> judge_unseen(const Lesson& lesson, const std::vector<std::size_t>& groups) {
    std::vector<Judged> judged(lesson.samples.size());
    for_each_fold(lesson, groups, [&](const router::ModelParts& parts, const std::vector<std::size_t>& unseen) {
        const router::Model model(parts);
        for (const auto i : unseen) judged[i] = {&lesson.samples[i], model.scores(lesson.samples[i].features)};
    });
    return judged;
}

void for_each_fold(const Lesson& lesson, const std::vector<std::size_t>& groups, const UseFold& use) {
    struct Fold {
        std::vector<std::size_t> unseen;
        std::unique_ptr<Training> training;
    };
    std::optional<Fold> before;
    const auto take = [&](std::optional<Fold> fold) {
        if (fold) use(finished(lesson, *fold->training), fold->unseen);
    };
    for (const auto group : std::set<std::size_t>(groups.begin(), groups.end())) {
        Fold fold;
        std::vector<const Sample*> others;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if (groups[i] == group) {
                fold.unseen.push_back(i);
            } else {
                others.push_back(&lesson.samples[i]);
            }
        }
        fold.training = std::make_unique<Training>(others, lesson.topics, TrainOptions{});
        take(std::exchange(before, std::move(fold)));
    }
    take(std::move(before));
}

void calibrate(router::ModelParts& parts, const Lesson& lesson, const std::vector<Judged>& judged) {
    set_temperatures(parts, judged);
    const router::Model model(parts);
    std::vector<std::pair<float, bool>> sure;
    std::vector<std::pair<float, bool>> likely;
    Alarms alarms;
    for (const auto& one : judged) {
        if (one.scores.straight.size() != parts.labels.size()) continue;
        const auto judgement = model.judge(one.scores);
        const auto right = topic_of(lesson.topics, one.sample->label);
        const auto order = router::best_first(parts, judgement, offered);
        const auto is_right = [&](std::size_t label) { return parts.topics[parts.topic[label]] == right; };
        const float confidence = judgement.topics[parts.topic[order.front()]];
        sure.emplace_back(confidence, is_right(order.front()));
        likely.emplace_back(confidence, std::any_of(order.begin(), order.end(), is_right));
        if (!parts.urgencies.empty()) alarms.add(*one.sample, judgement.alarm, lesson.safety);
    }
    parts.thresholds.sure = threshold_for(std::move(sure), wanted_accuracy, 1);
    parts.thresholds.likely = std::min(parts.thresholds.sure, threshold_for(std::move(likely), offered_accuracy, 0));
    alarms.set(parts.thresholds);
}

Fitted fit(const Lesson& lesson, const std::vector<std::size_t>& groups) {
    auto judged = judge_unseen(lesson, groups);
    std::vector<const Sample*> all;
    for (const auto& one : lesson.samples) all.push_back(&one);
    auto parts = train_on(lesson, all);
    calibrate(parts, lesson, judged);
    return {std::move(parts), std::move(judged)};
}

}  // namespace bot::learn
