// What is shown of a due date: what was left out, what was counted, and why.
#include "calendar/sum.hpp"

#include <catch2/catch.hpp>

#include "local.hpp"

using namespace bot;
using namespace bot::calendar;
using calendar_test::day;
using calendar_test::local;
using Why = DaysApart::Why;

namespace {

Rules autumn_2026() {
    Rules rules;
    rules.holidays = {{"mid_autumn", {"中秋节", {}}, day(2026, 9, 25), day(2026, 9, 27)},
                      {"national_day", {"国庆节", "National Day"}, day(2026, 10, 1), day(2026, 10, 7)}};
    rules.makeup_days = {{day(2026, 9, 20), "national_day"}, {day(2026, 10, 10), "national_day"}};
    rules.years = {2026};
    return rules;
}

struct Apart {
    Why why;
    Day from, to;
    std::string name;
    bool operator==(const Apart& other) const {
        return why == other.why && from == other.from && to == other.to && name == other.name;
    }
};

std::vector<Apart> apart(const Sum& sum) {
    std::vector<Apart> all;
    for (const auto& one : sum.apart) all.push_back({one.why, one.from, one.to, one.name.zh});
    return all;
}

Sum sum(const Calendar& calendar, const char* received, int days) {
    return sum_of_working_days(calendar, to_utc(calendar, local(received)), days);
}

}  // namespace

TEST_CASE("a sum over National Day names the holiday, the make-up Saturday and the Sunday") {
    const Calendar calendar(autumn_2026());
    const auto told = sum(calendar, "2026-09-30 16:20", 5);
    CHECK(told.counted_from == told.received);
    CHECK((to_local(calendar, told.due.at) == local("2026-10-13 17:30")));
    CHECK(told.due.verified);
    CHECK_FALSE(told.wall_clock);
    CHECK(told.working_days == 5);
    CHECK((apart(told) == std::vector<Apart>{{Why::holiday, day(2026, 10, 1), day(2026, 10, 7), "国庆节"},
                                             {Why::makeup_day, day(2026, 10, 10), day(2026, 10, 10), "国庆节"},
                                             {Why::rest, day(2026, 10, 11), day(2026, 10, 11), ""}}));
    CHECK(told.apart[1].id == "national_day");
}

TEST_CASE("the sum agrees with the date, and its days with both") {
    const Calendar calendar(autumn_2026());
    for (int hour = 0; hour < 24 * 60; hour += 7) {
        const Instant received = to_utc(calendar, local("2026-09-01 00:00")) + std::chrono::hours{hour};
        for (const int days : {0, 1, 2, 5, 15}) {
            CAPTURE(hour, days);
            const auto told = sum_of_working_days(calendar, received, days);
            CHECK(told.due.at == add_working_days(calendar, received, days).at);
            // Days from receipt to the last one: those left out and those counted make all.
            int left_out = 0;
            for (const auto& one : told.apart) {
                const bool counted = one.why == Why::makeup_day || one.why == Why::special_worked;
                if (!counted) left_out += static_cast<int>((one.to - one.from).count()) + 1;
            }
            const auto all = (local_day(calendar, told.due.at) - local_day(calendar, received)).count() + 1;
            const bool day_over = is_workday(calendar, local_day(calendar, received)) &&
                                  local_day(calendar, told.counted_from) != local_day(calendar, received);
            CHECK(all == left_out + days + 1 + (day_over ? 1 : 0));
        }
    }
}

TEST_CASE("what comes outside service hours is counted from the next opening") {
    const Calendar calendar(autumn_2026());
    struct Row {
        const char* received;
        const char* from;
        std::vector<Apart> apart;
        const char* because;
    };
    const Row rows[] = {
        {"2026-09-02 20:00", "2026-09-03 08:30", {}, "in the evening"},
        {"2026-09-02 12:30", "2026-09-02 13:30", {}, "at lunch"},
        {"2026-09-05 10:00", "2026-09-07 08:30", {{Why::rest, day(2026, 9, 5), day(2026, 9, 6), ""}}, "on a Saturday"},
        {"2026-09-19 10:00", "2026-09-20 08:30", {{Why::rest, day(2026, 9, 19), day(2026, 9, 19), ""}},
         "before a make-up Sunday, which is day 0 and not one of the days"},
        {"2026-09-26 10:00", "2026-09-28 08:30", {{Why::holiday, day(2026, 9, 26), day(2026, 9, 27), "中秋节"}}, "in a holiday"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const auto told = sum(calendar, row.received, 1);
        CHECK((to_local(calendar, told.counted_from) == local(row.from)));
        CHECK(apart(told) == row.apart);
    }
}

TEST_CASE("special days are named, and two that touch stay apart") {
    Rules rules = autumn_2026();
    const Hours usual = rules.week[0];
    rules.special_days = {{day(2026, 9, 8), {{"停电", {}}, {}}},
                          {day(2026, 9, 9), {{"厂庆", {}}, {}}},
                          {day(2026, 9, 12), {{"开放日", {}}, usual}},
                          {day(2026, 9, 13), {{"开放日", {}}, usual}}};
    const auto told = sum(Calendar(rules), "2026-09-07 10:00", 5);
    CHECK((apart(told) == std::vector<Apart>{{Why::special_closed, day(2026, 9, 8), day(2026, 9, 8), "停电"},
                                             {Why::special_closed, day(2026, 9, 9), day(2026, 9, 9), "厂庆"},
                                             {Why::special_worked, day(2026, 9, 12), day(2026, 9, 13), "开放日"}}));
}

TEST_CASE("the day of rest after a night shift is not left out of its sum") {
    Rules rules = autumn_2026();
    const Hours shift{{std::chrono::hours{22}, std::chrono::hours{30}}};
    rules.week = {shift, shift, shift, shift, shift, {}, {}};
    const Calendar nights(rules);
    // 03:00 on Saturday is the shift of Friday; one working day later ends on Tuesday morning.
    const auto told = sum(nights, "2026-09-12 03:00", 1);
    CHECK(told.counted_from == told.received);
    CHECK((to_local(nights, told.due.at) == local("2026-09-15 06:00")));
    CHECK((apart(told) == std::vector<Apart>{{Why::rest, day(2026, 9, 12), day(2026, 9, 13), ""}}));
    const auto friday = sum(nights, "2026-09-10 23:00", 1);
    CHECK((to_local(nights, friday.due.at) == local("2026-09-12 06:00")));
    CHECK(friday.apart.empty());
}

TEST_CASE("a limit on the wall clock leaves nothing out") {
    const Instant received = from_ms(1'772'416'800'000);
    const auto told = sum_of_wall_clock(received, std::chrono::hours{24});
    CHECK(told.wall_clock);
    CHECK(told.due.at == received + std::chrono::hours{24});
    CHECK(told.due.verified);
    CHECK(told.apart.empty());
    CHECK(told.minutes == std::chrono::hours{24});
}

TEST_CASE("a sum over a year without holidays says so") {
    CHECK_FALSE(sum(Calendar(autumn_2026()), "2026-12-30 10:00", 5).due.verified);
}
