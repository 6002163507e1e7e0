// What clocks show in a time zone. The changes of 1970 to 2079 are looked up once, so that asking takes nanoseconds; for
// moments outside these years the nearest known difference to UTC holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calendar/rules.hpp"

namespace bot::calendar {

bool known_zone(std::string_view zone);  // "Asia/Shanghai"; asks the time-zone database of the system

class Zone {
public:
    // [from, to)
    struct Stretch {
        Instant from;
        Instant to;
    };

    explicit Zone(const std::string& name);  // throws std::runtime_error when the system does not know it

    LocalTime to_local(Instant at) const;
    Instant to_utc(LocalTime local) const;  // the earlier one when clocks show it twice; skipped: the moment of the change
    // Of the moments at which clocks show `local` the first that is not before `least`; `least` when all are.
    Instant to_utc_from(LocalTime local, Instant least) const;

    // All stretches in which clocks show a time within [from, to), in order: none where they skip it, two where they show
    // it twice.
    template <class Use>
    void each_showing(LocalTime from, LocalTime to, Use use) const {
        for (auto at = around(from); at != periods_.end() && at->from <= as_if_utc(to) + widest; ++at) {
            const auto end = std::next(at) == periods_.end() ? Instant::max() : std::next(at)->from;
            const Stretch shown{std::max(at->from, as_if_utc(from) - at->offset), std::min(end, as_if_utc(to) - at->offset)};
            if (shown.from < shown.to) use(shown);
        }
    }

private:
    struct Period {  // until the next one begins
        Instant from;
        std::chrono::seconds offset;  // local minus UTC
    };
    static constexpr std::chrono::hours widest{26};  // no zone is further from UTC

    static Instant as_if_utc(LocalTime local) { return Instant{local.time_since_epoch()}; }
    std::vector<Period>::const_iterator period_at(Instant at) const;
    std::vector<Period>::const_iterator around(LocalTime local) const { return period_at(as_if_utc(local) - widest); }

    std::vector<Period> periods_;
};

}  // namespace bot::calendar
