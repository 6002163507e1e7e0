#include "engine/joint.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/apply.hpp"
#include "engine/day_meant.hpp"
#include "engine/desk_parts.hpp"
#include "engine/reminders.hpp"
#include "observe/metrics.hpp"
#include "text/normalize.hpp"

namespace bot::engine {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::To;
using store::TaskRow;
using std::chrono::days;

constexpr int interim_days[] = {5, 10};  // working days after which a long matter owes the member a word
constexpr int a_second_time = 100;       // occurrence of the reminder that follows the first
constexpr int times_of_task = 2;         // occurrence = task * times_of_task + time
constexpr days told_lately{3};

std::vector<store::StaffRow> helpers(const Work& work, const TaskRow& task) {
    if (!task.to) return work.tx.staff_of_desk(task.desk);
    auto one = work.tx.staff_member(task.to);
    return one && one->active ? std::vector{*one} : std::vector<store::StaffRow>{};
}

// A colleague by name, else a desk by its key or name.
TaskRow task_for(const Work& work, const std::string& whom) {
    TaskRow task;
    for (const auto& one : work.tx.staff()) {
        const bool helps = one.active && one.conversation && !dialogue::represents(one.who.role) && one.who.id != work.person->staff->id;
        if (helps && one.who.name == whom) task.to = one.who.id;
    }
    for (const auto& desk : work.tools.settings.desks) {
        const bool named = whom == desk.key || whom == desk.name.zh || text::normalize(whom) == text::normalize(desk.name.en);
        if (named && !task.to) task.desk = desk.key;
    }
    return task;
}

Instant closing_of(const calendar::Calendar& calendar, calendar::Day day) {
    const auto opening = calendar::next_opening(calendar, calendar::to_utc(calendar, calendar::LocalTime{day}));
    return calendar::add_working_days(calendar, opening, 0).at;
}

// The day said, else the working day before the case is due. Never later than the case.
Instant due_of_task(const Work& work, const CaseView& about, const std::optional<text::SaidDay>& said) {
    if (!about.due) throw Refused("staff.not_now", about.id);
    const auto& calendar = desk_calendar(work, about);
    if (said) {
        const auto day = day_meant(calendar, work.now, *said);
        if (!day) throw Refused("desk.help_how", about.id);
        const auto due = closing_of(calendar, *day);
        if (due > *about.due) throw Refused("desk.task_too_late", about.id);
        return due;
    }
    const auto before = calendar::previous_closing(calendar, calendar::to_utc(calendar, calendar::LocalTime{calendar::local_day(calendar, *about.due)}));
    return before > work.now ? before : std::max(*about.due, work.now + std::chrono::hours{1});
}

void plan_task(Work& work, const CaseView& about, const TaskRow& task, int time, Instant at) {
    const auto occurrence = static_cast<int>(task.id.value) * times_of_task + time;
    work.effects.to_remind |= work.tx.remind(fmt::format("{}/{}/{}", task_kind, task.id.value, time), task_kind, about.id, occurrence, at);
}

bool told_since(const Work& work, CaseId about, Instant from) {
    for (const auto kind : {"interim", "replied"}) {
        const auto times = work.tx.event_times(about, kind);
        if (!times.empty() && times.back() >= from) return true;
    }
    return false;
}

}  // namespace

bool tasks_open(const Work& work, CaseId about) {
    const auto tasks = work.tx.tasks(about);
    return std::any_of(tasks.begin(), tasks.end(), [](const auto& one) { return !one.done; });
}

void remind_of_task(Work& work, const store::ReminderRow& reminder) {
    work.tx.reminder_done(reminder.id, "done");
    const auto about = work.facts.find_case(reminder.about);
    if (!about || !is_unanswered(about->status)) return;
    for (const auto& task : work.tx.tasks(about->id)) {
        if (task.done || task.id.value != reminder.occurrence / times_of_task) continue;
        const bool again = reminder.occurrence % times_of_task != 0;
        observe::count("reminders_total", task_kind);
        work.event(about->id, "reminded", std::nullopt, std::nullopt, task_kind);
        nudge(work, helpers(work, task), "remind.task", *about);
        nudge(work, again ? supervisors(work, *about) : answerable(work, *about), "remind.task_of_others", *about);
        if (again) return;
        const auto& calendar = desk_calendar(work, *about);
        plan_task(work, *about, task, 1, calendar::next_opening(calendar, calendar::add_working_days(calendar, work.now, 1).at));
    }
}

void plan_interim(Work& work, const CaseView& about, const dialogue::Limits& limits) {
    work.tx.cancel_reminders(about.id, interim_kind);
    if (limits.wall_clock || !about.started) return;
    const auto& calendar = desk_calendar(work, about);
    for (const int after : interim_days) {
        if (after >= limits.reply_working_days) continue;
        const auto day = calendar::local_day(calendar, calendar::add_working_days(calendar, *about.started, after).at);
        const auto at = calendar::next_opening(calendar, calendar::to_utc(calendar, calendar::LocalTime{day}));
        if (at <= work.now) continue;
        const auto key = fmt::format("{}/{}/{}/{}", interim_kind, about.id.value, about.round, after);
        work.effects.to_remind |= work.tx.remind(key, interim_kind, about.id, after, at);
    }
}

void remind_of_interim(Work& work, const store::ReminderRow& reminder) {
    work.tx.reminder_done(reminder.id, "done");
    const auto about = work.facts.find_case(reminder.about);
    if (!about || !is_unanswered(about->status) || about->status == CaseStatus::on_hold) return;
    if (told_since(work, about->id, reminder.due - told_lately)) return;
    observe::count("reminders_total", interim_kind);
    work.event(about->id, "reminded", std::nullopt, std::nullopt, interim_kind);
    nudge(work, answerable(work, *about), "remind.interim", *about);
    if (reminder.occurrence >= a_second_time) return nudge(work, supervisors(work, *about), "remind.interim", *about);
    const auto& calendar = desk_calendar(work, *about);
    const auto again = calendar::next_opening(calendar, calendar::add_working_days(calendar, work.now, 1).at);
    const auto key = fmt::format("{}/{}/{}/{}", interim_kind, about->id.value, about->round, reminder.occurrence + a_second_time);
    work.effects.to_remind |= work.tx.remind(key, interim_kind, about->id, reminder.occurrence + a_second_time, again);
}

namespace acts {

void carry_out(Work& work, const dialogue::AskHelp& act) {
    const auto about = handled_by_sender(work, act.which);
    if (!is_unanswered(about.status)) throw Refused("staff.not_now", about.id);
    auto task = task_for(work, act.whom);
    if (!task.to && task.desk.empty()) throw Refused("desk.no_such_helper", about.id);
    task.about = about.id;
    task.words = act.words;
    task.given_by = work.person->staff->id;
    task.given = work.now;
    task.due = due_of_task(work, about, act.until);
    const auto people = helpers(work, task);
    if (people.empty()) throw Refused("desk.no_such_helper", about.id);
    // What is restricted is worked on by those who may see it.
    if (about.restricted && !std::all_of(people.begin(), people.end(), [&](const auto& one) { return work.facts.may_see(one.who, about); })) {
        throw Refused("staff.restricted_stays", about.id);
    }
    task.id = work.tx.add_task(task);
    work.event(about.id, "task", std::nullopt, std::nullopt, act.words);
    const auto due = fmt::format("{}", to_ms(task.due));
    for (const auto& one : people) work.say_to(one.conversation, {"desk.task_new", {{"text", act.words}, {"at", due}}, {}, CaseRef{about.id}, To::sender, {}});
    plan_task(work, about, task, 0, task.due);
}

void carry_out(Work& work, const dialogue::HelpDone& act) {
    const auto staff = work.acting_staff();
    const auto& who = *work.person->staff;
    auto tasks = work.tx.tasks(act.which);
    const auto mine = std::find_if(tasks.begin(), tasks.end(), [&](const auto& one) { return !one.done && (one.to == staff || (!one.to && one.desk == who.desk)); });
    // "Not for you" and "not there" sound alike.
    if (mine == tasks.end()) throw Refused("staff.no_such_case");
    // Whoever asked for help goes on with what was done, not with a tick.
    if (act.words.empty()) throw Refused("desk.task_how", act.which);
    work.tx.task_done(mine->id, staff, work.now);
    work.event(act.which, "task_done", std::nullopt, std::nullopt, act.words);
    const auto about = work.view(CaseRef{act.which});
    for (const auto& one : answerable(work, about)) {
        if (one.who.id != staff) work.write(one.conversation, "desk.task_is_done", about.id, {{"name", who.name}, {"text", act.words}});
    }
}

}  // namespace acts
}  // namespace bot::engine
