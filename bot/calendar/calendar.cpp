// Sums of working time, read from the table of open stretches.
#include "calendar/calendar.hpp"

#include <algorithm>
#include <stdexcept>

#include "calendar/table.hpp"

namespace bot::calendar {

using Stretch = OpenTable::Stretch;

struct Calendar::Made {
    explicit Made(Rules from) : rules(std::move(from)), zone(rules.zone), table(rules, zone) {}

    const Rules rules;
    const Zone zone;
    const OpenTable table;
};

namespace {

constexpr int most_days = 3'650;
constexpr int whole = 100;

void check_year(Instant at) {
    constexpr Instant first{};
    constexpr Instant end{std::chrono::sys_days{std::chrono::year{OpenTable::last_year + 1} / std::chrono::January / 1}};
    if (at < first || at >= end) throw std::out_of_range("a moment outside the calendar");
}

Instant instant(std::uint32_t seconds) { return Instant{std::chrono::seconds{seconds}}; }
Millis millis(std::uint32_t seconds) { return std::chrono::seconds{seconds}; }
Millis before(const Stretch& stretch) { return millis(stretch.before); }

// The first stretch that is not over at `at`.
const Stretch& stretch_from(const OpenTable& table, Instant at) {
    check_year(at);
    const auto second = static_cast<std::uint32_t>(std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count());
    const auto found = std::upper_bound(table.open.begin(), table.open.end(), second,
                                        [](std::uint32_t moment, const Stretch& one) { return moment < one.to; });
    if (found == table.open.end()) throw std::out_of_range("no opening is left in the calendar");
    return *found;
}

// Working time from the beginning of the table.
Millis open_before(const OpenTable& table, Instant at) {
    const auto& stretch = stretch_from(table, at);
    return before(stretch) + std::max(Millis{0}, at - instant(stretch.from));
}

// The last stretch with less working time before it than `open`, or with as much.
enum class Reach { less, as_much };
const Stretch& stretch_reaching(const OpenTable& table, Millis open, Reach reach) {
    const auto end = std::partition_point(table.open.begin(), table.open.end(), [&](const Stretch& one) {
        return reach == Reach::less ? before(one) < open : before(one) <= open;
    });
    if (end == table.open.begin()) throw std::out_of_range("no opening is left in the calendar");
    return *std::prev(end);
}

int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day(day).year()); }

}  // namespace

Calendar::Calendar(Rules rules) {
    const auto worked = [](const Hours& hours) { return !hours.empty(); };
    if (std::none_of(rules.week.begin(), rules.week.end(), worked)) throw std::logic_error("a calendar without hours");
    made_ = std::make_shared<const Made>(std::move(rules));
}

const Calendar::Made& Calendar::made() const {
    if (made_) return *made_;
    static const Made usual{Rules{}};
    return usual;
}

const Rules& Calendar::rules() const { return made().rules; }
const Zone& Calendar::zone() const { return made().zone; }
const OpenTable& Calendar::table() const { return made().table; }

bool is_workday(const Calendar& calendar, Day day) {
    const auto& workdays = calendar.table().workdays;
    const auto found = std::lower_bound(workdays.begin(), workdays.end(), day, [](const auto& one, Day at) { return one.day < at; });
    return found != workdays.end() && found->day == day;
}

Due add_working_days(const Calendar& calendar, Instant received, int days) {
    if (days < 0 || days > most_days) throw std::logic_error("a limit of working days out of range");
    const auto& table = calendar.table();
    const auto last = stretch_from(table, received).workday + static_cast<std::size_t>(days);
    if (last >= table.workdays.size()) throw std::out_of_range("no working day is left in the calendar");
    const auto& workday = table.workdays[last];
    return {instant(workday.closes), table.all_known(year_of(local_day(calendar, received)), year_of(workday.day))};
}

Due add_working_time(const Calendar& calendar, Instant from, Millis open) {
    if (open == Millis{0}) return {from, true};
    const auto& table = calendar.table();
    const auto target = open_before(table, from) + open;
    const bool forwards = open > Millis{0};
    if (!forwards && target < Millis{0}) throw std::out_of_range("no opening is left in the calendar");
    const auto& stretch = stretch_reaching(table, target, forwards ? Reach::less : Reach::as_much);
    const auto at = instant(stretch.from) + (target - before(stretch));
    if (at > instant(stretch.to)) throw std::out_of_range("no opening is left in the calendar");
    const auto [first, last] = std::minmax({year_of(local_day(calendar, from)), year_of(local_day(calendar, at))});
    return {at, table.all_known(first, last)};
}

Millis working_time_between(const Calendar& calendar, Instant from, Instant to) {
    return open_before(calendar.table(), to) - open_before(calendar.table(), from);
}

Instant next_opening(const Calendar& calendar, Instant from) {
    return std::max(from, instant(stretch_from(calendar.table(), from).from));
}

Instant previous_closing(const Calendar& calendar, Instant from) {
    check_year(from);
    const auto& open = calendar.table().open;
    const auto after = std::partition_point(open.begin(), open.end(), [&](const Stretch& one) { return instant(one.from) < from; });
    if (after == open.begin()) throw std::out_of_range("no closing before that in the calendar");
    return std::min(from, instant(std::prev(after)->to));
}

bool is_open(const Calendar& calendar, Instant at) { return next_opening(calendar, at) == at; }

Instant share_of(const Calendar& calendar, Instant received, Instant due, int percent) {
    return add_working_time(calendar, received, working_time_between(calendar, received, due) * percent / whole).at;
}

Instant share_of_wall_clock(Instant received, Instant due, int percent) { return received + (due - received) * percent / whole; }

std::vector<int> missing_years(const Calendar& calendar, Instant now) {
    const std::chrono::year_month_day today{local_day(calendar, now)};
    std::vector<int> missing;
    const int this_year = static_cast<int>(today.year());
    const int last_needed = today.month() >= std::chrono::November ? this_year + 1 : this_year;
    for (int year = this_year; calendar.rules().public_holidays && year <= last_needed; ++year) {
        if (!calendar.rules().years.contains(year)) missing.push_back(year);
    }
    return missing;
}

LocalTime to_local(const Calendar& calendar, Instant at) { return calendar.zone().to_local(at); }

Instant to_utc(const Calendar& calendar, LocalTime local) { return calendar.zone().to_utc(local); }

Day local_day(const Calendar& calendar, Instant at) { return std::chrono::floor<std::chrono::days>(to_local(calendar, at)); }

}  // namespace bot::calendar
