// Small numbers as members write them.
#include <algorithm>
#include <array>
#include <utility>

#include "text/codepoints.hpp"
#include "text/normalize.hpp"

namespace bot::text {
namespace {

using Named = std::pair<std::string_view, int>;

constexpr std::array<Named, 20> english_ones{{
    {"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},
    {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},
    {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
    {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
}};

constexpr std::array<Named, 8> english_tens{{
    {"twenty", 20},
    {"thirty", 30},
    {"forty", 40},
    {"fifty", 50},
    {"sixty", 60},
    {"seventy", 70},
    {"eighty", 80},
    {"ninety", 90},
}};

template <std::size_t N>
std::optional<int> named(const std::array<Named, N>& names, std::string_view word) {
    for (const auto& [name, value] : names) {
        if (name == word) return value;
    }
    return std::nullopt;
}

std::optional<int> english(std::string_view word) {
    if (const auto small = named(english_ones, word)) return small;
    if (const auto round = named(english_tens, word)) return round;
    const auto gap = word.find_first_of("- ");
    if (gap == std::string_view::npos) return std::nullopt;
    const auto tens = named(english_tens, word.substr(0, gap));
    const auto ones = named(english_ones, word.substr(gap + 1));
    if (!tens || !ones || *ones < 1 || *ones > 9) return std::nullopt;
    return *tens + *ones;
}

// Everyday, formal (for money) and telephone forms, after simplifying.
std::optional<int> han_digit(char32_t c) {
    constexpr std::array<std::u32string_view, 10> forms{
        U"零〇", U"一壹幺弌", U"二贰两弍", U"三叁弎", U"四肆", U"五伍", U"六陆", U"七柒", U"八捌", U"九玖"};
    for (std::size_t value = 0; value < forms.size(); ++value) {
        if (forms[value].find(c) != std::u32string_view::npos) return static_cast<int>(value);
    }
    return std::nullopt;
}

bool is_ten(char32_t c) { return c == U'十' || c == U'拾'; }

// 三, 十, 十二, 二十, 二十三
std::optional<int> han_number(std::u32string_view said) {
    if (said.size() == 1 && !is_ten(said[0])) return han_digit(said[0]);
    std::size_t at = 0;
    int tens = 1;
    if (!said.empty() && !is_ten(said[0])) {
        const auto digit = han_digit(said[at++]);
        if (!digit || *digit == 0) return std::nullopt;
        tens = *digit;
    }
    if (at == said.size() || !is_ten(said[at++])) return std::nullopt;
    if (at == said.size()) return tens * 10;
    const auto ones = han_digit(said[at]);
    if (!ones || *ones == 0 || at + 1 != said.size()) return std::nullopt;
    return tens * 10 + *ones;
}

std::optional<int> decimal(std::u32string_view said) {
    if (said.empty() || said.size() > 2) return std::nullopt;
    int value = 0;
    for (const char32_t c : said) {
        if (!is_ascii_digit(c)) return std::nullopt;
        value = value * 10 + static_cast<int>(c - U'0');
    }
    return value;
}

// What may stand around a number without changing it: "3。", "(3)", "3、"; U+20E3 is the key of a key-cap
// emoji.
bool is_trimming(char32_t c) {
    constexpr std::u32string_view signs =
        U".,!?~:;()[]\u3001\u3002\u3010\u3011\uFF01\uFF08\uFF09\uFF0C\uFF0E\uFF1A\uFF1F\u20E3";
    return is_blank(c) || signs.find(c) != std::u32string_view::npos;
}

}  // namespace

std::optional<int> small_number(std::string_view normalized) {
    constexpr std::size_t longest_said = 64;  // bytes; "seventy-seven" with signs around it is far shorter
    if (normalized.size() > longest_said) return std::nullopt;
    const auto wide = to_utf32(normalized);
    std::u32string_view said = wide;
    while (!said.empty() && is_trimming(said.front())) said.remove_prefix(1);
    while (!said.empty() && is_trimming(said.back())) said.remove_suffix(1);
    if (said.empty()) return std::nullopt;
    if (const auto value = decimal(said)) return value;
    if (const auto value = han_number(said)) return value;
    std::string latin;
    for (const char32_t c : said) append_utf8(latin, c);
    return english(latin);
}

}  // namespace bot::text
