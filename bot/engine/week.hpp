// What timers do for representatives and group leaders: the watch over seats that plans everything else, and the digest of
// the week.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "calendar/calendar.hpp"
#include "engine/work.hpp"

namespace bot::engine {

constexpr std::string_view watch_kind = "seat_watch";
constexpr std::string_view digest_kind = "digest";
constexpr std::string_view later_kind = "seat_later";

// A week of the union: its digest goes out when the first working day opens, and is of no use two days later.
struct Week {
    calendar::Day monday;
    Instant opens{};
    Instant stale{};
};
// Of the week that holds this moment; nothing when nobody works in it.
std::optional<Week> week_of(const calendar::Calendar& calendar, Instant at);
std::string day_code(calendar::Day day);  // "2026-03-02"

// Has the watch stand, once there is any seat. Called by every tick.
void keep_watch(Work& work);
// Brings what depends on the day up to date; runs every hour, and at every moment that it knows of beforehand.
void watch_seats(Work& work, const store::ReminderRow& reminder);

void plan_digests(Work& work, Instant last_watch);
void send_digest(Work& work, const store::ReminderRow& reminder);

// Whoever holds a seat, as somebody to write to.
struct Holder {
    store::Person person;
    bool answers = false;  // writes as a representative: may be offered answers
};
std::optional<Holder> holder_of(const store::Snapshot& snapshot, const store::SeatRow& seat);
bool lasts(const Work& work, const store::SeatRow& seat);  // gives rights now

// Not now: at night, or while they are in danger themselves. Puts the timer off and says so.
bool puts_off(Work& work, const store::ReminderRow& reminder, const store::Person& to);

// A letter about a matter that a digit may answer, unless some other talk is going on. What a digit means then stands in
// the conversation, so that it is always about the matter of the last such letter.
void say_with_answers(Work& work, const Holder& to, dialogue::Draft letter, CaseId about);
void remind_later(Work& work, const store::ReminderRow& reminder);

// "number topic, state, so many days left". The key's endings are "", "_today" and "_late".
dialogue::Draft line_with_days(const std::string& key, const dialogue::CaseView& about, Instant now);

}  // namespace bot::engine
