#include "learn/measure.hpp"

#include <algorithm>
#include <cmath>

#include "text/normalize.hpp"

namespace bot::learn {
namespace {

constexpr double answered_right = 0.95;
constexpr std::size_t bins = 10;
constexpr std::size_t very_short = 4;  // characters
constexpr std::size_t short_text = 12;
constexpr std::size_t long_text = 80;

double ratio(std::size_t part, std::size_t rest) {
    return part + rest == 0 ? 0 : static_cast<double>(part) / static_cast<double>(part + rest);
}

std::string length_slice(const std::string& text) {
    const auto length = text::characters(text);
    if (length <= very_short) return "length 1-4";
    if (length <= short_text) return "length 5-12";
    return length <= long_text ? "length 13-80" : "length 81-";
}

void count(Share& share, bool hit) {
    ++share.of;
    share.hit += hit ? 1 : 0;
}

double coverage(std::vector<std::pair<float, bool>> guesses) {
    std::sort(guesses.begin(), guesses.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::size_t right = 0;
    std::size_t covered = 0;
    for (std::size_t i = 0; i < guesses.size(); ++i) {
        right += guesses[i].second ? 1 : 0;
        if (static_cast<double>(right) >= answered_right * static_cast<double>(i + 1)) covered = i + 1;
    }
    return guesses.empty() ? 0 : static_cast<double>(covered) / static_cast<double>(guesses.size());
}

double calibration_error(const std::vector<std::pair<float, bool>>& guesses) {
    struct Bin {
        double confidence = 0;
        double right = 0;
        double count = 0;
    };
    std::vector<Bin> all(bins);
    for (const auto& [confidence, right] : guesses) {
        auto& bin = all[std::min(bins - 1, static_cast<std::size_t>(static_cast<double>(confidence) * bins))];
        bin.confidence += static_cast<double>(confidence);
        bin.right += right ? 1 : 0;
        ++bin.count;
    }
    double error = 0;
    for (const auto& bin : all) error += std::abs(bin.confidence - bin.right);
    return guesses.empty() ? 0 : error / static_cast<double>(guesses.size());
}

void count_urgency(Report& report, const Verdict& one) {
    const auto& right = one.sample->urgency;
    if (right.empty()) return;
    const bool called = one.urgency == "crisis";
    if (right == "crisis") {
        count(report.crisis_found, called);
        count(report.crisis_noticed, one.urgency != "normal");
    }
    if (right == "normal") count(report.false_alarms, called);
    if (called) count(report.crisis_right, right == "crisis");
}

Verdict verdict(const Lesson& lesson, const router::Model& model, const Sample& sample, const router::Scores& scores) {
    Verdict one;
    one.sample = &sample;
    one.right = topic_of(lesson.topics, sample.label);
    const auto judgement = model.judge(scores);
    const auto& parts = model.parts();
    for (const auto best : router::best_first(parts, judgement, 1)) {
        one.label = parts.labels[best];
        one.guess = parts.topics[parts.topic[best]];
        one.confidence = judgement.topics[parts.topic[best]];
    }
    return one;
}

Verdict verdict(const Lesson& lesson, const router::Model& model, const Sample& sample, const ReadUrgency& read) {
    auto one = verdict(lesson, model, sample, model.scores(sample.features));
    if (read && !sample.urgency.empty()) one.urgency = read(sample.text);
    return one;
}

}  // namespace

double ClassCount::precision() const { return ratio(right, wrongly); }
double ClassCount::recall() const { return ratio(right, missed); }
double ClassCount::f1() const { return ratio(2 * right, missed + wrongly); }

Report report(const std::vector<Verdict>& verdicts) {
    Report report;
    std::vector<std::pair<float, bool>> guesses;
    for (const auto& one : verdicts) {
        const bool hit = one.guess == one.right;
        count(report.topic, hit);
        count(report.label, one.label == one.sample->label);
        guesses.emplace_back(one.confidence, hit);
        if (!one.sample->language.empty()) count(report.slices["language " + one.sample->language], hit);
        count(report.slices[length_slice(one.sample->text)], hit);
        if (hit) {
            ++report.classes[one.right].right;
        } else {
            ++report.classes[one.right].missed;
            if (!one.guess.empty()) ++report.classes[one.guess].wrongly;
        }
        count_urgency(report, one);
    }
    std::size_t known = 0;
    for (const auto& [topic, counted] : report.classes) {
        if (counted.right + counted.missed == 0) continue;  // guessed, but never right here
        report.macro_f1 += counted.f1();
        ++known;
    }
    if (known > 0) report.macro_f1 /= static_cast<double>(known);
    report.coverage = coverage(guesses);
    report.calibration_error = calibration_error(guesses);
    return report;
}

std::vector<Verdict> judge_unseen(const Lesson& lesson, const router::Model& model, const std::vector<Judged>& unseen) {
    std::vector<Verdict> verdicts;
    for (const auto& one : unseen) {
        if (one.scores.straight.size() != model.parts().labels.size()) continue;
        verdicts.push_back(verdict(lesson, model, *one.sample, one.scores));
    }
    return verdicts;
}

std::vector<Verdict> judge(const Lesson& lesson, const router::Model& model, const ReaderOf& reader_of) {
    const auto read = reader_of ? reader_of(model) : ReadUrgency{};
    std::vector<Verdict> verdicts;
    for (const auto& sample : lesson.samples) verdicts.push_back(verdict(lesson, model, sample, read));
    return verdicts;
}

std::vector<Verdict> judge_groups(const Lesson& lesson, const std::vector<std::size_t>& groups, const router::ModelParts& like,
                                  const ReaderOf& reader_of) {
    std::vector<Verdict> verdicts(lesson.samples.size());
    for_each_fold(lesson, groups, [&](const router::ModelParts& trained, const std::vector<std::size_t>& unseen) {
        auto parts = trained;
        parts.temperatures = like.temperatures;
        parts.thresholds = like.thresholds;
        const router::Model model(std::move(parts));
        const auto read = reader_of ? reader_of(model) : ReadUrgency{};
        for (const auto i : unseen) verdicts[i] = verdict(lesson, model, lesson.samples[i], read);
    });
    return verdicts;
}

}  // namespace bot::learn
