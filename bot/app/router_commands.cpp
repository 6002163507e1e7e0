// `niangjia understand` and `evaluate`: what the router makes of messages, from the command line.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <iostream>

#include "app/commands.hpp"
#include "app/model_store.hpp"
#include "app/router_tools.hpp"
#include "learn/lesson.hpp"
#include "learn/measure.hpp"

namespace bot::app {
namespace {

constexpr std::size_t folds = 5;

dialogue::Guess best_of(const dialogue::Reading& reading) {
    return reading.guesses.empty() ? dialogue::Guess{"_out_of_scope", 0, 0} : reading.guesses.front();
}

std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
    return out + '"';
}

void print_json(const dialogue::Reading& reading) {
    std::string guesses;
    for (const auto& guess : reading.guesses) {
        guesses += fmt::format("{}{{\"sub_category\":{},\"share\":{:.4f},\"confidence\":{:.4f}}}", guesses.empty() ? "" : ",", json_text(guess.subcategory), guess.share, guess.confidence);
    }
    fmt::print("{{\"sub_category\":{},\"confidence\":{:.4f},\"urgency\":{},\"signal\":{},\"crisis\":{:.4f},\"worrying\":{},\"parts\":{},\"guesses\":[{}]}}\n",
               json_text(best_of(reading).subcategory), best_of(reading).confidence, json_text(code_of(reading.alarm)), json_text(reading.safety.signal),
               reading.crisis, reading.worrying, reading.parts.size(), guesses);
}

void print_why(const router::Model& model, const dialogue::Reading& reading) {
    for (const auto& reason : model.reasons(reading.normalized, 8)) fmt::print("  {:+.3f} {}\n", reason.weight, reason.what);
    for (const auto& guess : reading.guesses) fmt::print("  {:.3f} {:.3f} {}\n", guess.confidence, guess.share, guess.subcategory);
    if (!reading.safety.signal.empty()) fmt::print("  signal {}\n", reading.safety.signal);
}

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

}  // namespace

int understand(const Options& options, const UnderstandOptions& how) {
    const auto settings = settings_of(options, config::Lessons::left_out);
    const auto model = current_model(options.data);
    if (!settings || !model) {
        if (!model) fmt::print(stderr, "{}\n", model.error().detail);
        return 1;
    }
    const auto reader = reader_of(*settings, *model);
    for (std::string line; std::getline(std::cin, line);) {
        if (line.ends_with('\r')) line.pop_back();
        const auto reading = reader.read(line, {});
        if (how.json) {
            print_json(reading);
        } else {
            fmt::print("{}\t{:.4f}\t{}\n", best_of(reading).subcategory, best_of(reading).confidence, code_of(reading.alarm));
            if (how.explain) print_why(**model, reading);
        }
        std::fflush(stdout);
    }
    return 0;
}

int evaluate(const Options& options, const EvaluateOptions& how) {
    const bool generic = !how.train.empty();
    const auto settings = generic ? std::optional(config::Settings{}) : settings_of(options, config::Lessons::read);
    if (!settings) return 1;
    const learn::Columns columns{how.text_column, how.label_column};
    learn::Lesson lesson = learn::lesson_of(*settings);
    const auto times = std::make_shared<Times>();
    const auto urgency = generic ? learn::ReaderOf{} : urgency_reader(*settings, times);
    const auto table = [&](const std::string& file, learn::Lesson& into) {
        auto samples = learn::read_table(file, columns, into.concepts);
        if (!samples) fmt::print(stderr, "{}\n", samples.error().detail);
        if (samples) into.samples = std::move(*samples);
        return samples.has_value();
    };
    if (how.by_voice) {
        if (!how.file.empty() && !table(how.file, lesson)) return 1;
        const auto groups = learn::groups_by_voice(lesson.samples, how.groups > 0 ? how.groups : lesson.samples.size());
        const auto like = learn::fit(lesson, learn::groups_by_voice(lesson.samples, learn::fitting_groups));
        print_report(learn::report(learn::judge_groups(lesson, groups, like, urgency)), true);
        return 0;
    }
    if (generic) {
        if (!table(how.train, lesson)) return 1;
        if (how.test.empty()) {
            const auto groups = learn::groups_by_turns(lesson.samples, folds);
            print_report(learn::report(learn::judge_groups(lesson, groups, learn::fit(lesson, groups), urgency)), how.classes);
            return 0;
        }
        const router::Model model(learn::fit(lesson, learn::groups_by_turns(lesson.samples, folds)));
        learn::Lesson test = lesson;
        if (!table(how.test, test)) return 1;
        print_report(learn::report(learn::judge(test, model, urgency)), how.classes);
        return 0;
    }
    const auto model = current_model(options.data);
    if (!model) fmt::print(stderr, "{}\n", model.error().detail);
    if (!model || !table(how.file, lesson)) return 1;
    print_report(learn::report(learn::judge(lesson, **model, urgency)), true);
    print_times(std::move(*times));
    return 0;
}

}  // namespace bot::app
