// Terms of seats: they begin and end by themselves, and what somebody followed goes on with somebody else.
#pragma once

#include "engine/week.hpp"

namespace bot::engine {

constexpr std::string_view notice_kind = "seat_notice";  // to the holder, before the end
constexpr std::string_view letter_kind = "seat_letter";  // to the holder: how things stand with the seat now
constexpr std::string_view told_kind = "seat_told";      // to the member of a matter: who follows it now
constexpr std::string_view desk_kind = "seat_desk";      // to the desk of a matter that nobody follows

// Brings every seat's state up to date and acts upon what changed since. Gives the next moment at which a seat begins or
// ends; now, when there is more to do than fits into one unit.
Instant follow_terms(Work& work);

void plan_notices(Work& work);
void send_notice(Work& work, const store::ReminderRow& reminder);

// From somebody who does not follow matters any more to those who are nearest to each of them, in turn; else to the desks.
void hand_over(Work& work, const store::SeatRow& from);
// What the desks kept until somebody was elected.
void take_over(Work& work, const store::SeatRow& to);

std::string name_of(const store::Snapshot& snapshot, const store::SeatRow& seat);  // of its holder

void send_seat_letter(Work& work, const store::ReminderRow& reminder);
void tell_member(Work& work, const store::ReminderRow& reminder);
void tell_desk(Work& work, const store::ReminderRow& reminder);

}  // namespace bot::engine
