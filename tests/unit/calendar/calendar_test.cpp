// Working days and service hours of the years whose notices are known, and what happens beyond them.
#include <catch2/catch.hpp>
#include <random>
#include <stdexcept>

#include "local.hpp"

using namespace bot;
using namespace bot::calendar;
using namespace std::chrono_literals;
namespace chrono = std::chrono;
using calendar_test::day;
using calendar_test::local;

namespace {

// The off days and make-up days of 2025 and 2026 after the notices of the State Council General Office.
struct Holiday {
    int year;
    unsigned from_month, from_day, to_month, to_day;
};
constexpr Holiday holidays[] = {
    {2025, 1, 1, 1, 1},   {2025, 1, 28, 2, 4},  {2025, 4, 4, 4, 6},   {2025, 5, 1, 5, 5}, {2025, 5, 31, 6, 2},
    {2025, 10, 1, 10, 8}, {2026, 1, 1, 1, 3},   {2026, 2, 15, 2, 23}, {2026, 4, 4, 4, 6}, {2026, 5, 1, 5, 5},
    {2026, 6, 19, 6, 21}, {2026, 9, 25, 9, 27}, {2026, 10, 1, 10, 7},
};
struct Makeup {
    int year;
    unsigned month, day;
};
constexpr Makeup makeups[] = {{2025, 1, 26},  {2025, 2, 8},  {2025, 4, 27}, {2025, 9, 28},
                              {2025, 10, 11}, {2026, 1, 4},  {2026, 2, 14}, {2026, 2, 28},
                              {2026, 5, 9},   {2026, 9, 20}, {2026, 10, 10}};

Rules rules_of_china() {
    Rules rules;
    for (const auto& h : holidays) {
        rules.holidays.push_back({"h", {"放假", {}}, day(h.year, h.from_month, h.from_day), day(h.year, h.to_month, h.to_day)});
    }
    for (const auto& m : makeups) rules.makeup_days.emplace(day(m.year, m.month, m.day), "h");
    rules.years = {2025, 2026};
    return rules;
}

Calendar china() { return Calendar(rules_of_china()); }

Rules rules_of_berlin() {
    Rules rules;
    rules.zone = "Europe/Berlin";
    rules.years = {2026};
    return rules;
}

Calendar berlin() { return Calendar(rules_of_berlin()); }

Span span(int from, int to) { return {Minutes{from}, Minutes{to}}; }

std::array<Hours, 7> every_day_of_five(const Hours& hours) { return {hours, hours, hours, hours, hours, {}, {}}; }

}  // namespace

TEST_CASE("holidays are off and make-up days are worked") {
    struct Row {
        int year;
        unsigned month, of_month;
        bool works;
        const char* because;
    };
    constexpr Row rows[] = {
        {2026, 1, 4, true, "Sunday made up for New Year"},
        {2026, 2, 14, true, "Saturday before Spring Festival"},
        {2026, 2, 16, false, "New Year's eve, a Monday"},
        {2026, 2, 23, false, "last day of Spring Festival, a Monday"},
        {2026, 2, 24, true, "the Tuesday after"},
        {2026, 2, 28, true, "Saturday made up for Spring Festival"},
        {2026, 4, 6, false, "Qingming Monday"},
        {2026, 5, 9, true, "Saturday made up for Labour Day"},
        {2026, 9, 20, true, "Sunday made up for National Day"},
        {2026, 9, 28, true, "Monday between Mid-Autumn and National Day"},
        {2026, 10, 10, true, "Saturday made up for National Day"},
        {2026, 10, 11, false, "an ordinary Sunday"},
        {2025, 1, 26, true, "Sunday made up for Spring Festival"},
        {2025, 10, 8, false, "last day of National Day, a Wednesday"},
        {2025, 10, 11, true, "Saturday made up for National Day"},
        {2027, 1, 1, true, "a Friday of a year without a file"},
        {2027, 1, 2, false, "a Saturday of a year without a file"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK(is_workday(china(), day(row.year, row.month, row.of_month)) == row.works);
    }
}

TEST_CASE("each month has as many working days as the published calendars say") {
    constexpr int expected[2][12] = {{19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23},
                                     {21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23}};
    const Calendar calendar = china();
    for (int year = 2025; year <= 2026; ++year) {
        for (unsigned month = 1; month <= 12; ++month) {
            int works = 0;
            const Day end = month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1);
            for (Day d = day(year, month, 1); d < end; d += chrono::days{1})
                works += is_workday(calendar, d) ? 1 : 0;
            CAPTURE(year, month);
            CHECK(works == expected[year - 2025][month - 1]);
        }
    }
}

TEST_CASE("a limit in working days ends at the close of service hours") {
    struct Row {
        const char* received;
        int days;
        const char* due;
        bool verified;
        const char* because;
    };
    constexpr Row rows[] = {
        {"2026-02-13 10:00", 5, "2026-02-27 17:30", true, "across Spring Festival and a make-up Saturday"},
        {"2026-09-30 10:00", 5, "2026-10-13 17:30", true, "across National Day and a make-up Saturday"},
        {"2026-03-02 10:00", 0, "2026-03-02 17:30", true, "no days: today"},
        {"2026-03-02 10:00", 1, "2026-03-03 17:30", true, "one day: tomorrow"},
        {"2026-03-06 10:00", 1, "2026-03-09 17:30", true, "Friday to Monday"},
        {"2026-02-18 09:00", 1, "2026-02-25 17:30", true, "received on a holiday: counts as Tuesday morning"},
        {"2026-02-18 09:00", 0, "2026-02-24 17:30", true, "no days from a holiday: the first day back"},
        {"2026-03-02 12:30", 1, "2026-03-03 17:30", true, "at lunch: still the same day"},
        {"2026-03-02 12:00", 0, "2026-03-02 17:30", true, "the minute lunch begins"},
        {"2026-03-02 06:00", 1, "2026-03-03 17:30", true, "before opening: the same day"},
        {"2026-03-02 17:29:59.999", 1, "2026-03-03 17:30", true, "the last moment of the day"},
        {"2026-03-02 17:30:00.000", 1, "2026-03-04 17:30", true, "at closing: counts as tomorrow"},
        {"2026-03-02 23:59:59.999", 0, "2026-03-03 17:30", true, "late at night"},
        {"2026-03-07 00:00", 0, "2026-03-09 17:30", true, "a weekend"},
        {"2026-02-14 09:00", 0, "2026-02-14 17:30", true, "a make-up Saturday is a day like any other"},
        {"2025-12-31 10:00", 1, "2026-01-04 17:30", true, "year end, both years known"},
        {"2026-12-30 10:00", 1, "2026-12-31 17:30", true, "the last working day of the last known year"},
        {"2026-12-31 10:00", 1, "2027-01-01 17:30", false, "next year without a file: weekends only"},
        {"2026-12-31 18:00", 0, "2027-01-01 17:30", false, "the next opening lies in a year without a file"},
        {"2024-12-31 10:00", 1, "2025-01-02 17:30", false, "received in a year without a file"},
        {"2026-01-02 10:00", 3650, "2040-01-17 17:30", false, "the longest limit"},
    };
    const Calendar calendar = china();
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const Due due = add_working_days(calendar, to_utc(calendar, local(row.received)), row.days);
        CHECK((to_local(calendar, due.at) == local(row.due)));
        CHECK(due.verified == row.verified);
    }
}

TEST_CASE("the desk opens next") {
    struct Row {
        const char* from;
        const char* opens;
        const char* because;
    };
    constexpr Row rows[] = {
        {"2026-03-02 08:29:59.999", "2026-03-02 08:30", "a moment early"},
        {"2026-03-02 08:30", "2026-03-02 08:30", "open: itself"},
        {"2026-03-02 11:59:59.999", "2026-03-02 11:59:59.999", "open: itself"},
        {"2026-03-02 12:00", "2026-03-02 13:30", "lunch"},
        {"2026-03-02 17:30", "2026-03-03 08:30", "closed for today"},
        {"2026-02-13 18:00", "2026-02-14 08:30", "a make-up Saturday"},
        {"2026-02-14 18:00", "2026-02-24 08:30", "Spring Festival"},
    };
    const Calendar calendar = china();
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const Instant from = to_utc(calendar, local(row.from));
        CHECK((to_local(calendar, next_opening(calendar, from)) == local(row.opens)));
        CHECK(is_open(calendar, from) == (std::string(row.from) == row.opens));
    }
}

TEST_CASE("China is eight hours ahead of UTC all year") {
    const Calendar calendar;
    CHECK(to_utc(calendar, local("2026-07-01 08:00")) ==
          Instant{chrono::sys_days{chrono::year{2026} / 7 / 1}});
    CHECK(to_utc(calendar, local("2026-01-01 08:00")) ==
          Instant{chrono::sys_days{chrono::year{2026} / 1 / 1}});
    CHECK((to_local(calendar, from_ms(-1)) == local("1970-01-01 07:59:59.999")));
}

TEST_CASE("a zone with summer time keeps local closing hours in both directions") {
    const Calendar calendar = berlin();
    // Clocks go forward on 2026-03-29 and back on 2026-10-25, both Sundays.
    const Instant friday = to_utc(calendar, local("2026-03-27 10:00"));
    const Due spring = add_working_days(calendar, friday, 1);
    CHECK((to_local(calendar, spring.at) == local("2026-03-30 17:30")));
    CHECK(spring.at - friday == 3 * 24h + 7h + 30min - 1h);

    const Instant october = to_utc(calendar, local("2026-10-23 10:00"));
    const Due autumn = add_working_days(calendar, october, 1);
    CHECK((to_local(calendar, autumn.at) == local("2026-10-26 17:30")));
    CHECK(autumn.at - october == 3 * 24h + 7h + 30min + 1h);
}

TEST_CASE("times that clocks skip or show twice have one meaning") {
    const Calendar calendar = berlin();
    const Instant change = to_utc(calendar, local("2026-03-29 03:00"));
    CHECK(to_utc(calendar, local("2026-03-29 02:30")) == change);
    const Instant first = to_utc(calendar, local("2026-10-25 02:30"));
    CHECK((to_local(calendar, first) == local("2026-10-25 02:30")));
    CHECK((to_local(calendar, first + 1h) == local("2026-10-25 02:30")));
}

TEST_CASE("an opening never lies before the moment asked about") {
    Rules rules = rules_of_berlin();
    rules.week = every_day_of_five({span(2 * 60 + 45, 3 * 60), span(8 * 60, 24 * 60)});
    rules.makeup_days = {{day(2026, 3, 29), "h"}, {day(2026, 10, 25), "h"}};
    const Calendar calendar(rules);
    std::mt19937_64 random(20261025);
    std::uniform_int_distribution<std::int64_t> minute(0, 60 * 24 * 365);
    const Instant start = to_utc(calendar, local("2026-01-01 00:00"));
    for (int i = 0; i < 3'000; ++i) {
        const Instant from = start + chrono::minutes{minute(random)};
        const Instant opening = next_opening(calendar, from);
        CAPTURE(to_ms(from));
        CHECK(opening >= from);
        CHECK(next_opening(calendar, opening) == opening);
        CHECK(add_working_days(calendar, from, 0).at > from);
    }
    const Instant first = to_utc(calendar, local("2026-10-25 02:00"));
    CHECK(next_opening(calendar, first) == first + 45min);
    CHECK(next_opening(calendar, first + 1h) == first + 1h + 45min);  // the doubled hour, second time
    CHECK((to_local(calendar, next_opening(calendar, to_utc(calendar, local("2026-03-29 01:00")))) ==
           local("2026-03-29 08:00")));  // the span that clocks skip
}

TEST_CASE("service hours may reach midnight") {
    Rules rules;
    rules.week = every_day_of_five({span(0, 24 * 60)});
    const Calendar calendar(rules);
    const Instant monday = to_utc(calendar, local("2026-03-02 10:00"));
    CHECK((to_local(calendar, add_working_days(calendar, monday, 1).at) == local("2026-03-04 00:00")));
    CHECK((to_local(calendar, next_opening(calendar, to_utc(calendar, local("2026-03-06 23:59")) + 1min)) ==
           local("2026-03-09 00:00")));
}

TEST_CASE("a calendar, a limit or a moment that makes no sense is a fault of the program") {
    Rules closed;
    closed.week = {};
    CHECK_THROWS_AS(Calendar(closed), std::logic_error);
    Rules nowhere;
    nowhere.zone = "Asia/Nowhere";
    CHECK_THROWS_AS(Calendar(nowhere), std::runtime_error);
    CHECK_THROWS_AS(add_working_days(Calendar{}, from_ms(0), -1), std::logic_error);
    CHECK_THROWS_AS(add_working_days(Calendar{}, from_ms(0), 3'651), std::logic_error);
    const Calendar usual;
    CHECK_THROWS_AS(next_opening(usual, from_ms(-1)), std::out_of_range);
    CHECK_THROWS_AS(next_opening(usual, Instant::max()), std::out_of_range);
    CHECK_THROWS_AS(previous_closing(usual, from_ms(0)), std::out_of_range);
    const Instant last = to_utc(usual, local("2079-12-28 10:00"));
    CHECK(next_opening(usual, last) == last);
    CHECK_THROWS_AS(add_working_time(usual, last, 100h), std::out_of_range);
    CHECK_THROWS_AS(add_working_time(usual, from_ms(0) + 24h, -100h), std::out_of_range);
    CHECK_THROWS_AS(add_working_days(usual, last, 10), std::out_of_range);
    CHECK_THROWS_AS(working_time_between(usual, from_ms(-1), last), std::out_of_range);
    CHECK(known_zone("Asia/Shanghai"));
    CHECK_FALSE(known_zone("Asia/Nowhere"));
    CHECK_FALSE(known_zone(""));
}
