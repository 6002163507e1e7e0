// Takes case numbers apart from the words beside them.
#include "router/said_number.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/case.hpp"
#include "text/codepoints.hpp"

namespace bot::router {
namespace {

constexpr std::size_t fewest_digits = 4;
constexpr std::size_t most_digits = 16;  // row numbers go to 10^15, and one check digit

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Longer labels first, since the shorter are parts of them.
constexpr std::array<std::string_view, 9> labels{"case number", "case no", "编号", "单号", "案号",
                                                 "工单",        "case",    "no",   "号"};

// English labels must not be the end of a longer word: "casino 10013" is no "casi".
bool ends_with_label(std::string_view words, std::string_view label) {
    if (!words.ends_with(label)) return false;
    const std::size_t before = words.size() - label.size();
    return before == 0 || !text::is_ascii_letter(static_cast<unsigned char>(label.front())) ||
           !text::is_ascii_letter(static_cast<unsigned char>(words[before - 1]));
}

SaidNumber said(std::string_view digits, std::string_view words) {
    return {row_of(digits), digits, bare(words)};
}

}  // namespace

std::string_view bare(std::string_view normalized) {
    std::size_t begin = normalized.size();
    std::size_t end = normalized.size();
    for (std::size_t at = 0; at < normalized.size();) {
        const std::size_t start = at;
        if (!text::is_letter_or_number(text::next_code_point(normalized, at))) continue;
        if (begin == normalized.size()) begin = start;
        end = at;
    }
    return normalized.substr(begin, end - begin);
}

std::string joined(std::string_view normalized) {
    const auto words = bare(normalized);
    std::string out(words.empty() ? normalized : words);
    std::erase(out, ' ');
    return out;
}

std::optional<std::int64_t> row_of(std::string_view digits) {
    if (digits.size() < fewest_digits || digits.size() > most_digits || digits.front() == '0')
        return std::nullopt;
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return without_check_digit(number);
}

std::string_view without_label(std::string_view words) {
    words = bare(words);
    for (const auto label : labels) {
        if (ends_with_label(words, label)) return bare(words.substr(0, words.size() - label.size()));
    }
    return words;
}

std::optional<SaidNumber> number_at_end(std::string_view normalized) {
    auto said_text = bare(normalized);
    constexpr std::string_view unit = "号";
    if (said_text.ends_with(unit)) said_text = bare(said_text.substr(0, said_text.size() - unit.size()));
    std::size_t begin = said_text.size();
    while (begin > 0 && is_digit(said_text[begin - 1])) --begin;
    if (begin == said_text.size()) return std::nullopt;
    return said(said_text.substr(begin), without_label(said_text.substr(0, begin)));
}

std::optional<SaidNumber> number_at_begin(std::string_view normalized) {
    auto said_text = bare(normalized);
    for (const auto label : labels) {
        if (!said_text.starts_with(label)) continue;
        said_text = bare(said_text.substr(label.size()));
        break;
    }
    std::size_t end = 0;
    while (end < said_text.size() && is_digit(said_text[end])) ++end;
    if (end == 0) return std::nullopt;
    const auto digits = said_text.substr(0, end);
    auto words = bare(said_text.substr(end));
    constexpr std::string_view unit = "号";
    if (words.starts_with(unit)) words = bare(words.substr(unit.size()));
    return said(digits, words);
}

}  // namespace bot::router
