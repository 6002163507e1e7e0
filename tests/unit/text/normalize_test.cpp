// Folding for matching: tables of what must look alike, and properties over random code points.
#include "text/normalize.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "text/codepoints.hpp"

using namespace bot;

namespace {

struct Row {
    std::string said;
    std::string folded;
    std::string_view because;
};

std::string random_text(std::mt19937& random, std::size_t length) {
    // Blocks where folding has most to do, and the whole of Unicode.
    static constexpr std::pair<char32_t, char32_t> blocks[] = {
        {0x00, 0x7F},       {0x80, 0x24F},      {0x300, 0x36F},   {0x370, 0x5FF},   {0x900, 0x97F},
        {0xE00, 0xFFF},     {0x1100, 0x11FF},   {0x1E00, 0x1FFF}, {0x2000, 0x2BFF}, {0x2E80, 0x33FF},
        {0x3400, 0x9FFF},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF}, {0xFB00, 0xFFFF}, {0x1D100, 0x1D7FF},
        {0x1F000, 0x1FAFF}, {0x20000, 0x2FA1D}, {0, 0x10FFFF},
    };
    std::string text;
    const auto home = random() % std::size(blocks);
    for (std::size_t i = 0; i < length; ++i) {
        const auto& [first, last] = blocks[random() % 4 == 0 ? random() % std::size(blocks) : home];
        const char32_t c = first + static_cast<char32_t>(random() % (last - first + 1));
        if (c < 0xD800 || c > 0xDFFF) text::append_utf8(text, c);
    }
    return text;
}

}  // namespace

TEST_CASE("what members mean alike is folded alike") {
    const Row rows[] = {
        {"", "", "nothing stays nothing"},
        {"老板三个月没发工资", "老板三个月没发工资", "plain Chinese is left alone"},
        {"老闆三個月沒發工資", "老板三个月没发工资", "traditional characters"},
        {"\uFF30\uFF32\uFF2F\uFF27\uFF32\uFF25\uFF33\uFF33\u3000\uFF11\uFF10\uFF10\uFF11\uFF13\uFF01",
         "progress 10013!", "full-width letters, digits and blank"},
        {"  My BOSS\t hasn't\n\npaid ", "my boss hasn't paid", "case and runs of white space"},
        {"Straße ÄÖÜ É", "strasse äöü é", "case folding beyond ASCII"},
        {"e\u0301", "é", "composed and decomposed accents are one"},
        {"工\u200B资\u200D单\uFEFF", "工资单", "zero-width characters hide nothing"},
        {"工\u202E资\u2066单", "工资单", "bidi controls hide nothing"},
        {std::string("工\0资\x07", 8), "工资", "control characters hide nothing"},
        {"①②⑩", "1210", "circled digits"},
        {"\uFF76\uFF9E", "ガ", "half-width kana with its mark"},
        {"\uF9DC", "隆", "compatibility ideographs"},
        {"👍🏽", "👍🏽", "emoji stay"},
        {"1\uFE0F\u20E3", "1\u20E3", "variation selectors go"},
        {"嗯…", "嗯...", "an ellipsis is three points"},
        {"工\xFF资", "工\uFFFD资", "a stray byte is repaired"},
        {"\xE5\xB7", "\uFFFD", "a character cut in two is repaired"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because, row.said);
        CHECK(text::normalize(row.said) == row.folded);
        CHECK(text::normalize(row.folded) == row.folded);
    }
}

TEST_CASE("folding twice gives what folding once gave") {
    std::mt19937 random(20260302);  // NOLINT(cert-msc51-cpp): repeatable on purpose
    for (int round = 0; round < 20'000; ++round) {
        const auto text = random_text(random, 1 + random() % 12);
        const auto once = text::normalize(text);
        CAPTURE(round, text);
        REQUIRE(text::valid_utf8(once));
        REQUIRE(text::normalize(once) == once);
    }
}

TEST_CASE("every single character folds to something that stays") {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c == 0xD800) c = 0xE000;
        if (c == 0x32000) c = 0xE0000;  // planes without characters
        std::string text;
        text::append_utf8(text, c);
        const auto once = text::normalize(text);
        if (text::normalize(once) != once) {
            CAPTURE(static_cast<std::uint32_t>(c));
            REQUIRE(text::normalize(once) == once);
        }
    }
}

TEST_CASE("the quick way and the full way agree") {
    // An accented letter at the end forces the full way.
    std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): repeatable on purpose
    for (int round = 0; round < 2'000; ++round) {
        std::string text = "x";
        for (int i = 0; i < 20; ++i) {
            static constexpr std::pair<char32_t, char32_t> quick[] = {{0, 0x7F},        {0x4E00, 0x9FFF},
                                                                      {0xFF01, 0xFF5E}, {0x3000, 0x3011},
                                                                      {0x2014, 0x201F}, {0x1F300, 0x1F64F}};
            const auto& [first, last] = quick[random() % std::size(quick)];
            text::append_utf8(text, first + static_cast<char32_t>(random() % (last - first + 1)));
        }
        CAPTURE(text);
        REQUIRE(text::normalize(text + "|é") == text::normalize(text + "|") + "é");
    }
}

TEST_CASE("a hostile text of marks alone is folded in time and stays small") {
    std::string marks = "a";
    for (int i = 0; i < 250'000; ++i) marks += i % 2 == 0 ? "\u0301" : "\u0316";  // above, below, above …
    const auto folded = text::normalize(marks);
    CHECK(text::characters(folded) <= 32);
    CHECK(text::normalize(folded) == folded);
}

TEST_CASE("a word of a megabyte is folded whole") {
    std::string word;
    for (int i = 0; i < 350'000; ++i) word += "資";
    CHECK(text::characters(text::normalize(word)) == 350'000);
    CHECK(text::normalize(word).substr(0, 3) == "资");
}

TEST_CASE("several threads may fold at once") {
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&wrong] {
            for (int round = 0; round < 200; ++round) {
                if (text::normalize("老闆 É 沒發工資") != "老板 é 没发工资") ++wrong;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(wrong == 0);
}
