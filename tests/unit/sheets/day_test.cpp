// Days as people and spreadsheets write them.
#include <catch2/catch.hpp>

#include "sheets/sheet.hpp"

using namespace bot::sheets;
using namespace std::chrono;

TEST_CASE("a day is read from every way of writing it") {
    const sys_days zero{year{1899} / December / 30};
    struct Case {
        std::string_view text;
        std::optional<sys_days> day;
        std::string_view because;
    };
    const sys_days march{year{2026} / March / 1};
    const Case cases[] = {
        {"2026-03-01", march, "as programs write it"},
        {"2026/3/1", march, "as people write it"},
        {"2026.3.1", march, "with points"},
        {"2026年3月1日", march, "in Chinese"},
        {"2026年3月1", march, "the last sign forgotten"},
        {"２０２６－０３－０１", march, "full width"},
        {"20260301", march, "without signs"},
        {"2026-03-01 08:30", march, "a time behind it"},
        {"2026-03-01T00:00:00", march, "the same, in one piece"},
        {"46082", march, "a spreadsheet's number"},
        {"46082.354", march, "with the time of the day"},
        {"2024-02-29", sys_days{year{2024} / February / 29}, "a leap day"},
        {"2026-02-29", std::nullopt, "no leap year"},
        {"2026-13-01", std::nullopt, "no such month"},
        {"2026-00-01", std::nullopt, "nor this one"},
        {"26-3-1", std::nullopt, "which century"},
        {"3/1/2026", std::nullopt, "day or month first"},
        {"2026-3", std::nullopt, "no day"},
        {"2026-3-1x", std::nullopt, "something behind it"},
        {"20261301", std::nullopt, "no such month without signs"},
        {"0", std::nullopt, "an empty cell that a program filled"},
        {"9999999", std::nullopt, "beyond any calendar"},
        {"12345678901234567890", std::nullopt, "a card number"},
        {"-5", std::nullopt, "below zero"},
        {"next week", std::nullopt, "words"},
        {"", std::nullopt, "nothing"},
        {"46082.", std::nullopt, "half a number"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.text, one.because);
        CHECK(day_in(one.text, zero) == one.day);
    }
}
