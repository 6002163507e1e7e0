// People's day: waking hours in which urgent calls are made, and quiet hours in which no message is sent.
#include <algorithm>
#include <optional>
#include <stdexcept>

#include "calendar/calendar.hpp"

namespace bot::calendar {

namespace {

constexpr std::chrono::days one_day{1};

// Whether clocks that show `into` the day show quiet hours, and the end of these as time into the same day.
std::optional<Millis> end_of_quiet(Span quiet, Millis into) {
    const Millis from = quiet.from, to = quiet.to;
    // Both the hours that begin this day and those that began the day before.
    if (into >= from && into < to) return to;
    if (into + one_day >= from && into + one_day < to) return to - one_day;
    return std::nullopt;
}

}  // namespace

Instant add_waking_time(const Calendar& calendar, Instant from, Millis time) {
    const Span waking = calendar.rules().waking;
    if (time < Millis{0} || waking.from >= waking.to) throw std::logic_error("waking time out of range");
    Millis left = time;
    Instant at = from;
    // The day before too: waking hours may span midnight.
    for (Day day = local_day(calendar, from) - one_day; left > Millis{0}; day += one_day) {
        calendar.zone().each_showing(LocalTime{day} + waking.from, LocalTime{day} + waking.to, [&](const Zone::Stretch& awake) {
            const auto begins = std::max(awake.from, from);
            if (left == Millis{0} || begins >= awake.to) return;
            const auto spent = std::min(left, awake.to - begins);
            at = begins + spent;
            left -= spent;
        });
    }
    return at;
}

Instant after_quiet_hours(const Calendar& calendar, Instant at) { return after_quiet_hours(calendar, at, calendar.rules().quiet); }

Instant after_quiet_hours(const Calendar& calendar, Instant at, Span quiet) {
    const auto local = to_local(calendar, at);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto end = end_of_quiet(quiet, local - day);
    return end ? calendar.zone().to_utc_from(LocalTime{day} + *end, at) : at;
}

}  // namespace bot::calendar
