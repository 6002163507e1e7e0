// Days as people write them in a chat.
#include "text/said_day.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace bot;
using text::SaidDay;

TEST_CASE("a day is read as it is said, with a year or without") {
    struct Row {
        std::string said;
        std::optional<SaidDay> meant;
        std::string because;
    };
    const Row rows[] = {
        {"3月20日", SaidDay{{}, 3, 20}, "the usual way"},
        {"3月20号", SaidDay{{}, 3, 20}, "as it is spoken"},
        {"3月20", SaidDay{{}, 3, 20}, "in a hurry"},
        {"３月２０日", SaidDay{{}, 3, 20}, "full width"},
        {"3-20", SaidDay{{}, 3, 20}, "signs"},
        {"3/20", SaidDay{{}, 3, 20}, "signs"},
        {"2026-03-20", SaidDay{2026, 3, 20}, "with the year"},
        {"2026年3月20日", SaidDay{2026, 3, 20}, "with the year"},
        {"2月29日", SaidDay{{}, 2, 29}, "which year is not known yet"},
        {"2026-02-29", std::nullopt, "no such day"},
        {"2月30日", std::nullopt, "in no year"},
        {"13月1日", std::nullopt, "no month"},
        {"3月", std::nullopt, "no day"},
        {"320", std::nullopt, "a number"},
        {"3月20日上午", std::nullopt, "more than a day"},
        {"1234-01-01", std::nullopt, "long ago"},
        {"99999-1-1", std::nullopt, "no year"},
        {"", std::nullopt, "nothing"},
        {"医院", std::nullopt, "a word"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.said, row.because);
        CHECK(text::said_day(row.said) == row.meant);
    }
}
