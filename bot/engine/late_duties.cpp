#include "engine/late_duties.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "engine/deferral.hpp"
#include "engine/duties.hpp"
#include "engine/hand_over.hpp"
#include "observe/metrics.hpp"
#include "store/week.hpp"

namespace bot::engine {
namespace {

using store::SeatRow;

constexpr std::array steps{late_again, late_to_leader, late_to_union};
constexpr int tasks_a_step = 100;  // occurrence = task * tasks_a_step + step

const calendar::Calendar& calendar_of(const Work& work) { return work.tools.settings.calendar; }

int late_on(const Work& work, const dialogue::DutyTask& task, calendar::Day day) {
    const auto& calendar = calendar_of(work);
    return days_lost(calendar, task.due - Millis{1}, calendar::to_utc(calendar, calendar::LocalTime{day}));
}

// The one who holds the nearest seat of that kind above, and is somebody else.
std::optional<Holder> leader_of(const Work& work, const SeatRow& seat) {
    auto seats = work.tx.seats_at(work.now);
    std::erase_if(seats, [&](const auto& one) {
        return one.constituency == seat.constituency || one.kind != store::SeatKind::representative || !work.tx.within(seat.constituency, one.constituency);
    });
    // Of those above, the one that lies within all others.
    const auto nearest = std::find_if(seats.begin(), seats.end(), [&](const auto& one) {
        return std::all_of(seats.begin(), seats.end(), [&](const auto& other) { return work.tx.within(one.constituency, other.constituency); });
    });
    return nearest == seats.end() ? std::nullopt : holder_of(work.tx, *nearest);
}

void tell(Work& work, ConversationId to, const char* key, const SeatRow& seat, const dialogue::DutyTask& task) {
    const auto unit = work.tx.unit(seat.constituency);
    const auto reader = work.tx.person_in(to);
    if (!reader) return;
    work.say_to(to, {key,
                     {{"unit", unit ? unit->name : std::string()}, {"who", name_of(work.tx, seat)}, {"task", fmt::format("{}", task.number)},
                      {"name", task.name.in(reader->language)}},
                     {}, std::nullopt, dialogue::To::sender, {}});
}

}  // namespace

std::vector<store::StaffRow> people_of_the_union(const Work& work) {
    auto people = work.tx.staff_of_role(dialogue::Role::supervisor);
    if (people.empty()) people = work.tx.staff_of_desk("duty");
    std::erase_if(people, [](const auto& one) { return !one.conversation; });
    return people;
}

void plan_late_duties(Work& work, calendar::Day before, calendar::Day today) {
    for (const auto& seat : work.tx.seats_at(work.now)) {
        for (const auto& task : duties_of(work.tools, work.tx, seat.id, work.now)) {
            if (task.due > work.now) continue;
            const int was = late_on(work, task, before);
            const int is = late_on(work, task, today);
            const auto reached = std::find_if(steps.rbegin(), steps.rend(), [&](int step) { return was < step && step <= is; });
            if (reached == steps.rend()) continue;
            const auto id = row_of(task);
            const auto key = fmt::format("{}/{}/{}", late_duty_kind, id, *reached);
            work.tx.remind(key, late_duty_kind, CaseId{}, static_cast<int>(id * tasks_a_step + *reached), work.now);
        }
    }
}

void tell_of_late_duty(Work& work, const store::ReminderRow& reminder) {
    const auto row = store::task(work.tx, reminder.occurrence / tasks_a_step);
    const int step = reminder.occurrence % tasks_a_step;
    const auto seat = row && !row->done ? work.tx.seat(row->seat) : std::nullopt;
    if (!seat || !lasts(work, *seat)) return work.tx.reminder_done(reminder.id, "cancelled");
    const auto tasks = duties_of(work.tools, work.tx, seat->id, work.now);
    const auto task = std::find_if(tasks.begin(), tasks.end(), [&](const auto& one) { return row_of(one) == row->id; });
    if (task == tasks.end()) return work.tx.reminder_done(reminder.id, "cancelled");
    const auto holder = holder_of(work.tx, *seat);
    const auto leader = step == late_to_leader ? leader_of(work, *seat) : std::nullopt;
    const auto& reader = leader ? leader : holder;
    if (reader && puts_off(work, reminder, reader->person)) return;
    work.tx.reminder_done(reminder.id, "done");
    observe::count("reminders_total", late_duty_kind);
    if (step == late_again) {
        if (holder) tell(work, holder->person.conversation, "duty.again", *seat, *task);
    } else if (leader) {
        tell(work, leader->person.conversation, "duty.late_leader", *seat, *task);
    } else {
        // Nobody above, or it has come to the union.
        for (const auto& one : people_of_the_union(work)) tell(work, one.conversation, "duty.late_union", *seat, *task);
    }
}

}  // namespace bot::engine
