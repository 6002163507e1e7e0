// Every kind of timer and what it does. One that is not in this table is a slip of the program.
#include <map>
#include <stdexcept>

#include "engine/arrival.hpp"
#include "engine/broadcast.hpp"
#include "engine/checks.hpp"
#include "engine/clocks.hpp"
#include "engine/crisis.hpp"
#include "engine/deferral.hpp"
#include "engine/duties.hpp"
#include "engine/hand_over.hpp"
#include "engine/protocol.hpp"
#include "engine/joint.hpp"
#include "engine/late_duties.hpp"
#include "engine/ledger.hpp"
#include "engine/reminders.hpp"
#include "engine/week.hpp"

namespace bot::engine {
namespace {

// A letter that no try could send: the duty desk hears of it and can have it sent again.
void tell_of_dead_letter(Work& work, const store::ReminderRow& reminder) {
    work.tx.reminder_done(reminder.id, "done");
    for (const auto& one : work.tx.staff_of_desk("duty")) {
        if (one.conversation) work.write(one.conversation, "staff.letter_dead", std::nullopt);
    }
}

}  // namespace

void fire(Work& work, const store::ReminderRow& reminder) {
    using Timer = void (*)(Work&, const store::ReminderRow&);
    static const std::map<std::string_view, Timer> timers{
        {page_kind, fire_emergency},
        {presence_kind, fire_emergency},
        {numbers_kind, fire_emergency},
        {store::dead_letter_kind, tell_of_dead_letter},
        {ladder_kind, climb},
        {question_kind, ask_question},
        {look_back_kind, remind_of_look_back},
        {person_kind, remind_of_person},
        {review_kind, review},
        {decision_kind, remind_of_decision},
        {task_kind, remind_of_task},
        {interim_kind, remind_of_interim},
        {check_kind, remind_of_check},
        {pressure_kind, remind_of_pressure},
        {promise_kind, remind_of_promise},
        {clock_kind, remind_of_clock},
        {store::answer_arrived_kind, answer_arrived},
        {undelivered_kind, remind_of_undelivered},
        {watch_kind, watch_seats},
        {digest_kind, send_digest},
        {later_kind, remind_later},
        {broadcast_kind, send_batch},
        {duty_kind, send_duties},
        {late_duty_kind, tell_of_late_duty},
        {notice_kind, send_notice},
        {letter_kind, send_seat_letter},
        {told_kind, tell_member},
        {desk_kind, tell_desk},
        {protocol_kind, follow_protocol},
    };
    const auto timer = timers.find(reminder.kind);
    if (timer == timers.end()) throw std::logic_error("a timer of no known kind: " + reminder.kind);
    timer->second(work, reminder);
}

}  // namespace bot::engine
