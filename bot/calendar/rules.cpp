// Which rule holds on one day.
#include "calendar/rules.hpp"

#include <algorithm>

namespace bot::calendar {

namespace {

constexpr Minutes whole_day{24 * 60};

const Hours& of_weekday(const Rules& rules, Day day) {
    return rules.week.at(std::chrono::weekday{day}.iso_encoding() - 1);
}

const Hours& of_makeup_day(const Rules& rules, Day day) {
    const auto& own = of_weekday(rules, day);
    if (!own.empty()) return own;
    const auto worked = std::find_if(rules.week.begin(), rules.week.end(), [](const Hours& hours) { return !hours.empty(); });
    return worked == rules.week.end() ? own : *worked;
}

const Holiday* holiday_on(const Rules& rules, Day day) {
    // The last one that begins by then.
    const auto next = std::upper_bound(rules.holidays.begin(), rules.holidays.end(), day,
                                       [](Day at, const Holiday& holiday) { return at < holiday.from; });
    if (next == rules.holidays.begin()) return nullptr;
    const auto& found = *std::prev(next);
    return day <= found.to ? &found : nullptr;
}

// Of several with one id, as every year has, the one that is nearest.
const Holiday* holiday_named(const Rules& rules, const std::string& id, Day near) {
    const Holiday* nearest = nullptr;
    const auto away = [near](const Holiday& one) { return std::chrono::abs(one.from - near); };
    for (const auto& one : rules.holidays) {
        if (one.id == id && (nearest == nullptr || away(one) < away(*nearest))) nearest = &one;
    }
    return nearest;
}

const Hours closed;

}  // namespace

std::array<Hours, days_a_week> usual_week() {
    const Hours usual{{Minutes{8 * 60 + 30}, Minutes{12 * 60}}, {Minutes{13 * 60 + 30}, Minutes{17 * 60 + 30}}};
    return {usual, usual, usual, usual, usual, {}, {}};
}

DayRule rule_of(const Rules& rules, Day day) {
    if (const auto special = rules.special_days.find(day); special != rules.special_days.end()) {
        return {Reason::special_day, nullptr, &special->second, &special->second.hours};
    }
    if (rules.public_holidays) {
        if (const auto makeup = rules.makeup_days.find(day); makeup != rules.makeup_days.end()) {
            return {Reason::makeup_day, holiday_named(rules, makeup->second, day), nullptr, &of_makeup_day(rules, day)};
        }
        if (const auto* holiday = holiday_on(rules, day)) return {Reason::holiday, holiday, nullptr, &closed};
    }
    return {Reason::week, nullptr, nullptr, &of_weekday(rules, day)};
}

bool shifts_overlap(const Rules& rules, Day day) {
    const auto& before = *rule_of(rules, day - std::chrono::days{1}).hours;
    const auto& own = *rule_of(rules, day).hours;
    return !before.empty() && !own.empty() && before.back().to - whole_day > own.front().from;
}

}  // namespace bot::calendar
