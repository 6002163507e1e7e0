// Days as people and spreadsheets write them.
#include <array>
#include <charconv>

#include "sheets/sheet.hpp"
#include "text/normalize.hpp"

namespace bot::sheets {
namespace {

using std::chrono::sys_days;

constexpr int first_year = 1900;
constexpr int last_year = 2199;

// Up to `most` digits from `at`, which is moved behind them; nothing when there are none or more.
std::optional<int> digits(std::string_view text, std::size_t& at, std::size_t most) {
    const auto from = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    if (at == from || at - from > most) return std::nullopt;
    int value = 0;
    std::from_chars(text.data() + from, text.data() + at, value);
    return value;
}

// One of the signs between the parts, or the character for year, month and day.
bool sign(std::string_view text, std::size_t& at, std::string_view han) {
    if (text.substr(at).starts_with(han)) {
        at += han.size();
        return true;
    }
    if (at < text.size() && (text[at] == '-' || text[at] == '/' || text[at] == '.')) {
        ++at;
        return true;
    }
    return false;
}

std::optional<sys_days> day_of(int year, int month, int day) {
    using namespace std::chrono;
    if (year < first_year || year > last_year || month < 1 || day < 1) return std::nullopt;
    const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return sys_days{date};
}

// Whole days since the zero day, the time of the day behind a point left out.
std::optional<sys_days> counted(std::string_view text, sys_days zero_day) {
    std::size_t at = 0;
    const auto count = digits(text, at, 6);
    if (!count) return std::nullopt;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (!digits(text, at, 17)) at = text.size() + 1;
    }
    if (at != text.size()) return std::nullopt;
    const auto day = zero_day + std::chrono::days{*count};
    const std::chrono::year_month_day date{day};
    const auto year = static_cast<int>(date.year());
    if (*count == 0 || year < first_year || year > last_year) return std::nullopt;
    return day;
}

std::optional<sys_days> written(std::string_view text) {
    constexpr std::string_view year_mark = "年";
    constexpr std::string_view month_mark = "月";
    constexpr std::string_view day_mark = "日";
    std::size_t at = 0;
    const auto year = digits(text, at, 4);
    if (!year || !sign(text, at, year_mark)) return std::nullopt;
    const auto month = digits(text, at, 2);
    if (!month || !sign(text, at, month_mark)) return std::nullopt;
    const auto day = digits(text, at, 2);
    if (!day) return std::nullopt;
    if (text.substr(at).starts_with(day_mark)) at += day_mark.size();
    // What follows is a time of the day: "2026-03-01 08:00", "2026-03-01t00:00:00".
    if (at != text.size() && text[at] != ' ' && text[at] != 't') return std::nullopt;
    return day_of(*year, *month, *day);
}

}  // namespace

std::optional<sys_days> day_in(std::string_view cell, sys_days zero_day) {
    const auto plain = text::normalize(cell);  // full width digits and signs become ordinary ones
    if (const auto day = written(plain)) return day;
    // Eight digits are a date written without signs, six and fewer a count of days.
    if (plain.size() == 8) {
        int all = 0;
        const auto [end, failed] = std::from_chars(plain.data(), plain.data() + plain.size(), all);
        if (failed == std::errc{} && end == plain.data() + plain.size()) {
            return day_of(all / 10000, all / 100 % 100, all % 100);
        }
    }
    return counted(plain, zero_day);
}

}  // namespace bot::sheets
