// How a due moment came about: what was counted and what was not, and why. As values; the words are templates.
#pragma once

#include <string>
#include <vector>

#include "calendar/calendar.hpp"

namespace bot::calendar {

// Days in a row that an ordinary week would not explain, and days of rest.
struct DaysApart {
    enum class Why {
        rest,            // not worked in any week
        holiday,         // not counted
        makeup_day,      // counted although it looks like a day of rest
        special_closed,  // not counted
        special_worked,  // counted
    };
    Why why;
    Day from;
    Day to;      // inclusive
    std::string id;  // of the holiday that it is, or is worked instead of; else empty
    Name name;   // of the holiday or special day; empty for days of rest
};

struct Sum {
    Instant received;
    Instant counted_from;  // the next opening; `received` itself when open, and on the wall clock
    bool wall_clock = false;
    int working_days = 0;  // not on the wall clock
    Minutes minutes{};     // on the wall clock only
    std::vector<DaysApart> apart;  // from receipt to the due moment, in order
    Due due;
};

// As add_working_days, with the same limits.
Sum sum_of_working_days(const Calendar& calendar, Instant received, int days);
Sum sum_of_wall_clock(Instant received, Minutes minutes);

}  // namespace bot::calendar
