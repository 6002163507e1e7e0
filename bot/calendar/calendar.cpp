// Working-day arithmetic in local days; instants are turned into local time and back at its edges.
// Zones: Howard Hinnant's date/tz library, as GCC 12 brings no time-zone database.
#include "calendar/calendar.hpp"

#include <date/tz.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace bot::calendar {

namespace {

using LocalTime = std::chrono::local_time<Millis>;
using std::chrono::weekday;

constexpr int most_days = 3'650;

// Throws std::runtime_error for an unknown zone; `config` lets none through.
const date::time_zone& zone_of(const Calendar& calendar) { return *date::locate_zone(calendar.zone); }

Instant instant_of(const Calendar& calendar, Day day, Minutes into_day) {
    return to_utc(calendar, LocalTime{day} + into_day);
}

// The instant that clocks show as `at`; of two such the first that is not before `from`.
Instant instant_not_before(const Calendar& calendar, LocalTime at, Instant from) {
    const Instant first = to_utc(calendar, at);
    if (first >= from) return first;
    return zone_of(calendar).to_sys(date::local_time<Millis>{at.time_since_epoch()}, date::choose::latest);
}

Minutes closing(const Calendar& calendar) {
    if (calendar.hours.empty()) throw std::logic_error("a calendar without service hours");
    return calendar.hours.back().to;
}

// The first opening of `day` later than `since` into it, or `since` itself when it lies within service hours.
std::optional<Millis> opening_within(const Calendar& calendar, Day day, Millis since) {
    if (!is_workday(calendar, day)) return std::nullopt;
    for (const Span& span : calendar.hours) {
        if (since < span.to) return std::max<Millis>(since, span.from);
    }
    return std::nullopt;
}

struct Opening {
    Day day;
    Millis into_day;
};

Opening first_opening(const Calendar& calendar, LocalTime from) {
    closing(calendar);  // without hours the search below would not end
    Day day = std::chrono::floor<std::chrono::days>(from);
    Millis since = from - day;
    while (true) {
        if (const auto found = opening_within(calendar, day, since)) return {day, *found};
        day += std::chrono::days{1};
        since = Millis{0};
    }
}

Day workday_after(const Calendar& calendar, Day day, int count) {
    while (count > 0) {
        day += std::chrono::days{1};
        if (is_workday(calendar, day)) --count;
    }
    return day;
}

bool all_years_known(const Calendar& calendar, Day from, Day to) {
    const auto year_of = [](Day day) { return static_cast<int>(std::chrono::year_month_day(day).year()); };
    for (int year = year_of(from); year <= year_of(to); ++year) {
        if (!calendar.years.contains(year)) return false;
    }
    return true;
}

}  // namespace

bool known_zone(std::string_view zone) {
    try {
        date::locate_zone(std::string(zone));
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

bool is_workday(const Calendar& calendar, Day day) {
    if (calendar.makeup_workdays.contains(day)) return true;
    if (calendar.off_days.contains(day)) return false;
    const weekday name{day};
    return name != std::chrono::Saturday && name != std::chrono::Sunday;
}

Due add_working_days(const Calendar& calendar, Instant received, int days) {
    if (days < 0 || days > most_days) throw std::logic_error("a limit of working days out of range");
    const LocalTime local = to_local(calendar, received);
    const Day counted_from = first_opening(calendar, local).day;
    const Day last = workday_after(calendar, counted_from, days);
    return {instant_of(calendar, last, closing(calendar)),
            all_years_known(calendar, std::chrono::floor<std::chrono::days>(local), last)};
}

Instant next_opening(const Calendar& calendar, Instant from) {
    while (true) {
        const LocalTime local = to_local(calendar, from);
        const Opening opening = first_opening(calendar, local);
        const LocalTime at = LocalTime{opening.day} + opening.into_day;
        if (at == local) return from;
        // Again from there, as service hours that the clocks skip are no opening.
        from = instant_not_before(calendar, at, from);
    }
}

bool is_open(const Calendar& calendar, Instant at) { return next_opening(calendar, at) == at; }

LocalTime to_local(const Calendar& calendar, Instant at) {
    return LocalTime{zone_of(calendar).to_local(at).time_since_epoch()};
}

Instant to_utc(const Calendar& calendar, LocalTime local) {
    // A time that the clocks skip becomes the moment of the change.
    return zone_of(calendar).to_sys(date::local_time<Millis>{local.time_since_epoch()},
                                    date::choose::earliest);
}

}  // namespace bot::calendar
