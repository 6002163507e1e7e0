#include "engine/clocks.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/apply.hpp"
#include "engine/desk_parts.hpp"
#include "engine/legal_words.hpp"
#include "engine/reminders.hpp"
#include "observe/metrics.hpp"

namespace bot::engine {
namespace {

using calendar::Day;
using calendar::LegalPeriod;
using dialogue::CaseRef;
using dialogue::CaseView;
using std::chrono::days;
using store::ClockRow;
using store::ClockState;

constexpr int steps_a_clock = 1'000;  // occurrence = clock * steps_a_clock + days before the last one, or passed
constexpr int passed = 999;
constexpr int supervisors_from = 14;  // days before the last one
constexpr int longest_ago = 40 * 366;
constexpr int furthest_ahead = 366;

const LegalPeriod* period_named(const Tools& tools, const std::string& id) {
    const auto& all = tools.settings.legal;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

std::vector<ClockRow> running(const store::Snapshot& snapshot, CaseId about) {
    auto rows = store::clocks_of(snapshot, about);
    std::erase_if(rows, [](const auto& one) { return one.state != ClockState::running; });
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.safety < b.safety; });
    return rows;
}

// Days before the last one on which somebody is reminded, the longest first; the safety date among them.
std::vector<int> steps_of(const Tools& tools, const ClockRow& one) {
    std::vector<int> steps{static_cast<int>((one.last - one.safety).count())};
    if (const auto* period = period_named(tools, one.period)) steps.insert(steps.end(), period->remind_days.begin(), period->remind_days.end());
    std::erase_if(steps, [&](int before) { return one.last - days{before} <= one.from; });
    std::sort(steps.begin(), steps.end(), std::greater<>());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    return steps;
}

// When the desk opens on that day, and on a day off the working day before: no day of a legal period may be lost.
Instant morning_of(const calendar::Calendar& calendar, Day day) {
    while (!calendar::is_workday(calendar, day)) day -= days{1};
    return calendar::next_opening(calendar, calendar::to_utc(calendar, calendar::LocalTime{day}));
}

Instant step_at(const calendar::Calendar& calendar, const ClockRow& one, int before) {
    if (before != passed) return morning_of(calendar, one.last - days{before});
    return calendar::next_opening(calendar, calendar::to_utc(calendar, calendar::LocalTime{one.last + days{1}}));
}

// A later step that is due as well says more.
bool overtaken(const Work& work, const calendar::Calendar& calendar, const ClockRow& one, int before) {
    if (before == passed) return false;
    if (step_at(calendar, one, passed) <= work.now) return true;
    const auto steps = steps_of(work.tools, one);
    return std::any_of(steps.begin(), steps.end(), [&](int other) { return other < before && step_at(calendar, one, other) <= work.now; });
}

CaseView case_in_hand(const Work& work, CaseId id) {
    work.acting_staff();
    auto about = work.view(CaseRef{id});
    if (!work.facts.may_see(*work.person->staff, about)) throw Refused("staff.no_such_case");
    if (work.sender_represents()) throw Refused("seat.only_looks");
    return about;
}

// The day that is meant: without a year the last such day. Nothing that is far off in either direction.
std::optional<Day> day_counted(const calendar::Calendar& calendar, Instant now, const text::SaidDay& said) {
    const auto today = calendar::local_day(calendar, now);
    const std::chrono::year_month_day of_today{today};
    const auto in = [&](std::chrono::year year) { return year / std::chrono::month{said.month} / std::chrono::day{said.day}; };
    auto meant = in(said.year ? std::chrono::year{*said.year} : of_today.year());
    // The 29th of February of no year: of the last one that had it.
    while (!said.year && (!meant.ok() || Day{meant} > today) && meant.year() > of_today.year() - std::chrono::years{8}) meant = in(meant.year() - std::chrono::years{1});
    if (!meant.ok()) return std::nullopt;
    const Day day{meant};
    const bool possible = day >= today - days{longest_ago} && day <= today + days{furthest_ahead};
    return possible ? std::optional(day) : std::nullopt;
}

Language language_of(const Work& work) { return work.person->language; }

void say_list(Work& work, const CaseView& about) {
    if (work.tools.settings.legal.empty()) throw Refused("clock.no_periods", about.id);
    std::string lines;
    int number = 0;
    for (const auto* period : periods_for(work.tools.settings, about)) {
        lines += fmt::format("{}{} {}", lines.empty() ? "" : "\n", ++number, period->name.in(language_of(work)));
    }
    std::string runs;
    for (const auto& one : told_clocks(work.tools, work.tx, about.id, language_of(work), work.now, true)) runs += (runs.empty() ? "" : "\n") + one;
    work.say({"clock.list", {{"lines", lines}, {"runs", runs}}, {}, CaseRef{about.id}, dialogue::To::sender, {}});
}

}  // namespace

std::vector<const LegalPeriod*> periods_for(const config::Settings& settings, const CaseView& about) {
    std::vector<const LegalPeriod*> fitting;
    std::vector<const LegalPeriod*> all;
    for (const auto& one : settings.legal) {
        all.push_back(&one);
        if (std::find(one.subcategories.begin(), one.subcategories.end(), about.subcategory) != one.subcategories.end()) fitting.push_back(&one);
    }
    return fitting.empty() ? all : fitting;
}

std::vector<std::string> told_clocks(const Tools& tools, const store::Snapshot& snapshot, CaseId about, Language language, Instant now, bool to_staff) {
    std::vector<std::string> told;
    const auto today = calendar::local_day(tools.settings.calendar, now);
    for (const auto& one : running(snapshot, about)) {
        const auto* period = period_named(tools, one.period);
        if (period == nullptr) continue;  // the union took it out of its settings
        if (!to_staff) {
            told.push_back(told_period(tools, language, *period, one.from, today));
            continue;
        }
        told.push_back(tools.messages
                           .render(language, today > one.last ? "clock.line_passed" : "clock.line",
                                   {{"name", period->name.in(language)}, {"from", date(tools, language, one.from)}, {"last", date(tools, language, one.last)},
                                    {"safety", date(tools, language, one.safety)}, {"source", period->source.in(language)}})
                           .text);
    }
    return told;
}

bool any_clock_runs(const store::Snapshot& snapshot, CaseId about) { return !running(snapshot, about).empty(); }

void plan_clocks(Work& work, CaseId about) {
    work.tx.cancel_reminders(about, clock_kind);
    const auto& calendar = desk_calendar(work, work.view(CaseRef{about}));
    for (const auto& one : running(work.tx, about)) {
        auto steps = steps_of(work.tools, one);
        steps.push_back(passed);
        for (const int before : steps) {
            const auto at = step_at(calendar, one, before);
            if (at <= work.now && before != passed) continue;
            const auto key = fmt::format("{}/{}/{}/{}", clock_kind, one.id.value, to_ms(work.now), before);
            const auto occurrence = static_cast<int>(one.id.value) * steps_a_clock + before;
            work.effects.to_remind |= work.tx.remind(key, clock_kind, about, occurrence, std::max(at, calendar::next_opening(calendar, work.now)));
        }
    }
}

void remind_of_clock(Work& work, const store::ReminderRow& reminder) {
    const auto about = work.facts.find_case(reminder.about);
    const auto rows = about ? running(work.tx, about->id) : std::vector<ClockRow>();
    const auto one = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id.value == reminder.occurrence / steps_a_clock; });
    if (one == rows.end() || !is_open(about->status)) return work.tx.reminder_done(reminder.id, "cancelled");
    const auto& calendar = desk_calendar(work, *about);
    if (const auto awake = calendar::after_quiet_hours(calendar, work.now); awake > work.now) {
        work.effects.to_remind = true;
        return work.tx.postpone_reminder(reminder.id, awake);
    }
    const int before = reminder.occurrence % steps_a_clock;
    if (overtaken(work, calendar, *one, before)) {
        work.event(about->id, "lapsed", std::nullopt, std::nullopt, clock_kind);
        return work.tx.reminder_done(reminder.id, "lapsed");
    }
    work.tx.reminder_done(reminder.id, "done");
    observe::count("reminders_total", clock_kind);
    work.event(about->id, "reminded", std::nullopt, std::nullopt, clock_kind);
    const auto left = (one->last - calendar::local_day(calendar, work.now)).count();
    const dialogue::Values values{{"days", fmt::format("{}", std::max<std::int64_t>(left, 0))}};
    const auto* key = before == passed ? "remind.clock_passed" : "remind.clock";
    nudge(work, answerable(work, *about), key, *about, values);
    if (before == passed || left <= supervisors_from) nudge(work, supervisors(work, *about), key, *about, values);
}

namespace acts {

void carry_out(Work& work, const dialogue::ListClocks& act) { say_list(work, case_in_hand(work, act.which)); }

void carry_out(Work& work, const dialogue::SetClock& act) {
    const auto about = case_in_hand(work, act.which);
    if (!is_open(about.status) || about.status == CaseStatus::held) throw Refused("staff.not_open", about.id);
    const auto periods = periods_for(work.tools.settings, about);
    if (act.nth < 1 || act.nth > static_cast<int>(periods.size())) throw Refused("clock.how", about.id);
    const auto& calendar = desk_calendar(work, about);
    const auto from = day_counted(calendar, work.now, act.from);
    if (!from) throw Refused("clock.no_such_day", about.id);
    const auto& period = *periods[static_cast<std::size_t>(act.nth - 1)];
    const auto dates = calendar::legal_dates(period, *from);
    for (const auto& other : running(work.tx, about.id)) {
        if (other.period == period.id) store::end_clock(work.tx, other.id, ClockState::replaced, {}, work.now);
    }
    ClockRow one;
    one.about = about.id;
    one.period = period.id;
    one.from = *from;
    one.last = dates.last;
    one.safety = dates.safety;
    one.set_by = work.person->staff->id;
    one.set = work.now;
    store::add_clock(work.tx, one);
    const auto& zh = period.name.zh;
    work.event(about.id, "clock_set", std::nullopt, std::nullopt, fmt::format("{} {} → {}", zh, date(work.tools, Language::zh_hans, one.from), date(work.tools, Language::zh_hans, one.last)));
    plan_clocks(work, about.id);
    if (const auto member = work.tx.person_in(about.conversation)) {
        const auto today = calendar::local_day(calendar, work.now);
        work.write(about.conversation, "clock.member", about.id, {{"text", told_period(work.tools, member->language, period, one.from, today)}});
    }
    say_list(work, about);
}

void carry_out(Work& work, const dialogue::EndClock& act) {
    const auto about = case_in_hand(work, act.which);
    const auto periods = periods_for(work.tools.settings, about);
    const auto rows = running(work.tx, about.id);
    auto one = rows.size() == 1 && act.nth == 0 ? rows.begin() : rows.end();
    if (act.nth > 0 && act.nth <= static_cast<int>(periods.size())) {
        one = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.period == periods[static_cast<std::size_t>(act.nth - 1)]->id; });
    }
    if (one == rows.end()) throw Refused(rows.empty() ? "clock.none_runs" : "clock.which", about.id);
    if (!act.met && act.reason.empty()) throw Refused("clock.reason", about.id);
    store::end_clock(work.tx, one->id, act.met ? ClockState::met : ClockState::dropped, act.reason, work.now);
    const auto* period = period_named(work.tools, one->period);
    const auto name = period == nullptr ? one->period : period->name.zh;
    work.event(about.id, act.met ? "clock_met" : "clock_dropped", std::nullopt, std::nullopt, act.reason.empty() ? name : fmt::format("{}：{}", name, act.reason));
    plan_clocks(work, about.id);
    say_list(work, about);
}

}  // namespace acts
}  // namespace bot::engine
