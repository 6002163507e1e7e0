// Strict JSON: what is refused, what is read, and how it is written.
#include "platforms/json.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace bot;
using namespace bot::platforms;

namespace {

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("JSON that two readers could understand differently is refused") {
    struct Row {
        std::string_view bytes;
        std::string_view because;
    };
    using namespace std::string_view_literals;
    static constexpr Row rows[] = {
        {"", "nothing at all"},
        {"   ", "blanks only"},
        {"{", "cut short"},
        {R"({"a":1,"a":2})", "a key twice"},
        {R"({"a":1,"\u0061":2})", "a key twice, once escaped"},
        {R"([{"b":{"a":1,"c":2,"a":1}}])", "a key twice, deeper"},
        {R"({"a":1} x)", "something behind it"},
        {R"({"a":1}{"a":1})", "two texts"},
        {"{\"a\":1}\0garbage"sv, "something behind a zero byte"},
        {"{\"a\":\"x\0y\"}"sv, "a zero byte in a string"},
        {"{\"a\":\"x\ny\"}", "a bare line end in a string"},
        {"[NaN]", "not a number"},
        {"[Infinity]", "infinite"},
        {"[1e999]", "too large for a double"},
        {"[01]", "octal look"},
        {"[1,]", "a comma too many"},
        {"{'a':1}", "wrong quotes"},
        {"[1] // note", "a comment"},
        {"\"\xC0\xAF\"", "overlong UTF-8"},
        {"\"\xED\xA0\x80\"", "a surrogate in UTF-8"},
        {"\"\xF4\x90\x80\x80\"", "above U+10FFFF"},
        {"\"\xE5\xB7\"", "a character cut short"},
        {"\"\\ud83d\"", "half a surrogate pair"},
        {"\"\\ude42\"", "the other half"},
        {"\"\\x41\"", "an escape JSON does not have"},
        {"\xFF\xFE{", "UTF-16 order mark"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const auto parsed = parse_strict(row.bytes);
        REQUIRE_FALSE(parsed.has_value());
        CHECK(parsed.error().code == Errc::malformed);
        CHECK(parsed.error().detail.find("garbage") == std::string::npos);
    }
}

TEST_CASE("nesting is read up to the limit and not one deeper") {
    CHECK(parse_strict(nested(32)).has_value());
    CHECK_FALSE(parse_strict(nested(33)).has_value());
    CHECK(parse_strict(nested(3), 3).has_value());
    CHECK_FALSE(parse_strict(nested(4), 3).has_value());
    CHECK_FALSE(parse_strict(nested(10'000)).has_value());
    CHECK_FALSE(parse_strict(std::string(1'000'000, '[')).has_value());
    CHECK(parse_strict("5", 0).has_value());
    CHECK_FALSE(parse_strict("[]", 0).has_value());
}

TEST_CASE("a list of many lists side by side is not deep") {
    std::string wide = "[[]";
    for (int i = 0; i < 1000; ++i) wide += ",[{\"a\":[]}]";
    const auto parsed = parse_strict(wide + "]", 4);
    REQUIRE(parsed.has_value());
    CHECK(parsed->size() == 1001);
}

TEST_CASE("what was read is what was written") {
    for (const std::string_view bytes :
         {R"({"a":[1,-2,2.5,true,false,null,"工资"],"b":{"c":{"d":[]}},"e":""})", "null", "\"\"", "[]", "{}",
          "-9223372036854775808", "18446744073709551615"}) {
        CAPTURE(bytes);
        const auto parsed = parse_strict(bytes);
        REQUIRE(parsed.has_value());
        CHECK(to_json_text(*parsed) == bytes);
    }
}

TEST_CASE("a member is found only under its name and type") {
    const auto object = parse_strict(
        R"({"s":"x","i":7,"n":-7,"f":7.0,"t":true,"o":{},"l":[],"z":null,"big":9223372036854775807,
            "over":9223372036854775808,"huge":123456789012345678901234567890,"id_text":"7"})");
    REQUIRE(object.has_value());
    CHECK(*string_at(*object, "s") == "x");
    CHECK(whole_at(*object, "i") == 7);
    CHECK(whole_at(*object, "n") == -7);
    CHECK(whole_at(*object, "big") == 9223372036854775807LL);
    CHECK(number_at(*object, "f") == 7.0);
    CHECK(number_at(*object, "i") == 7.0);
    CHECK(flag_at(*object, "t") == true);
    CHECK(object_at(*object, "o") != nullptr);
    CHECK(list_at(*object, "l") != nullptr);

    for (const auto* name : {"f", "over", "huge", "id_text", "t", "z", "o", "absent"}) {
        CAPTURE(name);
        CHECK_FALSE(whole_at(*object, name).has_value());
    }
    CHECK(member_at(*object, "z") == nullptr);
    CHECK(string_at(*object, "i") == nullptr);
    CHECK(object_at(*object, "l") == nullptr);
    CHECK(list_at(*object, "o") == nullptr);
    CHECK_FALSE(flag_at(*object, "i").has_value());
    CHECK_FALSE(number_at(*object, "s").has_value());
    for (const auto* bytes : {"[]", "null", "7", "\"s\""})
        CHECK(member_at(*parse_strict(bytes), "s") == nullptr);
}

TEST_CASE("half an emoji costs only itself") {
    struct Row {
        std::string_view bytes;
        std::string_view repaired;
        std::string_view because;
    };
    static constexpr Row rows[] = {
        {R"("欠薪\ud83d")", R"("欠薪\ufffd")", "cut after the first half"},
        {R"("\ude42欠薪")", R"("\ufffd欠薪")", "second half alone"},
        {R"("\ud83d\ude42")", R"("\ud83d\ude42")", "a whole pair stays"},
        {R"("\uD83D\uDE42")", R"("\uD83D\uDE42")", "capital letters too"},
        {R"("\ud83d\ud83d\ude42")", R"("\ufffd\ud83d\ude42")", "a half before a whole pair"},
        {R"("\ud83d\u0041")", R"("\ufffd\u0041")", "a half before another escape"},
        {R"("\\ud83d")", R"("\\ud83d")", "an escaped backslash is no escape of a half"},
        {R"("\\\ud83d")", R"("\\\ufffd")", "but the next one is"},
        {R"("\ud83)", R"("\ud83)", "an escape cut short is left to the reader"},
        {"\"\\", "\"\\", "a lone backslash at the end"},
        {R"("\n\t\"\u5de5")", R"("\n\t\"\u5de5")", "ordinary escapes"},
        {"", "", "nothing"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK(with_whole_surrogates(row.bytes) == row.repaired);
    }
}

TEST_CASE("text that is no UTF-8 is written with replacement characters") {
    CHECK(to_json_text(nlohmann::json("\xFF工")) == "\"\uFFFD工\"");
    CHECK(to_json_text(nlohmann::json("工\xE5\xB7")) == "\"工\uFFFD\"");
}

TEST_CASE("JSON inside a page cannot become markup or end a script") {
    const nlohmann::json value{{"text", "</script><!-- & 'x' \u2028\u2029 工\xE2\x80\xA6"}};
    CHECK(to_html_safe_json(value) ==
          R"({"text":"\u003c/script\u003e\u003c!-- \u0026 \u0027x\u0027 \u2028\u2029 工…"})");
    CHECK(*parse_strict(to_html_safe_json(value)) == value);
}
