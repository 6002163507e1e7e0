#include "engine/hand_over.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "engine/constituency.hpp"
#include "engine/nearest.hpp"
#include "engine/nudges.hpp"
#include "engine/protocol.hpp"
#include "store/week.hpp"

namespace bot::engine {
namespace {

using dialogue::CaseView;
using store::SeatRow;

void plan_telling(Work& work, const CaseView& about, SeatId now_with) {
    // A member who is told of three changes in a day is told of the last one alone.
    work.tx.cancel_reminders(about.id, told_kind);
    const auto key = fmt::format("{}/{}/{}/{}", told_kind, about.id.value, now_with.value, to_ms(work.now));
    work.tx.remind(key, told_kind, about.id, static_cast<int>(now_with.value), work.now);
    if (now_with) return;
    const auto for_desk = fmt::format("{}/{}/{}", desk_kind, about.id.value, to_ms(work.now));
    work.tx.remind(for_desk, desk_kind, about.id, 0, work.now);
}

void give(Work& work, const CaseView& about, SeatId to) {
    store::set_follower(work.tx, about.id, to, work.now);
    work.event(about.id, "seat_handed_over");
    plan_telling(work, about, to);
}

// Each in turn gets the next one.
class Turns {
public:
    const SeatRow* next(const std::vector<SeatRow>& candidates) {
        const auto least = std::min_element(candidates.begin(), candidates.end(),
                                            [&](const auto& a, const auto& b) { return given_[a.id.value] < given_[b.id.value]; });
        if (least == candidates.end()) return nullptr;
        ++given_[least->id.value];
        return &*least;
    }

private:
    std::map<std::int64_t, int> given_;
};

// Somebody else follows it already, and goes on doing so.
bool in_other_hands(const Work& work, const CaseView& about, const SeatRow& from) {
    const auto follower = store::follower_of(work.tx, about.id);
    if (!follower || !*follower || *follower == from.id) return false;
    const auto seat = work.tx.seat(*follower);
    return seat && lasts(work, *seat) && seat_follows(work.tools, work.tx, *seat, about, work.now);
}

// Whoever was elected again goes on with the same matters, and nobody is told that nothing changed.
const SeatRow* again(const Work& work, const std::vector<SeatRow>& candidates, const SeatRow& from) {
    const auto chat = work.tx.conversation_of(from.id);
    const auto at = std::find_if(candidates.begin(), candidates.end(), [&](const auto& one) {
        return (one.staff == from.staff && one.person == from.person) || (chat && work.tx.conversation_of(one.id) == chat);
    });
    return at == candidates.end() ? nullptr : &*at;
}

using Handed = std::map<std::int64_t, HandedOver>;  // by seat

void hand_over_tasks(Work& work, const SeatRow& from, Turns& turns, Handed& handed) {
    auto seats = work.tx.seats_at(work.now);
    std::erase_if(seats, [&](const auto& one) { return one.kind != from.kind || !work.tx.within(from.constituency, one.constituency); });
    const bool same_unit = std::any_of(seats.begin(), seats.end(), [&](const auto& one) { return one.constituency == from.constituency; });
    if (same_unit) std::erase_if(seats, [&](const auto& one) { return one.constituency != from.constituency; });
    const auto* own = again(work, seats, from);
    for (const auto task : store::tasks_of(work.tx, from.id)) {
        const auto* to = own != nullptr ? own : turns.next(seats);
        if (to == nullptr) continue;
        store::move_task(work.tx, task, to->id);
        if (to != own) ++handed[to->id.value].tasks;
    }
}

}  // namespace

void hand_over(Work& work, const SeatRow& from) {
    Turns turns;
    Handed handed;
    for (const auto& about : constituency_of(work.tools, work.tx, from, work.now).open) {
        if (in_other_hands(work, about, from)) continue;
        const auto candidates = nearest_seats(work.tools, work.tx, about, from.kind, work.now);
        if (const auto* own = again(work, candidates, from)) {
            store::set_follower(work.tx, about.id, own->id, work.now);
            continue;
        }
        // The desk has it already: of somebody before.
        const auto follower = store::follower_of(work.tx, about.id);
        if (candidates.empty() && follower && !*follower) continue;
        const auto* to = turns.next(candidates);
        give(work, about, to != nullptr ? to->id : SeatId{});
        if (to != nullptr) ++handed[to->id.value].matters;
    }
    hand_over_tasks(work, from, turns, handed);
    // Whoever is suspended confirms nothing.
    if (from.state != store::SeatState::suspended) write_protocols(work, from, handed);
}

void take_over(Work& work, const SeatRow& to) {
    for (const auto& about : constituency_of(work.tools, work.tx, to, work.now).open) {
        const auto follower = store::follower_of(work.tx, about.id);
        if (follower && !*follower) give(work, about, to.id);
    }
}

void tell_member(Work& work, const store::ReminderRow& reminder) {
    const auto about = work.facts.find_case(reminder.about);
    const auto follower = about ? store::follower_of(work.tx, about->id) : std::nullopt;
    const bool still_so = about && is_open(about->status) && follower && follower->value == reminder.occurrence;
    const auto member = still_so ? work.tx.person_in(about->conversation) : std::nullopt;
    if (!member) return work.tx.reminder_done(reminder.id, "cancelled");
    if (puts_off(work, reminder, *member)) return;
    work.tx.reminder_done(reminder.id, "done");
    const auto seat = work.tx.seat(*follower);
    if (seat) {
        work.write(about->conversation, "seat.member_told", about->id, {{"name", name_of(work.tx, *seat)}});
    } else {
        work.write(about->conversation, "seat.member_told_desk", about->id);
    }
}

void tell_desk(Work& work, const store::ReminderRow& reminder) {
    const auto about = work.facts.find_case(reminder.about);
    const auto follower = about ? store::follower_of(work.tx, about->id) : std::nullopt;
    if (!about || !is_open(about->status) || !follower || *follower) return work.tx.reminder_done(reminder.id, "cancelled");
    const auto awake = calendar::after_quiet_hours(work.tools.settings.calendar, work.now);
    if (awake > work.now) {
        work.effects.to_remind = true;
        return work.tx.postpone_reminder(reminder.id, awake);
    }
    work.tx.reminder_done(reminder.id, "done");
    nudge(work, answerable(work, *about), "remind.no_representative", *about);
}

}  // namespace bot::engine
