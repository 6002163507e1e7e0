// Legal periods on fixed dates.
#include "calendar/legal.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "local.hpp"

using namespace bot::calendar;
using calendar_test::day;

namespace {

LegalPeriod period(int amount, PeriodUnit unit, int safety_days = 0, std::vector<int> remind_days = {}) {
    LegalPeriod one;
    one.amount = amount;
    one.unit = unit;
    one.safety_days = safety_days;
    one.remind_days = std::move(remind_days);
    return one;
}

}  // namespace

TEST_CASE("a legal period ends as the law counts") {
    using enum PeriodUnit;
    struct Row {
        Day from;
        int amount;
        PeriodUnit unit;
        Day last;
        const char* because;
    };
    const Row rows[] = {
        {day(2026, 3, 31), 1, years, day(2027, 3, 31), "employment ended: a year"},
        {day(2026, 3, 1), 15, days, day(2026, 3, 16), "award received: the day itself is not counted"},
        {day(2026, 2, 20), 15, days, day(2026, 3, 7), "over the end of February"},
        {day(2028, 2, 20), 15, days, day(2028, 3, 6), "and of a leap year"},
        {day(2028, 2, 29), 1, years, day(2029, 2, 28), "no 29 February: the last day of the month"},
        {day(2028, 2, 29), 4, years, day(2032, 2, 29), "there it is again"},
        {day(2028, 2, 29), 2, years, day(2030, 2, 28), "two years"},
        {day(2027, 2, 28), 1, years, day(2028, 2, 28), "not the last day of the month, but its number"},
        {day(2026, 8, 31), 6, months, day(2027, 2, 28), "no 31 February"},
        {day(2026, 1, 31), 1, months, day(2026, 2, 28), "nor next month"},
        {day(2026, 1, 31), 2, months, day(2026, 3, 31), "the month after has one"},
        {day(2026, 10, 31), 1, months, day(2026, 11, 30), "thirty days"},
        {day(2026, 12, 15), 1, months, day(2027, 1, 15), "over the year's end"},
        {day(2026, 9, 16), 15, days, day(2026, 10, 1), "a holiday moves nothing"},
        {day(2026, 2, 28), 30, days, day(2026, 3, 30), "injury: thirty days"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK((legal_dates(period(row.amount, row.unit), row.from).last == row.last));
    }
}

TEST_CASE("our own date lies before the last one, and reminders lead to it") {
    const auto year = legal_dates(period(1, PeriodUnit::years, 30, {180, 90, 60, 30, 14, 7, 3, 1}), day(2026, 3, 31));
    CHECK((year.safety == day(2027, 3, 1)));
    CHECK((year.reminders == std::vector<Day>{day(2026, 10, 2), day(2026, 12, 31), day(2027, 1, 30), day(2027, 3, 1),
                                              day(2027, 3, 17), day(2027, 3, 24), day(2027, 3, 28), day(2027, 3, 30)}));
    const auto award = legal_dates(period(15, PeriodUnit::days, 5, {180, 90, 30, 15, 14, 7, 3, 1}), day(2026, 3, 1));
    CHECK((award.safety == day(2026, 3, 11)));
    // None on day 0 or before it.
    CHECK((award.reminders == std::vector<Day>{day(2026, 3, 2), day(2026, 3, 9), day(2026, 3, 13), day(2026, 3, 15)}));
}

TEST_CASE("after the safety date it presses, and ever after") {
    const auto dates = legal_dates(period(15, PeriodUnit::days, 5), day(2026, 3, 1));
    CHECK(how_pressing(dates, day(2026, 3, 1)) == Pressing::calm);
    CHECK(how_pressing(dates, day(2026, 3, 11)) == Pressing::calm);
    CHECK(how_pressing(dates, day(2026, 3, 12)) == Pressing::now);
    CHECK(how_pressing(dates, day(2026, 3, 17)) == Pressing::now);
    CHECK(how_pressing(dates, day(2031, 1, 1)) == Pressing::now);
}

TEST_CASE("a period of no length is a fault of the program") {
    CHECK_THROWS_AS(legal_dates(period(0, PeriodUnit::days), day(2026, 3, 1)), std::logic_error);
}
