// Long letters in parts, and the secret that a caller shows.
#include "platforms/split.hpp"

#include <catch2/catch.hpp>

#include "platforms/secret.hpp"
#include "text/normalize.hpp"

using namespace bot::platforms;

namespace {

std::string repeated(std::string_view piece, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
}

std::string without_blanks(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ' && c != '\n') out += c;
    }
    return out;
}

}  // namespace

TEST_CASE("characters outside the basic plane are two units") {
    CHECK(utf16_units("") == 0);
    CHECK(utf16_units("abc") == 3);
    CHECK(utf16_units("欠薪") == 2);
    CHECK(utf16_units("🙂") == 2);
    CHECK(utf16_units("𠮷") == 2);
    CHECK(utf16_units("\xFF\xC0\x80") == 3);
    CHECK(columns("OK 好🙂") == 7);
}

TEST_CASE("a letter that fits is one part") {
    CHECK(split_utf16("你好", 4096) == std::vector<std::string_view>{"你好"});
    const auto exact = repeated("工", 4096);
    CHECK(split_utf16(exact, 4096).size() == 1);
    CHECK(split_utf16(exact + "工", 4096).size() == 2);
    const auto emoji = repeated("🙂", 2048);
    CHECK(split_utf16(emoji, 4096).size() == 1);
    CHECK(split_utf16(emoji + "!", 4096).size() == 2);
}

TEST_CASE("a letter without words has no parts") {
    for (const auto* blank : {"", " ", "\n\n\t \r\n"}) CHECK(split_utf16(blank, 10).empty());
}

TEST_CASE("a long letter is cut where it hurts least") {
    struct Row {
        std::string_view text;
        std::vector<std::string_view> parts;
        std::string_view because;
    };
    const Row rows[] = {
        {"一二三四五。六七八九十", {"一二三四五。", "六七八九十"}, "after a sentence"},
        {"One two. Three four", {"One two.", "Three", "four"}, "after a Latin sentence, then at a blank"},
        {"一二三四五六七八九十甲乙",
         {"一二三四五六七八", "九十甲乙"},
         "between characters when there is nothing better"},
        {"一。二三四五六七八九十",
         {"一。二三四五六七", "八九十"},
         "not after a sentence that would leave a tiny part"},
        {"一二三四五\n六七八九十", {"一二三四五", "六七八九十"}, "at a line end, which is left out"},
        {"1.23456789", {"1.234567", "89"}, "a point inside a number ends no sentence"},
        {"🙂🙂🙂🙂🙂", {"🙂🙂🙂🙂", "🙂"}, "never inside a pair"},
        {"a🙂🙂🙂🙂", {"a🙂🙂🙂", "🙂"}, "also when a pair straddles the limit"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK(split_utf16(row.text, 8) == row.parts);
    }
}

TEST_CASE("no part is too long, empty or broken, and no word is lost") {
    const std::string pieces[] = {"工友你好。", "Hello there. ",          "🙂", "\n\n", "a",
                                  " ",          "没有标点的一段很长的话", "\xFF"};
    std::string text;
    for (std::size_t i = 0; i < 900; ++i) text += pieces[(i * 7 + i / 5) % std::size(pieces)];
    for (const std::size_t limit : {2U, 3U, 7U, 64U, 4096U}) {
        CAPTURE(limit);
        std::string joined;
        for (const auto part : split_utf16(text, limit)) {
            REQUIRE(utf16_units(part) <= limit);
            REQUIRE_FALSE(part.empty());
            joined += part;
        }
        CHECK(without_blanks(joined) == without_blanks(text));
    }
}

TEST_CASE("only the very secret opens the door") {
    const std::string secret(256, 's');
    CHECK(same_secret(secret, secret));
    CHECK(same_secret("a", "a"));
    CHECK_FALSE(same_secret("", ""));
    CHECK_FALSE(same_secret("", secret));
    CHECK_FALSE(same_secret(secret, ""));
    CHECK_FALSE(same_secret("A", "a"));
    CHECK_FALSE(same_secret(secret + "s", secret));
    CHECK_FALSE(same_secret(secret.substr(1), secret));
    CHECK_FALSE(same_secret(secret.substr(1) + "S", secret));
}
