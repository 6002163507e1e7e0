#include "engine/deferral.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "core/lifecycle.hpp"
#include "engine/apply.hpp"
#include "engine/day_meant.hpp"
#include "engine/desk_parts.hpp"
#include "engine/reminders.hpp"
#include "observe/metrics.hpp"

namespace bot::engine {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Draft;
using dialogue::To;
using dialogue::Urgency;
using store::DeferralKind;
using store::DeferralRow;
using store::DeferralState;
using std::chrono::days;

constexpr days longest_hold{30};
constexpr int longest_extension = 10;  // working days
enum Review : int { ask_handler = 1, go_on = 2 };

// The last one that still has something to say; nothing: none was asked for, or all are settled.
std::optional<DeferralRow> open_deferral(const Work& work, CaseId about, DeferralState state) {
    auto rows = work.tx.deferrals(about);
    const auto found = std::find_if(rows.rbegin(), rows.rend(), [&](const auto& one) { return one.state == state; });
    return found == rows.rend() ? std::nullopt : std::optional(*found);
}

// A second person: supervisors of the case, else another colleague of its desk. Never who asked.
std::vector<store::StaffRow> deciders(const Work& work, const CaseView& about, StaffId asked_by) {
    for (auto people : {supervisors(work, about), work.tx.staff_of_desk(about.desk)}) {
        std::erase_if(people, [&](const auto& one) { return one.who.id == asked_by || !work.facts.may_see(one.who, about); });
        if (!people.empty()) return people;
    }
    return {};
}

void tell(Work& work, const std::vector<store::StaffRow>& people, const Draft& draft) {
    for (const auto& one : people) work.say_to(one.conversation, draft);
}

// "the hospital", in whatever language it is read.
std::vector<Draft> named(const std::string& reason) { return {Draft{"hold." + reason, {}, {}, std::nullopt, To::sender, {}}}; }

void ask(Work& work, const CaseView& about, DeferralKind kind, std::string reason, Instant until, Draft question) {
    const auto asked_by = work.person->staff->id;
    // A request from before the case was opened again is about another promise.
    const auto waiting = open_deferral(work, about.id, DeferralState::asked);
    if (waiting && waiting->asked >= about.started.value_or(about.opened)) throw Refused("desk.already_asked", about.id);
    const auto people = deciders(work, about, asked_by);
    if (people.empty()) throw Refused("desk.nobody_decides", about.id);
    DeferralRow one;
    one.about = about.id;
    one.kind = kind;
    one.reason = std::move(reason);
    one.until = until;
    one.asked_by = asked_by;
    one.asked = work.now;
    const auto id = work.tx.add_deferral(one);
    work.event(about.id, kind == DeferralKind::hold ? "hold_asked" : "extension_asked", std::nullopt, std::nullopt, one.reason);
    question.values.emplace_back("at", fmt::format("{}", to_ms(until)));
    tell(work, people, question);
    const auto& calendar = desk_calendar(work, about);
    const auto tomorrow = calendar::next_opening(calendar, calendar::add_working_days(calendar, work.now, 1).at);
    work.effects.to_remind |= work.tx.remind(fmt::format("{}/{}", decision_kind, id.value), decision_kind, about.id, 1, tomorrow);
}

void settle(Work& work, DeferralRow one, DeferralState state) {
    one.state = state;
    if (!one.decided) {
        one.decided = work.now;
        one.decided_by = work.person->staff->id;
    }
    if (state == DeferralState::over) one.ended = work.now;
    work.tx.set_deferral(one);
}

// The hold is over: the date moves.
void end_hold(Work& work, const CaseView& about, DeferralRow hold) {
    const auto& calendar = desk_calendar(work, about);
    const int lost = days_lost(calendar, hold.decided.value_or(work.now), work.now);
    if (lost > 0 && about.due) {
        // The due moment is the close of its day: counted from just before it, so that it is that day's.
        const auto moved = calendar::add_working_days(calendar, *about.due - Millis{1}, lost);
        hold.due_before = about.due;
        hold.due_after = moved.at;
        work.tx.set_due(about.id, moved.at, moved.verified);
    }
    settle(work, std::move(hold), DeferralState::over);
}

void begin_hold(Work& work, const CaseView& about, DeferralRow one) {
    if (about.status == CaseStatus::on_hold) {
        if (auto running = hold_of(work, about.id)) end_hold(work, about, std::move(*running));
        work.event(about.id, "on_hold", std::nullopt, std::nullopt, one.reason);
    } else {
        work.move(about, CaseStatus::on_hold, "on_hold", one.reason);
    }
    settle(work, one, DeferralState::granted);
    plan_ladder(work, about.id);  // drops what was planned; nothing is called to mind while it waits
    work.tx.cancel_reminders(about.id, review_kind);
    const auto& calendar = desk_calendar(work, about);
    const auto closing = calendar::add_working_days(calendar, one.until, 0).at;
    work.tx.remind(fmt::format("{}/{}/{}", review_kind, one.id.value, int{ask_handler}), review_kind, about.id, ask_handler, one.until);
    work.tx.remind(fmt::format("{}/{}/{}", review_kind, one.id.value, int{go_on}), review_kind, about.id, go_on, closing);
    work.effects.to_remind = true;
    work.say({"case.on_hold", {{"at", fmt::format("{}", to_ms(one.until))}}, {}, CaseRef{about.id}, To::member_of_case, named(one.reason)});
}

void give_time(Work& work, const CaseView& about, DeferralRow one) {
    one.due_before = about.due;
    one.due_after = one.until;
    settle(work, one, DeferralState::over);
    work.tx.set_due(about.id, one.until, true);
    work.event(about.id, "extended", std::nullopt, std::nullopt, one.reason);
    plan_ladder(work, about.id);
    work.say({"case.extended", {{"at", fmt::format("{}", to_ms(*about.due))}, {"reason", one.reason}}, {}, CaseRef{about.id}, To::member_of_case, {}});
}

// Once for each promise, and only before its date.
void check_extension(const Work& work, const CaseView& about) {
    if (about.urgency == Urgency::p0 || !is_unanswered(about.status) || about.status == CaseStatus::on_hold) throw Refused("staff.not_now", about.id);
    if (!about.due || work.now >= *about.due) throw Refused("desk.extend_too_late", about.id);
    for (const auto& one : work.tx.deferrals(about.id)) {
        const bool given = one.kind == DeferralKind::extension && one.state == DeferralState::over;
        if (given && one.asked >= about.started.value_or(about.opened)) throw Refused("desk.extend_once", about.id);
    }
}

void check_hold(const CaseView& about) {
    if (about.urgency == Urgency::p0 || about.urgency == Urgency::p1) throw Refused("desk.never_on_hold", about.id);
    if (about.status != CaseStatus::on_hold && !lifecycle::may_move(about.status, CaseStatus::on_hold, lifecycle::Mover::staff, false)) {
        throw Refused("desk.hold_when_handling", about.id);
    }
}

}  // namespace

int days_lost(const calendar::Calendar& calendar, Instant from, Instant to) {
    int lost = 0;
    const auto last = calendar::local_day(calendar, to);
    for (auto day = calendar::local_day(calendar, from) + days{1}; day <= last; day += days{1}) lost += calendar::is_workday(calendar, day) ? 1 : 0;
    return lost;
}

std::optional<DeferralRow> hold_of(const Work& work, CaseId about) { return open_deferral(work, about, DeferralState::granted); }

void resume(Work& work, const CaseView& about) {
    if (auto hold = hold_of(work, about.id)) end_hold(work, about, std::move(*hold));
    work.tx.cancel_reminders(about.id, review_kind);
    work.move(work.view(CaseRef{about.id}), CaseStatus::handling, "resumed");
    plan_ladder(work, about.id);
    work.write(about.conversation, "case.resumed", about.id);
}

void member_wrote(Work& work, const CaseView& about) {
    if (about.status != CaseStatus::on_hold) return;
    const auto hold = hold_of(work, about.id);
    if (!hold || hold->reason != "member") return;
    resume(work, about);
    nudge(work, answerable(work, about), "remind.resumed", about);
}

void review(Work& work, const store::ReminderRow& reminder) {
    work.tx.reminder_done(reminder.id, "done");
    const auto about = work.facts.find_case(reminder.about);
    if (!about || about->status != CaseStatus::on_hold) return;
    observe::count("reminders_total", review_kind);
    work.event(about->id, "reminded", std::nullopt, std::nullopt, review_kind);
    const auto* key = reminder.occurrence == go_on ? "remind.resumed" : "remind.review";
    if (reminder.occurrence == go_on) resume(work, *about);
    nudge(work, answerable(work, *about), key, *about);
    nudge(work, supervisors(work, *about), key, *about);
}

void remind_of_decision(Work& work, const store::ReminderRow& reminder) {
    work.tx.reminder_done(reminder.id, "done");
    const auto about = work.facts.find_case(reminder.about);
    const auto one = about ? open_deferral(work, about->id, DeferralState::asked) : std::nullopt;
    if (!one || !is_unanswered(about->status)) return;
    observe::count("reminders_total", decision_kind);
    nudge(work, deciders(work, *about, one->asked_by), "remind.decide", *about);
}

namespace acts {

void carry_out(Work& work, const dialogue::AskHold& act) {
    const auto about = handled_by_sender(work, act.which);
    check_hold(about);
    const auto& calendar = desk_calendar(work, about);
    const auto day = day_meant(calendar, work.now, act.until);
    const auto today = calendar::local_day(calendar, work.now);
    if (!day || *day <= today || *day > today + longest_hold) throw Refused("desk.hold_too_long", about.id);
    const auto until = calendar::next_opening(calendar, calendar::to_utc(calendar, calendar::LocalTime{*day}));
    ask(work, about, DeferralKind::hold, act.reason, until, {"desk.decide_hold", {}, {}, CaseRef{about.id}, To::sender, named(act.reason)});
}

void carry_out(Work& work, const dialogue::AskExtension& act) {
    const auto about = handled_by_sender(work, act.which);
    check_extension(work, about);
    const auto& calendar = desk_calendar(work, about);
    const auto day = day_meant(calendar, work.now, act.until);
    if (!day || !calendar::is_workday(calendar, *day)) throw Refused("desk.extend_no_workday", about.id);
    const auto opening = calendar::next_opening(calendar, calendar::to_utc(calendar, calendar::LocalTime{*day}));
    const auto until = calendar::add_working_days(calendar, opening, 0).at;
    const int more = days_lost(calendar, *about.due, until);
    if (until <= *about.due || more > longest_extension) throw Refused("desk.extend_too_long", about.id);
    ask(work, about, DeferralKind::extension, act.words, until, {"desk.decide_extension", {{"reason", act.words}}, {}, CaseRef{about.id}, To::sender, {}});
}

void carry_out(Work& work, const dialogue::DecideDeferral& act) {
    const auto staff = work.acting_staff();
    const auto about = work.view(CaseRef{act.which});
    const auto one = open_deferral(work, about.id, DeferralState::asked);
    if (!work.facts.may_see(*work.person->staff, about)) throw Refused("staff.no_such_case");
    if (!one) throw Refused("desk.nothing_to_decide", about.id);
    const auto people = deciders(work, about, one->asked_by);
    if (std::none_of(people.begin(), people.end(), [&](const auto& person) { return person.who.id == staff; })) throw Refused("desk.not_yours_to_decide", about.id);
    const auto asker = work.tx.staff_member(one->asked_by);
    if (asker && asker->conversation) {
        work.write(asker->conversation, act.granted ? "desk.was_granted" : "desk.was_refused", about.id, {{"name", work.person->staff->name}, {"reason", act.words}});
    }
    if (!act.granted) {
        work.event(about.id, "deferral_refused", std::nullopt, std::nullopt, act.words);
        return settle(work, *one, DeferralState::refused);
    }
    if (one->kind == DeferralKind::hold) {
        check_hold(about);
        begin_hold(work, about, *one);
    } else {
        check_extension(work, about);
        give_time(work, about, *one);
    }
}

void carry_out(Work& work, const dialogue::ResumeCase& act) {
    const auto staff = work.acting_staff();
    const auto about = work.view(CaseRef{act.which});
    if (!work.facts.may_see(*work.person->staff, about)) throw Refused("staff.no_such_case");
    const bool leads = work.person->staff->role == dialogue::Role::supervisor;
    if (about.handler != staff && !leads) throw Refused("staff.not_yours", about.id);
    if (about.status != CaseStatus::on_hold) throw Refused("staff.not_now", about.id);
    resume(work, about);
}

}  // namespace acts
}  // namespace bot::engine
