// Working time of a union in China: weekly hours, public holidays, make-up working days. Pure.
// Source: State Council General Office notices for 2025 and 2026, carried in config/calendar/cn-*.toml.
#pragma once

#include <chrono>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"

namespace bot::calendar {

using Day = std::chrono::local_days;
using Minutes = std::chrono::minutes;

struct Span {  // within one local day, [from, to)
    Minutes from;
    Minutes to;
};

// Service hours and the days they hold. Local times are of `zone` (IANA name). `hours` has at least one span;
// spans are in order and do not overlap. The functions below throw std::logic_error for a calendar that
// breaks this.
struct Calendar {
    std::string zone = "Asia/Shanghai";
    std::vector<Span> hours{{Minutes{8 * 60 + 30}, Minutes{12 * 60}},
                            {Minutes{13 * 60 + 30}, Minutes{17 * 60 + 30}}};
    std::set<Day> off_days;
    std::set<Day> makeup_workdays;
    std::set<int> years;  // years whose public holidays are loaded
};

struct Due {
    Instant at{};
    bool verified = true;  // false: a year without a holiday file was crossed, weekends only
};

bool known_zone(std::string_view zone);  // "Asia/Shanghai"; asks the time-zone database of the system

bool is_workday(const Calendar& calendar, Day day);

// The close of service hours on the Nth working day after receipt. Receipt outside service hours counts as
// received at the next opening, for this clock only. `days` is 0..3,650.
Due add_working_days(const Calendar& calendar, Instant received, int days);

Instant next_opening(const Calendar& calendar, Instant from);  // `from` itself when open
bool is_open(const Calendar& calendar, Instant at);

std::chrono::local_time<Millis> to_local(const Calendar& calendar, Instant at);
Instant to_utc(const Calendar& calendar,
               std::chrono::local_time<Millis> local);  // earlier one when ambiguous

}  // namespace bot::calendar
