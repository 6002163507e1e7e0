#include "engine/checks.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "engine/apply.hpp"
#include "engine/desk_parts.hpp"
#include "engine/reminders.hpp"
#include "observe/metrics.hpp"

namespace bot::engine {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Urgency;
using std::chrono::hours;

// Counted from when a person accepted the emergency; docs/crisis.md.
constexpr std::array<hours, 4> check_after{hours{24}, hours{72}, hours{7 * 24}, hours{30 * 24}};
constexpr hours asked_again_after{24};
constexpr hours later_again_after{7 * 24};  // once a week of asking every day has not helped
constexpr int days_in_a_row = 7;
constexpr hours may_be_early{12};
constexpr int a_stage = 1'000;  // occurrence = stage * a_stage + how often it was asked

struct Checks {
    std::optional<Instant> accepted;
    std::size_t done = 0;
    bool left() const { return accepted && done < check_after.size(); }
    Instant due() const { return *accepted + check_after[done]; }
};

Checks checks_of(const Work& work, CaseId about) {
    Checks checks;
    const auto taken = work.tx.event_times(about, "taken");
    if (!taken.empty()) checks.accepted = taken.front();
    checks.done = work.tx.event_times(about, "checked").size();
    return checks;
}

void plan(Work& work, CaseId about, int occurrence, Instant at) {
    // Planned anew at every change, so the moment of planning is part of the key.
    const auto key = fmt::format("{}/{}/{}/{}", check_kind, about.value, occurrence, to_ms(work.now));
    work.effects.to_remind |= work.tx.remind(key, check_kind, about, occurrence, at);
}

bool asleep(Work& work, const CaseView& about, const store::ReminderRow& reminder) {
    const auto awake = calendar::after_quiet_hours(desk_calendar(work, about), work.now);
    if (awake <= work.now) return false;
    work.tx.postpone_reminder(reminder.id, awake);
    work.effects.to_remind = true;
    return true;
}

bool concerns_rights(const CaseView& about) { return about.restricted || about.subcategory.starts_with("rights."); }

}  // namespace

void plan_checks(Work& work, CaseId id) {
    const auto about = work.view(CaseRef{id});
    const auto checks = checks_of(work, id);
    if (about.urgency != Urgency::p0 || !checks.left()) return;
    work.tx.cancel_reminders(id, check_kind);
    plan(work, id, static_cast<int>(checks.done) * a_stage, std::max(checks.due(), work.now + hours{1}));
}

void remind_of_check(Work& work, const store::ReminderRow& reminder) {
    const auto about = work.facts.find_case(reminder.about);
    const bool over = !about || !checks_of(work, reminder.about).left();
    if (!over && asleep(work, *about, reminder)) return;
    work.tx.reminder_done(reminder.id, "done");
    if (over) return;
    observe::count("reminders_total", check_kind);
    work.event(about->id, "reminded", std::nullopt, std::nullopt, check_kind);
    nudge(work, answerable(work, *about), "remind.check", *about);
    // Nobody is left to one person's memory: from the second time on all hear of it who may help.
    if (reminder.occurrence % a_stage > 0) {
        nudge(work, work.tx.staff_of_desk("crisis"), "remind.check", *about);
        nudge(work, supervisors(work, *about), "remind.check", *about);
    }
    const bool seldom = reminder.occurrence % a_stage >= days_in_a_row - 1;
    if (seldom) nudge(work, work.tx.staff_of_role(dialogue::Role::chair), "remind.check", *about);
    plan(work, about->id, reminder.occurrence + 1, work.now + (seldom ? later_again_after : asked_again_after));
}

void plan_pressure_check(Work& work, const CaseView& before) {
    if (before.status == CaseStatus::held || !concerns_rights(before)) return;
    const auto at = calendar::next_opening(desk_calendar(work, before), work.now);
    work.effects.to_remind |= work.tx.remind(fmt::format("{}/{}/{}", pressure_kind, before.id.value, to_ms(work.now)), pressure_kind, before.id, 1, at);
}

void remind_of_pressure(Work& work, const store::ReminderRow& reminder) {
    work.tx.reminder_done(reminder.id, "done");
    const auto about = work.facts.find_case(reminder.about);
    if (!about || about->status != CaseStatus::withdrawn) return;
    observe::count("reminders_total", pressure_kind);
    work.event(about->id, "reminded", std::nullopt, std::nullopt, pressure_kind);
    nudge(work, answerable(work, *about), "remind.pressure", *about);
}

namespace acts {

void carry_out(Work& work, const dialogue::CheckedIn& act) {
    work.acting_staff();
    const auto about = work.view(CaseRef{act.which});
    if (!work.facts.may_see(*work.person->staff, about)) throw Refused("staff.no_such_case");
    if (about.urgency != Urgency::p0) {
        if (about.status != CaseStatus::withdrawn) throw Refused("staff.not_now", about.id);
        work.event(about.id, "looked_back", std::nullopt, std::nullopt, act.words);
        return;
    }
    const auto checks = checks_of(work, about.id);
    if (!checks.left() || work.now < checks.due() - may_be_early) throw Refused("staff.check_not_yet", about.id);
    work.tx.cancel_reminders(about.id, check_kind);
    work.event(about.id, "checked", std::nullopt, std::nullopt, act.words);
    plan_checks(work, about.id);
}

}  // namespace acts
}  // namespace bot::engine
