// Sums of working time in both directions: lunch, night shifts, special days, holidays, changes of the clocks.
#include <catch2/catch.hpp>
#include <random>
#include <stdexcept>

#include "local.hpp"

using namespace bot;
using namespace bot::calendar;
using namespace std::chrono_literals;
using calendar_test::day;
using calendar_test::local;

namespace {

Span hours(const char* from, const char* to) {
    const Millis since = local(from) - day(2026, 3, 2), until = local(to) - day(2026, 3, 2);
    return {std::chrono::duration_cast<Minutes>(since), std::chrono::duration_cast<Minutes>(until)};
}

// Spans of a day by the hour: {9, 17}, {22, 30}.
Span by_hour(int from, int to) { return {std::chrono::hours{from}, std::chrono::hours{to}}; }

Rules spring_2026() {
    Rules rules;
    rules.holidays = {{"spring_festival", {"春节", "Spring Festival"}, day(2026, 2, 15), day(2026, 2, 23)}};
    rules.makeup_days = {{day(2026, 2, 14), "spring_festival"}, {day(2026, 2, 28), "spring_festival"}};
    rules.years = {2026};
    return rules;
}

// 22:00 to 06:00 from Monday to Friday, holidays or not.
Rules night() {
    Rules rules = spring_2026();
    const Hours shift{by_hour(22, 30)};
    rules.week = {shift, shift, shift, shift, shift, {}, {}};
    rules.public_holidays = false;
    return rules;
}

Rules new_york() {
    Rules rules;
    rules.zone = "America/New_York";
    rules.week.fill({by_hour(0, 24)});
    rules.public_holidays = false;
    return rules;
}

}  // namespace

TEST_CASE("working time is added around lunch, nights, weekends and holidays") {
    const Calendar office(spring_2026());
    const Calendar nights(night());
    struct Row {
        const Calendar& calendar;
        const char* from;
        Millis open;
        const char* to;
        const char* because;
    };
    const Row rows[] = {
        {office, "2026-03-02 10:00", 0h, "2026-03-02 10:00", "nothing: itself"},
        {office, "2026-03-01 10:00", 0h, "2026-03-01 10:00", "nothing, on a Sunday: itself all the same"},
        {office, "2026-03-02 10:00", 90min, "2026-03-02 11:30", "within the morning"},
        {office, "2026-03-02 10:00", 2h, "2026-03-02 12:00", "to the minute lunch begins"},
        {office, "2026-03-02 10:00", 2h + 1min, "2026-03-02 13:31", "over lunch"},
        {office, "2026-03-02 10:00", 6h, "2026-03-02 17:30", "to closing, not to the next opening"},
        {office, "2026-03-02 10:00", 6h + 1ms, "2026-03-03 08:30:00.001", "a moment later it is tomorrow"},
        {office, "2026-03-06 17:00", 1h, "2026-03-09 09:00", "over a weekend"},
        {office, "2026-02-13 17:00", 8h, "2026-02-14 17:30", "a make-up Saturday is worked"},
        {office, "2026-02-14 17:00", 1h, "2026-02-24 09:00", "over Spring Festival"},
        {office, "2026-02-24 09:00", -1h, "2026-02-14 17:00", "and back"},
        {office, "2026-02-24 08:30", -30min, "2026-02-14 17:00", "back from the opening"},
        {office, "2026-02-24 09:00", -30min, "2026-02-24 08:30", "back to the opening, not to the closing before"},
        {office, "2026-03-02 12:45", -1h, "2026-03-02 11:00", "back from lunch"},
        {office, "2026-03-02 10:00:00.250", -90min, "2026-03-02 08:30:00.250", "milliseconds stay"},
        {nights, "2026-03-02 21:00", 3h, "2026-03-03 01:00", "a shift over midnight"},
        {nights, "2026-03-03 05:00", 2h, "2026-03-03 23:00", "from one shift to the next"},
        {nights, "2026-03-06 23:00", 8h, "2026-03-09 23:00", "the shift of Friday ends on Saturday"},
        {nights, "2026-02-16 22:00", 8h, "2026-02-17 06:00", "Spring Festival is worked"},
        {nights, "2026-03-09 23:00", -8h, "2026-03-06 23:00", "and back over the weekend"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const Instant from = to_utc(row.calendar, local(row.from));
        const Instant to = add_working_time(row.calendar, from, row.open).at;
        CHECK((to_local(row.calendar, to) == local(row.to)));
        CHECK(working_time_between(row.calendar, from, to) == row.open);
        CHECK(working_time_between(row.calendar, to, from) == -row.open);
    }
}

TEST_CASE("closings are found backwards as openings are forwards") {
    const Calendar office(spring_2026());
    struct Row {
        const char* from;
        const char* closed;
        const char* because;
    };
    constexpr Row rows[] = {
        {"2026-03-02 10:00", "2026-03-02 10:00", "open right before: itself"},
        {"2026-03-02 12:00", "2026-03-02 12:00", "the minute lunch begins"},
        {"2026-03-02 12:30", "2026-03-02 12:00", "lunch"},
        {"2026-03-02 13:30", "2026-03-02 12:00", "open, but not right before"},
        {"2026-03-01 10:00", "2026-02-28 17:30", "Sunday after a make-up Saturday"},
        {"2026-02-24 08:30", "2026-02-14 17:30", "Spring Festival"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK((to_local(office, previous_closing(office, to_utc(office, local(row.from)))) == local(row.closed)));
    }
}

TEST_CASE("a night shift belongs to the day on which it begins") {
    const Calendar nights(night());
    const auto due = [&](const char* received, int days) {
        return to_local(nights, add_working_days(nights, to_utc(nights, local(received)), days).at);
    };
    CHECK((due("2026-03-02 23:00", 0) == local("2026-03-03 06:00")));
    CHECK((due("2026-03-03 03:00", 0) == local("2026-03-03 06:00")));  // still the shift of Monday
    CHECK((due("2026-03-03 03:00", 1) == local("2026-03-04 06:00")));
    CHECK((due("2026-03-03 06:00", 0) == local("2026-03-04 06:00")));
    CHECK((due("2026-03-06 23:00", 1) == local("2026-03-10 06:00")));  // from Friday to Monday night
    CHECK(is_workday(nights, day(2026, 3, 6)));
    CHECK_FALSE(is_workday(nights, day(2026, 3, 7)));
    CHECK(add_working_days(nights, to_utc(nights, local("2027-03-02 10:00")), 1).verified);  // needs no holidays
}

TEST_CASE("special days are stronger than week, holidays and make-up days") {
    Rules rules = spring_2026();
    rules.special_days[day(2026, 2, 16)] = {{"值守", "Kept open"}, {by_hour(9, 11)}};
    rules.special_days[day(2026, 2, 28)] = {{"停电", "No power"}, {}};
    rules.special_days[day(2026, 3, 7)] = {{"开放日", "Open day"}, {by_hour(14, 16)}};
    const Calendar calendar(rules);
    CHECK(is_workday(calendar, day(2026, 2, 16)));
    CHECK_FALSE(is_workday(calendar, day(2026, 2, 28)));
    const auto after = [&](const char* from, Millis open) {
        return to_local(calendar, add_working_time(calendar, to_utc(calendar, local(from)), open).at);
    };
    CHECK((after("2026-02-14 17:30", 1h) == local("2026-02-16 10:00")));
    CHECK((after("2026-03-06 17:30", 2h) == local("2026-03-07 16:00")));
    CHECK((after("2026-02-27 17:30", 30min) == local("2026-03-02 09:00")));
}

TEST_CASE("a make-up day has its own hours or those of the first worked day") {
    Rules rules = spring_2026();
    rules.week = {Hours{by_hour(8, 10)}, {}, {}, {}, {}, Hours{by_hour(20, 21)}, {}};
    rules.makeup_days[day(2026, 2, 26)] = "spring_festival";
    const Calendar calendar(rules);
    const auto opens = [&](const char* from) { return to_local(calendar, next_opening(calendar, to_utc(calendar, local(from)))); };
    CHECK((opens("2026-02-28 00:00") == local("2026-02-28 20:00")));
    CHECK((opens("2026-02-26 00:00") == local("2026-02-26 08:00")));
}

TEST_CASE("an hour that clocks skip holds no working time, and one shown twice counts twice") {
    const Calendar calendar(new_york());
    const auto worked = [&](unsigned month, unsigned of_month) {
        const Day date = day(2026, month, of_month);
        return working_time_between(calendar, to_utc(calendar, LocalTime{date}), to_utc(calendar, LocalTime{date + std::chrono::days{1}}));
    };
    CHECK(worked(3, 7) == 24h);
    CHECK(worked(3, 8) == 23h);
    CHECK(worked(11, 1) == 25h);
}

TEST_CASE("China had summer time from 1986 to 1991") {
    Rules rules;
    rules.week.fill({by_hour(1, 4)});
    rules.public_holidays = false;
    const Calendar calendar(rules);
    const auto worked = [&](int year, unsigned month, unsigned of_month) {
        const Day date = day(year, month, of_month);
        return working_time_between(calendar, to_utc(calendar, LocalTime{date}), to_utc(calendar, LocalTime{date + std::chrono::days{1}}));
    };
    CHECK(worked(1986, 5, 4) == 2h);    // at 02:00 it became 03:00
    CHECK(worked(1986, 9, 14) == 4h);   // at 02:00 it became 01:00 once more
    CHECK(worked(1991, 9, 15) == 4h);
    CHECK(worked(1992, 4, 12) == 3h);   // no more
    CHECK((to_local(calendar, Instant{std::chrono::sys_days{std::chrono::year{1988} / 7 / 1}}) == local("1988-07-01 09:00")));
}

TEST_CASE("zones need not be whole hours from UTC") {
    Rules rules;
    rules.zone = "Asia/Kathmandu";
    const Calendar calendar(rules);
    CHECK((to_local(calendar, Instant{std::chrono::sys_days{std::chrono::year{1985} / 7 / 1}}) == local("1985-07-01 05:30")));
    CHECK((to_local(calendar, Instant{std::chrono::sys_days{std::chrono::year{2026} / 7 / 1}}) == local("2026-07-01 05:45")));
    const Instant monday = to_utc(calendar, local("2026-03-02 10:00"));
    CHECK(monday == Instant{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}} + 4h + 15min);
    CHECK((to_local(calendar, add_working_time(calendar, monday, 3h).at) == local("2026-03-02 14:30")));
}

TEST_CASE("adding and measuring agree, whatever the calendar and the direction") {
    Rules odd = night();
    odd.zone = "America/New_York";
    odd.special_days[day(2026, 3, 8)] = {{"加班", {}}, {by_hour(1, 4)}};
    odd.special_days[day(2026, 11, 1)] = {{"加班", {}}, {by_hour(0, 2)}};
    const Calendar calendars[] = {Calendar(spring_2026()), Calendar(night()), Calendar(new_york()), Calendar(odd)};
    std::mt19937_64 random(20261108);
    std::uniform_int_distribution<std::int64_t> moment(0, 3LL * 366 * 86'400'000);
    for (int i = 0; i < 20'000; ++i) {
        const auto& calendar = calendars[i % 4];
        const Instant a = to_utc(Calendar{}, local("2025-01-01 00:00")) + Millis{moment(random)};
        const Instant b = to_utc(Calendar{}, local("2025-01-01 00:00")) + Millis{moment(random)};
        CAPTURE(to_ms(a), to_ms(b), i);
        const Millis between = working_time_between(calendar, a, b);
        CHECK(working_time_between(calendar, b, a) == -between);
        const Instant there = add_working_time(calendar, a, between).at;
        CHECK(working_time_between(calendar, a, there) == between);
        // No working time lies between where the sum ends and where it was to end.
        CHECK(working_time_between(calendar, there, b) == Millis{0});
        CHECK(working_time_between(calendar, a, next_opening(calendar, a)) == Millis{0});
        CHECK(working_time_between(calendar, previous_closing(calendar, a), a) == Millis{0});
    }
}

TEST_CASE("a share of a limit is a share of its working time") {
    const Calendar office(spring_2026());
    const Instant received = to_utc(office, local("2026-02-13 15:30"));
    const Instant due = add_working_days(office, received, 2).at;  // Saturday, then Tuesday the 24th: 2 h + 7.5 h + 7.5 h
    REQUIRE((to_local(office, due) == local("2026-02-24 17:30")));
    CHECK((to_local(office, share_of(office, received, due, 0)) == local("2026-02-13 15:30")));
    CHECK((to_local(office, share_of(office, received, due, 50)) == local("2026-02-14 16:30")));
    CHECK((to_local(office, share_of(office, received, due, 80)) == local("2026-02-24 14:06")));
    CHECK(share_of(office, received, due, 100) == due);
    CHECK(share_of_wall_clock(received, received + 24h, 50) == received + 12h);
    CHECK(share_of_wall_clock(received, received + 24h, 80) == received + 19h + 12min);
}

TEST_CASE("urgent matters reach people in their waking hours") {
    const Calendar office(spring_2026());
    struct Row {
        const char* from;
        Millis time;
        const char* to;
        const char* because;
    };
    constexpr Row rows[] = {
        {"2026-03-02 10:00", 2h, "2026-03-02 12:00", "by day"},
        {"2026-02-17 10:00", 2h, "2026-02-17 12:00", "on a holiday all the same"},
        {"2026-03-02 20:00", 2h, "2026-03-02 22:00", "to the last minute"},
        {"2026-03-02 21:30", 2h, "2026-03-03 09:30", "half of it today"},
        {"2026-03-02 22:00", 2h, "2026-03-03 10:00", "at night: from eight"},
        {"2026-03-03 03:00", 2h, "2026-03-03 10:00", "after midnight: from eight"},
        {"2026-03-03 07:59:59.999", 2h, "2026-03-03 10:00", "a moment before eight"},
        {"2026-03-03 08:00", 0h, "2026-03-03 08:00", "nothing: itself"},
        {"2026-03-03 10:00", 20h, "2026-03-04 16:00", "more than a day of it"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK((to_local(office, add_waking_time(office, to_utc(office, local(row.from)), row.time)) == local(row.to)));
    }
    CHECK_THROWS_AS(add_waking_time(office, from_ms(0), -1min), std::logic_error);
}

TEST_CASE("messages of the bot's own accord wait for the end of quiet hours") {
    const Calendar office(spring_2026());
    const Span asleep_by_day = hours("2026-03-02 08:00", "2026-03-02 16:00");
    struct Row {
        const char* at;
        Span quiet;
        const char* sent;
        const char* because;
    };
    const Span nights = office.rules().quiet;
    const Row rows[] = {
        {"2026-03-02 21:29:59.999", nights, "2026-03-02 21:29:59.999", "not yet"},
        {"2026-03-02 21:30", nights, "2026-03-03 08:00", "evening"},
        {"2026-03-03 00:00", nights, "2026-03-03 08:00", "midnight"},
        {"2026-03-03 07:59:59.999", nights, "2026-03-03 08:00", "early"},
        {"2026-03-03 08:00", nights, "2026-03-03 08:00", "over"},
        {"2026-03-03 08:00", asleep_by_day, "2026-03-03 16:00", "after a night shift"},
        {"2026-03-03 02:00", asleep_by_day, "2026-03-03 02:00", "on a night shift"},
        {"2026-03-03 02:00", Span{}, "2026-03-03 02:00", "no quiet hours at all"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const Instant at = to_utc(office, local(row.at));
        CHECK((to_local(office, after_quiet_hours(office, at, row.quiet)) == local(row.sent)));
    }
    CHECK((to_local(office, after_quiet_hours(office, to_utc(office, local("2026-03-02 23:00")))) == local("2026-03-03 08:00")));
    // The second 01:10 of a night on which clocks go back must not be sent into the past.
    const Calendar york(new_york());
    const Instant second = to_utc(york, local("2026-11-01 01:10")) + 1h;
    CHECK(after_quiet_hours(york, second, by_hour(1, 2)) == second + 50min);
}

TEST_CASE("a year without holidays is missed from November of the year before") {
    const Calendar calendar(spring_2026());
    using Years = std::vector<int>;
    const auto missed = [&](const char* now) { return missing_years(calendar, to_utc(calendar, local(now))); };
    CHECK(missed("2026-10-31 23:59") == Years{});
    CHECK(missed("2026-11-01 00:00") == Years{2027});
    CHECK(missed("2027-01-01 00:00") == Years{2027});
    CHECK(missed("2027-11-01 00:00") == Years{2027, 2028});
    CHECK(missed("2025-12-31 23:59") == Years{2025});
    CHECK(missing_years(Calendar(night()), to_utc(calendar, local("2028-11-01 00:00"))).empty());
}
