#include "engine/ledger.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/apply.hpp"
#include "engine/day_meant.hpp"
#include "engine/desk_parts.hpp"
#include "engine/reminders.hpp"
#include "observe/metrics.hpp"

namespace bot::engine {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::To;
using store::PromiseRow;

enum Time : int { half, due, overdue, times };  // occurrence = promise * times + which
constexpr int half_percent = 50;

void plan(Work& work, const PromiseRow& one, int time, Instant at) {
    const auto key = fmt::format("{}/{}/{}", promise_kind, one.id.value, time);
    work.effects.to_remind |= work.tx.remind(key, promise_kind, one.about, static_cast<int>(one.id.value) * times + time, at);
}

std::vector<store::StaffRow> who_promised(const Work& work, const PromiseRow& one, const CaseView& about) {
    const auto found = work.tx.staff_member(one.by);
    return found && found->active && found->conversation ? std::vector{*found} : answerable(work, about);
}

}  // namespace

void remind_of_promise(Work& work, const store::ReminderRow& reminder) {
    const auto about = work.facts.find_case(reminder.about);
    if (!about) return work.tx.reminder_done(reminder.id, "done");
    const auto& calendar = desk_calendar(work, *about);
    if (const auto awake = calendar::after_quiet_hours(calendar, work.now); awake > work.now) {
        work.tx.postpone_reminder(reminder.id, awake);
        work.effects.to_remind = true;
        return;
    }
    work.tx.reminder_done(reminder.id, "done");
    for (const auto& one : work.tx.promises_of(about->id)) {
        if (one.kept || one.id.value != reminder.occurrence / times) continue;
        const int time = reminder.occurrence % times;
        observe::count("reminders_total", promise_kind);
        work.event(about->id, "reminded", std::nullopt, std::nullopt, promise_kind);
        const auto* key = time == half ? "remind.promise" : time == due ? "remind.promise_due" : "remind.promise_overdue";
        nudge(work, who_promised(work, one, *about), key, *about);
        if (time == overdue) nudge(work, supervisors(work, *about), key, *about);
        if (time == due) plan(work, one, overdue, calendar::next_opening(calendar, calendar::add_working_days(calendar, work.now, 1).at));
    }
}

namespace acts {

void carry_out(Work& work, const dialogue::MakePromise& act) {
    const auto staff = work.acting_staff();
    const auto about = work.view(CaseRef{act.which});
    if (!work.facts.may_see(*work.person->staff, about)) throw Refused("staff.no_such_case");
    if (!is_open(about.status) || about.status == CaseStatus::held) throw Refused("staff.not_open", about.id);
    const auto& calendar = desk_calendar(work, about);
    const auto day = day_meant(calendar, work.now, act.until);
    const bool ahead = day && *day >= calendar::local_day(calendar, work.now);
    const auto opening = ahead ? calendar::next_opening(calendar, calendar::to_utc(calendar, calendar::LocalTime{*day})) : work.now;
    PromiseRow one;
    one.due = calendar::add_working_days(calendar, opening, 0).at;
    if (!ahead || one.due <= work.now) throw Refused("desk.promise_how", about.id);
    one.about = about.id;
    one.by = staff;
    one.words = act.words;
    one.made = work.now;
    one.id = work.tx.add_promise(one);
    work.event(about.id, "promised", std::nullopt, std::nullopt, act.words);
    const auto at = fmt::format("{}", to_ms(one.due));
    work.say({"case.promised", {{"at", at}, {"text", act.words}}, {}, CaseRef{about.id}, To::member_of_case, {}});
    work.say({"desk.promised", {{"at", at}}, {}, CaseRef{about.id}, To::sender, {}});
    plan(work, one, half, calendar::share_of(calendar, work.now, one.due, half_percent));
    plan(work, one, due, one.due);
}

void carry_out(Work& work, const dialogue::KeepPromise& act) {
    const auto staff = work.acting_staff();
    const auto about = work.view(CaseRef{act.which});
    if (!work.facts.may_see(*work.person->staff, about)) throw Refused("staff.no_such_case");
    auto all = work.tx.promises_of(about.id);
    std::erase_if(all, [](const auto& one) { return one.kept.has_value(); });
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.due < b.due; });
    // One's own first; whoever handles the case may also keep what another promised.
    auto one = std::find_if(all.begin(), all.end(), [&](const auto& other) { return other.by == staff; });
    if (one == all.end() && about.handler == staff) one = all.begin();
    if (one == all.end()) throw Refused("desk.nothing_promised", about.id);
    work.tx.promise_kept(one->id, work.now);
    work.event(about.id, "promise_kept", std::nullopt, std::nullopt, one->words);
    work.write(about.conversation, "case.promise_kept", about.id, {{"name", one->by_name}, {"text", one->words}});
}

}  // namespace acts
}  // namespace bot::engine
