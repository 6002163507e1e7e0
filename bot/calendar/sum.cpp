// Walks the days once more: sums are shown to people who ask, not worked out for every message.
#include "calendar/sum.hpp"

#include <optional>

namespace bot::calendar {

namespace {

using Why = DaysApart::Why;

// The day whose hours `opening` belongs to: a night shift began the day before.
Day workday_of(const Calendar& calendar, Instant opening) {
    const auto local = to_local(calendar, opening);
    const Day day = local_day(calendar, opening);
    const Day before = day - std::chrono::days{1};
    const auto& shifts = *rule_of(calendar.rules(), before).hours;
    const bool still = !shifts.empty() && local - LocalTime{before} < shifts.back().to && is_workday(calendar, before);
    return still ? before : day;
}

DaysApart apart(Why why, Day day, std::string id = {}, Name name = {}) { return {why, day, day, std::move(id), std::move(name)}; }

// Nothing for an ordinary working day.
std::optional<DaysApart> apart_on(const Rules& rules, Day day) {
    const auto rule = rule_of(rules, day);
    const bool worked = !rule.hours->empty();
    switch (rule.reason) {
        case Reason::special_day: return apart(worked ? Why::special_worked : Why::special_closed, day, {}, rule.special->name);
        case Reason::holiday: return apart(Why::holiday, day, rule.holiday->id, rule.holiday->name);
        case Reason::makeup_day:
            if (rule.holiday == nullptr) return apart(Why::makeup_day, day);
            return apart(Why::makeup_day, day, rule.holiday->id, rule.holiday->name);
        case Reason::week: break;
    }
    if (worked) return std::nullopt;
    return apart(Why::rest, day);
}

bool counts(Why why) { return why == Why::makeup_day || why == Why::special_worked; }

bool goes_on(const DaysApart& before, const DaysApart& next) {
    return before.why == next.why && before.id == next.id && before.name.zh == next.name.zh &&
           before.to + std::chrono::days{1} == next.from;
}

std::vector<DaysApart> days_apart(const Calendar& calendar, Day received, Day first, Day last) {
    std::vector<DaysApart> all;
    for (Day day = received; day <= last; day += std::chrono::days{1}) {
        auto one = apart_on(calendar.rules(), day);
        // The day it is counted from is day 0, whatever it is.
        if (!one || (counts(one->why) && day <= first)) continue;
        if (!all.empty() && goes_on(all.back(), *one)) {
            all.back().to = day;
        } else {
            all.push_back(std::move(*one));
        }
    }
    return all;
}

}  // namespace

Sum sum_of_working_days(const Calendar& calendar, Instant received, int days) {
    Sum sum;
    sum.received = received;
    sum.working_days = days;
    sum.due = add_working_days(calendar, received, days);
    sum.counted_from = next_opening(calendar, received);
    const Day last = workday_of(calendar, previous_closing(calendar, sum.due.at) - Millis{1});
    sum.apart = days_apart(calendar, local_day(calendar, received), workday_of(calendar, sum.counted_from), last);
    return sum;
}

Sum sum_of_wall_clock(Instant received, Minutes minutes) {
    Sum sum;
    sum.received = received;
    sum.counted_from = received;
    sum.wall_clock = true;
    sum.minutes = minutes;
    sum.due = {received + minutes, true};
    return sum;
}

}  // namespace bot::calendar
