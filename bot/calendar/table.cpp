// Lays out the rules day by day, once.
#include "calendar/table.hpp"

#include <algorithm>

namespace bot::calendar {

namespace {

using std::chrono::days;
using std::chrono::January;
using std::chrono::year;

constexpr Day first_day{year{OpenTable::first_year} / January / 1};
constexpr Day day_after{year{OpenTable::last_year + 1} / January / 1};

std::uint32_t seconds_of(Instant at) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
    return static_cast<std::uint32_t>(std::max<std::int64_t>(0, seconds));
}

// A shift that runs into the hours of the day after ends where these begin: no moment counts twice.
void part(std::vector<OpenTable::Stretch>& open) {
    const auto earlier = [](const auto& a, const auto& b) { return a.from < b.from; };
    if (!std::is_sorted(open.begin(), open.end(), earlier)) std::stable_sort(open.begin(), open.end(), earlier);
    for (std::size_t i = 0; i + 1 < open.size(); ++i) open[i].to = std::min(open[i].to, open[i + 1].from);
    std::erase_if(open, [](const auto& one) { return one.from >= one.to; });
    std::uint32_t before = 0;
    for (auto& one : open) {
        one.before = before;
        before += one.to - one.from;
    }
}

}  // namespace

OpenTable::OpenTable(const Rules& rules, const Zone& zone) {
    constexpr std::size_t most_days = static_cast<std::size_t>((day_after - first_day).count());
    workdays.reserve(most_days);
    open.reserve(2 * most_days);
    // One day more on each side, as the year begins earlier in the east.
    for (Day day = first_day - days{1}; day <= day_after; day += days{1}) {
        const auto stretches = open.size();
        std::uint32_t closes = 0;
        for (const Span& span : *rule_of(rules, day).hours) {
            zone.each_showing(LocalTime{day} + span.from, LocalTime{day} + span.to, [&](const Zone::Stretch& shown) {
                const auto to = seconds_of(shown.to);
                if (to == 0) return;
                open.push_back({seconds_of(shown.from), to, 0, static_cast<std::uint32_t>(workdays.size())});
                closes = std::max(closes, to);
            });
        }
        if (open.size() > stretches) workdays.push_back({day, closes});
    }
    part(open);
    for (int at = first_year; at <= last_year; ++at) {
        const auto i = static_cast<std::size_t>(at - first_year);
        const bool unknown = rules.public_holidays && !rules.years.contains(at);
        unknown_before[i + 1] = static_cast<std::uint8_t>(unknown_before[i] + (unknown ? 1 : 0));
    }
}

bool OpenTable::all_known(int from_year, int to_year) const {
    // New Year comes to the west of Greenwich when the table has begun already.
    const auto index = [](int at) { return static_cast<std::size_t>(std::clamp(at, first_year, last_year) - first_year); };
    return unknown_before[index(to_year) + 1] == unknown_before[index(from_year)];
}

}  // namespace bot::calendar
