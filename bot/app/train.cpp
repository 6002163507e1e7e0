// `niangjia train`: learns from the examples and from what two colleagues let the bot learn, keeps the new
// model only when it loses nothing on the frozen lines, and tells the running program.
#include <fmt/format.h>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>

#include "app/admin_door.hpp"
#include "app/commands.hpp"
#include "app/model_store.hpp"
#include "app/router_tools.hpp"
#include "learn/lesson.hpp"
#include "learn/regression.hpp"
#include "store/store.hpp"
#include "text/masking.hpp"
#include "text/normalize.hpp"

namespace bot::app {
namespace {

constexpr int not_kept = 3;
constexpr auto union_voice = "union";

int told(const Error& error) {
    fmt::print(stderr, "{}\n", error.detail);
    return 1;
}

std::string now_in(const calendar::Calendar& calendar) {
    const auto local =
        std::chrono::floor<std::chrono::minutes>(calendar::to_local(calendar, SystemClock().now()));
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{local - day};
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       time.hours().count(), time.minutes().count());
}

// Lessons as examples in a voice of their own. Left out are those of sub-categories that are no more, and
// frozen lines: what is measured on must not be learnt.
std::vector<config::Example> union_examples(const config::Settings& settings,
                                            const std::vector<store::LessonRow>& lessons) {
    std::set<std::string> frozen;
    for (const auto& one : settings.regression) frozen.insert(text::normalize(one.example.text));
    std::vector<config::Example> examples;
    for (const auto& one : lessons) {
        auto words = text::without_marks(one.text);
        const auto folded = text::normalize(words);
        if (folded.empty() || frozen.contains(folded) || settings.catalogue.find(one.subcategory) == nullptr)
            continue;
        examples.push_back({one.subcategory, std::move(words), one.urgency, one.language, union_voice});
    }
    return examples;
}

std::vector<learn::Heard> hear(const config::Settings& settings,
                               std::shared_ptr<const router::Classifier> model) {
    const auto reader = reader_of(settings, std::move(model));
    return learn::hear(settings.regression, settings.topics,
                       [&](const std::string& text) { return reader.read(text, {}); });
}

void print_comparison(const learn::Comparison& both) {
    fmt::print("{:<28} {:>6} {:>6} {:>6}\n", "frozen lines", "before", "after", "of");
    const auto row = [](std::string_view what, std::size_t before, std::size_t after, std::size_t of) {
        fmt::print("{:<28} {:>6} {:>6} {:>6}\n", what, before, after, of);
    };
    row("topic right", both.before.topics, both.after.topics, both.after.lines);
    row("cries for help heard", both.before.crises_found, both.after.crises_found, both.after.crises);
    row("taken for at least urgent", both.before.noticed, both.after.noticed, both.after.alarming);
}

void print_lost(const learn::Comparison& both) {
    for (const auto& one : both.lost) {
        fmt::print(stderr, "regression.tsv:{}: {} lost ({}): {}\n", one.line->line, one.what,
                   one.line->example.subcategory, one.line->example.text);
    }
}

// The running program is told through its own door; without one, the next start takes the model.
void tell_running(const std::string& data) {
    const auto answer = ask_running(data, {"reload"});
    if (answer) {
        fmt::print("{}", *answer);
    } else if (answer.error().code == Errc::conflict) {
        fmt::print(stderr, "{}\n", answer.error().detail);
    } else {
        fmt::print("nothing runs on this folder: the next start takes it up\n");
    }
}

void print_models(const std::string& data) {
    fmt::print("  {:>3}  {:<16}  {:>9}  {:>8}  {:>7}  {:>11}\n", "no.", "trained", "bytes", "examples",
               "lessons", "right");
    for (const auto& one : stored_models(data)) {
        const auto figures = one.figures.value_or(Figures{});
        fmt::print(
            "{} {:>3}  {:<16}  {:>9}  {:>8}  {:>7}  {:>11}  {}{}\n", one.current ? '*' : ' ', one.number,
            one.number == 0           ? "shipped"
            : figures.trained.empty() ? "-"
                                      : figures.trained,
            one.bytes, figures.examples == 0 ? "-" : fmt::format("{}", figures.examples), figures.lessons,
            figures.lines == 0 ? "-" : fmt::format("{} of {}", figures.right, figures.lines),
            one.made_from.substr(0, 12), one.current ? "  current" : "");
    }
}

StoredModel in_use(const std::string& data) {
    const auto all = stored_models(data);
    const auto at = std::find_if(all.begin(), all.end(), [](const auto& one) { return one.current; });
    return at == all.end() ? all.front() : *at;
}

// How the model in use stands today, for the list.
void note_before(const std::string& data, const config::Settings& settings, const std::string& made_from,
                 const learn::Standing& standing) {
    const auto one = in_use(data);
    auto figures = one.figures.value_or(Figures{});
    if (figures.examples == 0 && one.made_from == made_from) figures.examples = settings.examples.size();
    figures.right = standing.topics;
    figures.lines = standing.lines;
    (void)note_figures(data, one.number, one.made_from,
                       figures);  // a list without a figure is no reason to stop
}

int train_anew(const Options& options) {
    auto settings = settings_of(options, config::Lessons::read);
    if (!settings) return 1;
    const auto current = current_model(options.data);
    if (!current) return told(current.error());
    const auto lessons = store::read_lessons(options.data);
    if (!lessons) return told(lessons.error());

    const auto made_from = learn::fingerprint(*settings);
    Figures figures{now_in(settings->calendar), settings->examples.size(), 0, 0, 0};
    auto more = union_examples(*settings, *lessons);
    figures.lessons = more.size();
    settings->examples.insert(settings->examples.end(), std::make_move_iterator(more.begin()),
                              std::make_move_iterator(more.end()));
    const auto lesson = learn::lesson_of(*settings);
    auto parts = learn::fit(lesson, learn::groups_by_voice(lesson.samples, learn::fitting_groups)).parts;
    parts.made_from = made_from;
    fmt::print("{} examples, {} lessons\n", figures.examples, figures.lessons);

    const auto both = learn::compare(settings->regression, hear(*settings, *current),
                                     hear(*settings, std::make_shared<const router::Model>(parts)));
    settings->examples.resize(figures.examples);
    note_before(options.data, *settings, made_from, both.before);
    if (settings->regression.empty())
        fmt::print("note: there is no regression.tsv, so nothing was compared\n");
    print_comparison(both);
    if (!both.keeps()) {
        print_lost(both);
        fmt::print(stderr, "the new model is worse on the frozen lines and is not kept; model {} stays\n",
                   in_use(options.data).number);
        return not_kept;
    }
    figures.right = both.after.topics;
    figures.lines = both.after.lines;
    const auto kept = keep_model(options.data, parts, figures);
    if (!kept) return told(kept.error());
    fmt::print("model {} is kept and in use\n", *kept);
    tell_running(options.data);
    return 0;
}

}  // namespace

int train(const Options& options, const TrainOptions& how) {
    if (how.use) {
        if (const auto chosen = choose_model(options.data, *how.use); !chosen) return told(chosen.error());
        fmt::print("model {} is in use\n", *how.use);
        tell_running(options.data);
    } else if (!how.list) {
        if (const int failed = train_anew(options); failed != 0) return failed;
    }
    print_models(options.data);
    return 0;
}

}  // namespace bot::app
