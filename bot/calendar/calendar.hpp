// Working time: which moments are within service hours, and sums over them in both directions. Pure.
//
// A moment is open when clocks of the zone show a time that lies in the hours of some day. So an hour that clocks skip
// holds no working time, and one that they show twice counts twice.
// Moments are UTC milliseconds and must lie in 1970 to 2079; beyond, and when no open moment is left there, the functions
// throw std::out_of_range. A question costs two searches in a table that is made once for each Calendar.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/rules.hpp"
#include "calendar/zone.hpp"
#include "core/clock.hpp"

namespace bot::calendar {

struct OpenTable;  // bot/calendar/table.hpp

// Rules and what was worked out of them. Cheap to copy: copies share it. By default the usual week in China, without any
// holidays.
class Calendar {
public:
    Calendar() = default;
    explicit Calendar(Rules rules);  // throws std::logic_error without hours in the week, std::runtime_error without zone

    const Rules& rules() const;
    const Zone& zone() const;
    const OpenTable& table() const;

private:
    struct Made;
    const Made& made() const;
    std::shared_ptr<const Made> made_;  // shared by all copies, never changed; none: the default
};

struct Due {
    Instant at{};
    bool verified = true;  // false: a year without a holiday file was crossed, weekends only
};

bool is_workday(const Calendar& calendar, Day day);  // with at least one open moment

// The close of service hours on the Nth working day after receipt. Receipt outside service hours counts as
// received at the next opening, for this clock only. `days` is 0..3,650, else std::logic_error.
Due add_working_days(const Calendar& calendar, Instant received, int days);

// The nearest moment so that `open` of working time lies between it and `from`; before `from` when negative. A sum that
// ends with the hours of a day ends at closing (backwards: at opening), not at the next opening. Zero: `from` itself.
Due add_working_time(const Calendar& calendar, Instant from, Millis open);

// Working time in [from, to); negative when `to` is earlier.
Millis working_time_between(const Calendar& calendar, Instant from, Instant to);

Instant next_opening(const Calendar& calendar, Instant from);      // `from` itself when open
Instant previous_closing(const Calendar& calendar, Instant from);  // `from` itself when open right before it
bool is_open(const Calendar& calendar, Instant at);

// When `percent` (0..100) of the working time from receipt to the due moment has passed; of a limit of the wall clock, of
// all the time between.
Instant share_of(const Calendar& calendar, Instant received, Instant due, int percent);
Instant share_of_wall_clock(Instant received, Instant due, int percent);

// So much time of people's waking hours after `from`: two hours, asked for at 21:30, end at 09:30.
Instant add_waking_time(const Calendar& calendar, Instant from, Millis time);

// `at`, or the end of the quiet hours that it lies in. Quiet hours may span midnight, and are the organisation's
// or, for members on shifts, their own. Empty ones (from equal to to) keep nobody waiting.
Instant after_quiet_hours(const Calendar& calendar, Instant at);
Instant after_quiet_hours(const Calendar& calendar, Instant at, Span quiet);

// Years that need public holidays and have none: this one, and from November on the next.
std::vector<int> missing_years(const Calendar& calendar, Instant now);

LocalTime to_local(const Calendar& calendar, Instant at);
Instant to_utc(const Calendar& calendar, LocalTime local);  // as Zone::to_utc
Day local_day(const Calendar& calendar, Instant at);

}  // namespace bot::calendar
