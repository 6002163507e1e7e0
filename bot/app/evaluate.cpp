// `niangjia evaluate`: counts how well labelled messages are understood, by the union's own model or by one that is learnt
// from any labelled table.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/model_store.hpp"
#include "app/router_tools.hpp"
#include "learn/lesson.hpp"
#include "learn/measure.hpp"
#include "learn/outside.hpp"

namespace bot::app {
namespace {

constexpr std::size_t folds = 5;

void print_share(std::string_view what, const learn::Share& share) {
    if (share.of > 0) fmt::print("{:<28} {:.4f}  ({} of {})\n", what, share.value(), share.hit, share.of);
}

void print_report(const learn::Report& report, bool classes) {
    print_share("accuracy", report.topic);
    print_share("sub-category accuracy", report.label);
    fmt::print("{:<28} {:.4f}\n", "macro F1", report.macro_f1);
    fmt::print("{:<28} {:.4f}\n", "answered at 95 % right", report.coverage);
    fmt::print("{:<28} {:.4f}\n", "calibration error", report.calibration_error);
    for (const auto& [slice, share] : report.slices) print_share(slice, share);
    print_share("crisis found", report.crisis_found);
    print_share("crisis at least urgent", report.crisis_noticed);
    print_share("crisis precision", report.crisis_right);
    print_share("false alarms", report.false_alarms);
    if (!classes) return;
    for (const auto& [name, counted] : report.classes) {
        fmt::print("  {:<26} precision {:.3f} recall {:.3f} F1 {:.3f}  ({})\n", name, counted.precision(), counted.recall(), counted.f1(),
                   counted.right + counted.missed);
    }
}

using Times = std::vector<double>;  // microseconds

// The model outlives the reader made for it.
learn::ReaderOf urgency_reader(const config::Settings& settings, std::shared_ptr<Times> times = std::make_shared<Times>()) {
    return [&settings, times](const router::Model& model) -> learn::ReadUrgency {
        const std::shared_ptr<const router::Reader> reader(
            new router::Reader(reader_of(settings, std::shared_ptr<const router::Classifier>(&model, [](const auto*) {}))));
        return [reader, times](const std::string& text) {
            const auto began = std::chrono::steady_clock::now();
            const auto reading = reader->read(text, {});
            times->push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - began).count());
            return std::string(code_of(reading.alarm));
        };
    };
}

void print_times(Times times) {
    if (times.empty()) return;
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) { return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))]; };
    fmt::print("{:<28} {:.0f} / {:.0f}\n", "reading, us p50 / p99", at(0.5), at(0.99));
}

bool read_into(learn::Lesson& lesson, const std::string& file, const EvaluateOptions& how) {
    auto samples = learn::read_table(file, {how.text_column, how.label_column}, lesson.concepts);
    if (!samples) fmt::print(stderr, "{}\n", samples.error().detail);
    if (samples) lesson.samples = std::move(*samples);
    return samples.has_value();
}

int by_voice(learn::Lesson lesson, const EvaluateOptions& how, const learn::ReaderOf& urgency) {
    if (!how.file.empty() && !read_into(lesson, how.file, how)) return 1;
    const auto groups = learn::groups_by_voice(lesson.samples, how.groups > 0 ? how.groups : lesson.samples.size());
    const auto like = learn::fit(lesson, learn::groups_by_voice(lesson.samples, learn::fitting_groups)).parts;
    print_report(learn::report(learn::judge_groups(lesson, groups, like, urgency)), true);
    return 0;
}

// Thresholds come from the learnt table alone: from its folds, each judged while it was unseen.
int any_table(const EvaluateOptions& how) {
    learn::Lesson lesson = learn::lesson_of(config::Settings{});
    if (!read_into(lesson, how.train, how)) return 1;
    const auto groups = learn::groups_by_turns(lesson.samples, folds);
    const auto fitted = learn::fit(lesson, groups);
    if (how.test.empty()) {
        auto verdicts = learn::judge_groups(lesson, groups, fitted.parts, {});
        learn::send_outside_by_group(verdicts, groups, how.outside);
        print_report(learn::report(verdicts), how.classes);
        return 0;
    }
    const router::Model model(fitted.parts);
    const auto threshold = learn::outside_threshold(learn::judge_unseen(lesson, model, fitted.unseen), how.outside);
    learn::Lesson test = lesson;
    if (!read_into(test, how.test, how)) return 1;
    auto verdicts = learn::judge(test, model, {});
    learn::send_outside(verdicts, how.outside, threshold);
    print_report(learn::report(verdicts), how.classes);
    return 0;
}

}  // namespace

int evaluate(const Options& options, const EvaluateOptions& how) {
    if (!how.train.empty()) return any_table(how);
    const auto settings = settings_of(options, config::Lessons::read);
    if (!settings) return 1;
    learn::Lesson lesson = learn::lesson_of(*settings);
    const auto times = std::make_shared<Times>();
    const auto urgency = urgency_reader(*settings, times);
    if (how.by_voice) return by_voice(std::move(lesson), how, urgency);
    const auto model = current_model(options.data);
    if (!model) fmt::print(stderr, "{}\n", model.error().detail);
    if (!model || !read_into(lesson, how.file, how)) return 1;
    print_report(learn::report(learn::judge(lesson, **model, urgency)), true);
    print_times(std::move(*times));
    return 0;
}

}  // namespace bot::app
