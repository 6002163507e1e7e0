// Folds names of places and finds the numbers in them.
#include "router/unit.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "router/spread.hpp"
#include "text/codepoints.hpp"
#include "text/normalize.hpp"

namespace bot::router {
namespace {

constexpr std::size_t longest_name = 24;  // characters; longer is no name but a story

std::uint64_t number_of(std::string_view text) {
    std::uint64_t number = 0x756E6974U;
    for (const char c : text) number = spread(number ^ static_cast<unsigned char>(c));
    return number;
}

// Han digits too, from 〇 and 一 to 九.
std::optional<char> digit_of(char32_t c) {
    constexpr std::u32string_view digits = U"\u3007\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D";
    if (text::is_ascii_digit(c)) return static_cast<char>(c);
    const auto at = digits.find(c);
    if (at == std::u32string_view::npos) return std::nullopt;
    return static_cast<char>('0' + at);
}

struct Number {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::int64_t value = 0;  // never 0; "十二" and "12" are one
};

std::int64_t value_of(std::string_view run) {
    if (const auto small = text::small_number(run)) return *small + 1;
    return static_cast<std::int64_t>(number_of(run) >> 2U) | 128;
}

std::vector<Number> numbers_in(std::string_view folded) {
    constexpr char32_t ten = 0x5341;  // 十
    std::vector<Number> numbers;
    bool within = false;
    for (std::size_t at = 0; at < folded.size();) {
        const auto begin = at;
        const char32_t c = text::next_code_point(folded, at);
        const bool digit = digit_of(c) || c == ten;
        if (digit && !within) numbers.push_back({begin, at, 0});
        if (digit) numbers.back().end = at;
        within = digit;
    }
    for (auto& one : numbers) one.value = value_of(folded.substr(one.begin, one.end - one.begin));
    return numbers;
}

// What is numbered in a place, behind the number: 号 栋 幢 楼 层 车(间) 班 组 线 食(堂) 室 工(地) 站 厂.
bool begins_with_a_place(std::string_view folded) {
    constexpr std::u32string_view places =
        U"\u53F7\u680B\u5E62\u697C\u5C42\u8F66\u73ED\u7EC4\u7EBF\u98DF\u5BA4\u5DE5\u7AD9\u5382";
    if (folded.empty()) return false;
    std::size_t at = 0;
    return places.find(text::next_code_point(folded, at)) != std::u32string_view::npos;
}

// And before it.
bool ends_with_a_place(std::string_view folded) {
    constexpr std::string_view places[] = {"building ", "block ",   "floor ",     "room ", "line ", "workshop ", "dorm ",
                                           "house ",    "canteen ", "warehouse ", "site ", "gate ", "team "};
    return std::any_of(std::begin(places), std::end(places), [&](auto place) { return folded.ends_with(place); });
}

}  // namespace

std::string unit_name(std::string_view said) {
    const auto folded = text::normalize(said);
    if (folded.starts_with('[')) return {};  // "[photo]": a picture of the place, not its name
    std::string name;
    for (std::size_t at = 0; at < folded.size();) {
        const auto begin = at;
        const char32_t c = text::next_code_point(folded, at);
        if (const auto digit = digit_of(c)) {
            name += *digit;
        } else if (text::is_letter_or_number(c)) {
            name.append(folded, begin, at - begin);
        }
    }
    return text::characters(name) > longest_name ? std::string() : name;
}

std::int64_t unit_number(std::string_view unit_name) {
    return static_cast<std::int64_t>(number_of(unit_name) >> 1U) | 1;
}

std::uint32_t key_within(std::string_view subcategory, std::int64_t number) {
    return static_cast<std::uint32_t>(spread(static_cast<std::uint64_t>(number) ^ number_of(subcategory)));
}

std::int64_t number_in_name(std::string_view unit_name) {
    const auto numbers = numbers_in(unit_name);
    return numbers.empty() ? 0 : numbers.front().value;
}

std::int64_t place_spoken_of(std::string_view said) {
    const std::string folded = text::normalize(said);
    const std::string_view all = folded;
    for (const auto& number : numbers_in(all)) {
        if (begins_with_a_place(all.substr(number.end)) || ends_with_a_place(all.substr(0, number.begin))) return number.value;
    }
    return 0;
}

}  // namespace bot::router
