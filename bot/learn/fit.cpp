#include "learn/fit.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "router/temperature.hpp"

namespace bot::learn {
namespace {

constexpr double answer_cost = 30;
constexpr double urgency_cost = 10;
constexpr double crisis_weight = 4;  // how much more a missed cry for help counts than a false alarm

constexpr double wanted_accuracy = 0.95;
constexpr double offered_accuracy = 0.5;   // of the first guess, where three are offered
constexpr double mostly = 0.8;
constexpr double most_false_pages = 0.012;   // of ordinary messages, by the model alone; word lists add theirs
constexpr double most_false_worries = 0.03;
constexpr double most_false_urgent = 0.08;

bool tells_urgency(const Lesson& lesson) {
    return std::any_of(lesson.samples.begin(), lesson.samples.end(), [](const auto& one) { return !one.urgency.empty(); });
}

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

// The value that only this share of the ordinary messages reaches.
float exceeded_by(std::vector<float> values, double share, float otherwise) {
    if (values.empty()) return otherwise;
    std::sort(values.begin(), values.end(), std::greater<>());
    const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size()));
    return values[std::min(at, values.size() - 1)] + 1e-4F;
}

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

std::string topic_of(const Topics& topics, const std::string& label) {
    const auto at = topics.find(label);
    return at == topics.end() ? label : at->second;
}

std::vector<Question> questions_of(const Lesson& lesson) {
    std::vector<Question> questions;
    questions.push_back({[](const Sample& one) { return one.label; }, answer_cost});
    if (lesson.topics.empty()) return questions;
    questions.push_back({[&lesson](const Sample& one) { return topic_of(lesson.topics, one.label); }, answer_cost});
    if (!tells_urgency(lesson)) return questions;
    questions.push_back({[](const Sample& one) { return one.urgency; }, urgency_cost, {"crisis"}, crisis_weight});
    return questions;
}

router::ModelParts train_on(const Lesson& lesson, const std::vector<const Sample*>& samples) {
    auto parts = train(samples, questions_of(lesson), {});
    parts.concepts = lesson.concepts;
    parts.danger = dangers(parts.heads.front().labels, samples);
    if (parts.heads.size() < 2) return parts;
    const auto& topics = parts.heads[1].labels;
    for (const auto& label : parts.heads[0].labels) {
        const auto at = std::find(topics.begin(), topics.end(), topic_of(lesson.topics, label));
        parts.topic.push_back(static_cast<std::uint16_t>(at - topics.begin()));
    }
    return parts;
}

std::vector<Judged> judge_unseen(const Lesson& lesson, const std::vector<std::size_t>& groups) {
    std::vector<Judged> judged(lesson.samples.size());
    const std::set<std::size_t> all(groups.begin(), groups.end());
    for (const auto group : all) {
        std::vector<const Sample*> others;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if (groups[i] != group) others.push_back(&lesson.samples[i]);
        }
        const auto full = train_on(lesson, others);
        const router::Model model(full);
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if (groups[i] == group) judged[i] = {&lesson.samples[i], model.scores(lesson.samples[i].features)};
        }
    }
    return judged;
}

void calibrate(router::ModelParts& parts, const Lesson& lesson, const std::vector<Judged>& judged) {
    const auto questions = questions_of(lesson);
    for (std::size_t head = 0; head < parts.heads.size(); ++head) {
        const auto& labels = parts.heads[head].labels;
        std::vector<router::Tried> tries;
        for (const auto& one : judged) {
            const auto right = std::find(labels.begin(), labels.end(), questions[head].answer(*one.sample));
            // A fold that lacks a label has other columns; and an unknown text says nothing about the temperature.
            if (right == labels.end() || one.scores[head].size() != labels.size()) continue;
            tries.push_back({one.scores[head], static_cast<std::size_t>(right - labels.begin())});
        }
        if (!tries.empty()) parts.heads[head].temperature = router::least_surprising_temperature(tries);
    }
    const router::Model model(parts);
    std::vector<std::pair<float, bool>> guesses;
    std::vector<float> crisis;
    std::vector<float> urgent;
    for (const auto& one : judged) {
        if (one.scores.front().size() != parts.heads.front().labels.size()) continue;
        const auto shares = model.confidences(one.scores);
        const auto best = std::max_element(shares.begin(), shares.end());
        const auto& label = parts.heads.front().labels[static_cast<std::size_t>(best - shares.begin())];
        guesses.emplace_back(*best, topic_of(lesson.topics, label) == topic_of(lesson.topics, one.sample->label));
        if (one.sample->urgency != "normal" || one.scores.size() < 3) continue;
        const auto alarm = model.alarm_of(one.scores);
        crisis.push_back(alarm.crisis);
        urgent.push_back(alarm.urgent);
    }
    auto& thresholds = parts.thresholds;
    thresholds.sure = threshold_for(guesses, wanted_accuracy, 1);
    thresholds.likely = std::min(thresholds.sure, threshold_for(guesses, offered_accuracy, 0));
    thresholds.page = exceeded_by(crisis, most_false_pages, 1);
    thresholds.worry = exceeded_by(crisis, most_false_worries, 1);
    thresholds.urgent = exceeded_by(urgent, most_false_urgent, 1);
}

router::ModelParts fit(const Lesson& lesson, const std::vector<std::size_t>& groups) {
    const auto judged = judge_unseen(lesson, groups);
    std::vector<const Sample*> all;
    for (const auto& one : lesson.samples) all.push_back(&one);
    auto parts = train_on(lesson, all);
    calibrate(parts, lesson, judged);
    return parts;
}

}  // namespace bot::learn
