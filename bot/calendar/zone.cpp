// Zones: Howard Hinnant's date/tz library, as GCC 12 brings no time-zone database.
#include "calendar/zone.hpp"

#include <date/tz.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace bot::calendar {

namespace {

const date::sys_seconds first_asked{std::chrono::seconds{0}};
const date::sys_seconds last_asked = date::sys_days{date::year{2080} / 1 / 1};

}  // namespace

bool known_zone(std::string_view zone) {
    try {
        date::locate_zone(std::string(zone));
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

Zone::Zone(const std::string& name) {
    const auto* zone = date::locate_zone(name);
    for (auto at = first_asked; at < last_asked;) {
        const auto info = zone->get_info(at);
        const auto from = periods_.empty() ? Instant::min() : Instant{info.begin.time_since_epoch()};
        if (periods_.empty() || periods_.back().offset != info.offset) periods_.push_back({from, info.offset});
        at = info.end;
    }
}

std::vector<Zone::Period>::const_iterator Zone::period_at(Instant at) const {
    return std::prev(std::upper_bound(periods_.begin() + 1, periods_.end(), at,
                                      [](Instant moment, const Period& period) { return moment < period.from; }));
}

LocalTime Zone::to_local(Instant at) const { return LocalTime{(at + period_at(at)->offset).time_since_epoch()}; }

Instant Zone::to_utc_from(LocalTime local, Instant least) const {
    std::optional<Instant> found;
    bool shown_before = false;
    each_showing(local, local + Millis{1}, [&](const Stretch& shown) {
        if (shown.from < least) shown_before = true;
        else if (!found) found = shown.from;
    });
    if (found) return *found;
    if (shown_before) return least;
    // Skipped: the change after which clocks show a later time. The first period begins too early to be it.
    for (auto at = std::next(around(local)); at != periods_.end(); ++at) {
        if (at->from + at->offset > as_if_utc(local)) return std::max(least, at->from);
    }
    return least;
}

Instant Zone::to_utc(LocalTime local) const { return to_utc_from(local, Instant::min()); }

}  // namespace bot::calendar
