// Local times as the rows of tests write them.
#pragma once

#include <catch2/catch.hpp>
#include <cstdio>

#include "calendar/calendar.hpp"

namespace calendar_test {

inline bot::calendar::Day day(int year, unsigned month, unsigned of_month) {
    return bot::calendar::Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month}};
}

// "2026-02-13 10:00" or "… 10:00:00.000"
inline bot::calendar::LocalTime local(const char* text) {
    int year = 0;
    unsigned month = 0, of_month = 0;
    int hour = 0, minute = 0, second = 0, milli = 0;
    const int read =
        std::sscanf(text, "%d-%u-%u %d:%d:%d.%d", &year, &month, &of_month, &hour, &minute, &second, &milli);
    REQUIRE(read >= 5);
    return bot::calendar::LocalTime{day(year, month, of_month)} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second} + bot::Millis{milli};
}

}  // namespace calendar_test
