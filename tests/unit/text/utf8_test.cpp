// UTF-8 checked, repaired, counted and cut.
#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "text/normalize.hpp"

using namespace bot;

TEST_CASE("only well-formed UTF-8 is taken for text") {
    struct Row {
        std::string bytes;
        bool valid;
        std::string repaired;
        std::string_view because;
    };
    const Row rows[] = {
        {"", true, "", "empty"},
        {"工会 union é 😀", true, "工会 union é 😀", "one to four bytes"},
        {std::string("\0", 1), true, std::string("\0", 1), "a zero byte is a character"},
        {"\x80", false, "\uFFFD", "a continuation alone"},
        {"\xC0\xAF", false, "\uFFFD\uFFFD", "an overlong slash"},
        {"\xE0\x80\xAF", false, "\uFFFD\uFFFD\uFFFD", "an overlong slash in three bytes"},
        {"\xED\xA0\x80", false, "\uFFFD\uFFFD\uFFFD", "half a surrogate pair"},
        {"\xF4\x8F\xBF\xBF", true, "\U0010FFFF", "the last code point"},
        {"\xF4\x90\x80\x80", false, "\uFFFD\uFFFD\uFFFD\uFFFD", "one past the last code point"},
        {"\xE5\xB7工", false, "\uFFFD工", "a cut character loses nothing behind it"},
        {"\xF0\x9F\x98", false, "\uFFFD", "a cut emoji at the end"},
        {"\xFE\xFF", false, "\uFFFD\uFFFD", "a UTF-16 mark"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK(text::valid_utf8(row.bytes) == row.valid);
        CHECK(text::repaired_utf8(row.bytes) == row.repaired);
    }
}

TEST_CASE("whatever bytes arrive, the repaired text is valid") {
    std::mt19937 random(42);  // NOLINT(cert-msc51-cpp): repeatable on purpose
    for (int round = 0; round < 5'000; ++round) {
        std::string bytes;
        for (auto left = random() % 20; left > 0; --left)
            bytes.push_back(static_cast<char>(random() | (random() & 0x80U)));
        const auto repaired = text::repaired_utf8(bytes);
        REQUIRE(text::valid_utf8(repaired));
        REQUIRE((text::valid_utf8(bytes) == (repaired == bytes)));
        REQUIRE(text::valid_utf8(text::normalize(bytes)));
    }
}

TEST_CASE("a text is counted and cut by characters") {
    CHECK(text::characters("") == 0);
    CHECK(text::characters("工会ok😀") == 5);
    CHECK(text::first_characters("工会ok😀", 0).empty());
    CHECK(text::first_characters("工会ok😀", 2) == "工会");
    CHECK(text::first_characters("工会ok😀", 5) == "工会ok😀");
    CHECK(text::first_characters("工会ok😀", 500) == "工会ok😀");
    CHECK(text::first_characters("", 3).empty());
}
