// What the calendar files say: hours of the week, shifts, special days, public holidays and the days worked instead.
// Days and times of day are local ones of `zone`. Nothing is worked out here; see Calendar.
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/message.hpp"

namespace bot::calendar {

using Day = std::chrono::local_days;
using LocalTime = std::chrono::local_time<Millis>;
using Minutes = std::chrono::minutes;

// [from, to) counted from the midnight that begins a day. `to` beyond 24:00 is a shift that ends the day after;
// all of it belongs to the day on which it begins.
struct Span {
    Minutes from{};
    Minutes to{};
    auto operator<=>(const Span&) const = default;
};
using Hours = std::vector<Span>;  // in order, none overlapping

struct Name {
    std::string zh;
    std::string en;  // may be empty
    const std::string& in(Language language) const { return language == Language::en && !en.empty() ? en : zh; }
};

struct Holiday {
    std::string id;  // "national_day"
    Name name;
    Day from;
    Day to;  // inclusive
};

struct SpecialDay {  // of the organisation or the desk; stronger than the week, holidays and make-up days
    Name name;
    Hours hours;  // none: closed
};

constexpr std::size_t days_a_week = 7;

// Monday to Friday, 08:30–12:00 and 13:30–17:30.
std::array<Hours, days_a_week> usual_week();

struct Rules {
    std::string zone = "Asia/Shanghai";  // IANA name
    std::array<Hours, days_a_week> week = usual_week();  // Monday first
    bool public_holidays = true;  // false: holidays and make-up days are days like any other
    std::map<Day, SpecialDay> special_days;
    std::vector<Holiday> holidays;  // by their first day, none overlapping
    std::map<Day, std::string> makeup_days;  // worked instead of a holiday, whose id stands beside it
    std::set<int> years;  // whose public holidays are known
    // Every day of the year: when people may be called about urgent matters, and when no bot writes of its own accord.
    Span waking{std::chrono::hours{8}, std::chrono::hours{22}};
    Span quiet{Minutes{21 * 60 + 30}, std::chrono::hours{32}};
    // Whoever works by night sleeps by day, and is not written to unasked then either. `night_shifts`: parts of what the
    // list of members calls such a shift.
    Span quiet_by_day{std::chrono::hours{8}, std::chrono::hours{16}};
    std::vector<std::string> night_shifts;
};

// Why a day is worked or not.
enum class Reason { week, special_day, makeup_day, holiday };

struct DayRule {
    Reason reason = Reason::week;
    const Holiday* holiday = nullptr;  // that it is, or is worked instead of
    const SpecialDay* special = nullptr;
    const Hours* hours = nullptr;      // never null; empty: not worked
};

// Both point into `rules`. A make-up day has the hours of its own weekday, or of the first worked weekday when it has none.
DayRule rule_of(const Rules& rules, Day day);

// Whether a shift of the day before runs into the hours of `day`.
bool shifts_overlap(const Rules& rules, Day day);

}  // namespace bot::calendar
