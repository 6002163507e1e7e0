// How often the log speaks of years without public holidays.
#include "schedule/year_watch.hpp"

#include <catch2/catch.hpp>

using namespace bot;
using namespace std::chrono_literals;

TEST_CASE("a year without holidays is told at once, once a day, and when it changes") {
    schedule::YearWatch watch;
    const Instant start = from_ms(1'793'500'000'000);
    CHECK_FALSE(watch.tells({}, start));
    CHECK(watch.tells({2027}, start + 30s));
    CHECK_FALSE(watch.tells({2027}, start + 60s));
    CHECK_FALSE(watch.tells({2027}, start + 24h));
    CHECK(watch.tells({2027}, start + 24h + 30s));
    CHECK(watch.tells({2027, 2028}, start + 25h));
    CHECK_FALSE(watch.tells({}, start + 26h));          // the file has come
    CHECK(watch.tells({2028}, start + 26h + 30s));
    CHECK(watch.tells({2028}, start + 1h));             // the clock was set back
    CHECK_FALSE(watch.tells({2028}, start + 1h + 30s));
}
