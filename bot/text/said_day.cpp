#include "text/said_day.hpp"

#include <array>
#include <charconv>
#include <chrono>

#include "text/normalize.hpp"

namespace bot::text {
namespace {

constexpr std::size_t most_numbers = 3;

bool digit(char c) { return c >= '0' && c <= '9'; }

// The sign behind a number: one of "-/." or the Han character of that place. False: something else stands there.
bool sign(std::string_view& rest, std::string_view han) {
    if (rest.starts_with(han)) {
        rest.remove_prefix(han.size());
        return true;
    }
    if (rest.empty() || std::string_view("-/.").find(rest.front()) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
}

std::optional<int> number(std::string_view& rest) {
    std::size_t length = 0;
    while (length < rest.size() && digit(rest[length])) ++length;
    if (length == 0 || length > 4) return std::nullopt;
    int value = 0;
    std::from_chars(rest.data(), rest.data() + length, value);
    rest.remove_prefix(length);
    return value;
}

bool over(std::string_view rest) { return rest.empty() || rest == "日" || rest == "号"; }

std::optional<SaidDay> checked(std::optional<int> year, int month, int day) {
    // A leap year, so that 29 February can be said without one.
    const std::chrono::year_month_day date{std::chrono::year{year.value_or(2024)}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok() || (year && (*year < 2000 || *year > 2079))) return std::nullopt;
    return SaidDay{year, static_cast<unsigned>(month), static_cast<unsigned>(day)};
}

}  // namespace

std::optional<SaidDay> said_day(std::string_view word) {
    const auto plain = normalize(word);
    std::string_view rest = plain;
    std::array<int, most_numbers> numbers{};
    std::size_t count = 0;
    const bool with_year = rest.size() > 4 && digit(rest[0]) && digit(rest[1]) && digit(rest[2]) && digit(rest[3]);
    const std::array<std::string_view, 2> han = with_year ? std::array<std::string_view, 2>{"年", "月"} : std::array<std::string_view, 2>{"月", ""};
    const std::size_t wanted = with_year ? 3 : 2;
    while (count < wanted) {
        const auto one = number(rest);
        if (!one) return std::nullopt;
        numbers[count++] = *one;
        if (count < wanted && !sign(rest, han[count - 1])) return std::nullopt;
    }
    if (!over(rest)) return std::nullopt;
    return with_year ? checked(numbers[0], numbers[1], numbers[2]) : checked(std::nullopt, numbers[0], numbers[1]);
}

}  // namespace bot::text
