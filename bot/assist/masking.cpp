// Hides numbers and addresses, from left to right in one pass each.
#include "assist/masking.hpp"

#include <array>
#include <optional>

#include "text/codepoints.hpp"
#include "text/normalize.hpp"

namespace bot::assist {
namespace {

constexpr std::size_t masked_digits = 5;
constexpr std::string_view star = "*";

// Where the run of characters that `belongs` takes ends.
template <class Belongs>
std::size_t run_end(std::string_view words, std::size_t at, Belongs belongs) {
    while (at < words.size()) {
        auto next = at;
        if (!belongs(text::next_code_point(words, next))) break;
        at = next;
    }
    return at;
}

// Signs of which mail and web addresses are made. Han characters end an address.
bool of_address(char32_t c) {
    constexpr std::u32string_view signs = U".-_~:/?#@!$&'*+=%[]";
    return text::is_ascii_letter(c) || text::is_ascii_digit(c) || signs.find(c) != std::u32string_view::npos;
}

bool contains_fold(std::string_view word, std::string_view lower) {
    for (std::size_t i = 0; i + lower.size() <= word.size(); ++i) {
        std::size_t same = 0;
        while (same < lower.size() && (word[i + same] | 0x20) == (lower[same] | 0x20)) ++same;
        if (same == lower.size()) return true;
    }
    return false;
}

// "name.tld/…": a dot between letters, and letters behind the last dot before the path.
bool like_a_site(std::string_view word) {
    const auto host = word.substr(0, word.find_first_of("/?#:"));
    const auto dot = host.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || host.size() - dot - 1 < 2) return false;
    const auto letters = [](std::string_view part) {
        for (const char c : part) {
            if (!text::is_ascii_letter(static_cast<unsigned char>(c))) return false;
        }
        return true;
    };
    return letters(host.substr(dot + 1)) && host[dot - 1] != '.';
}

bool is_address(std::string_view word) {
    constexpr std::array<std::string_view, 3> marks{"@", "://", "www."};
    for (const auto mark : marks) {
        if (word.size() > mark.size() && contains_fold(word, mark)) return true;
    }
    return like_a_site(word);
}

std::string without_addresses(std::string_view words) {
    std::string out;
    for (std::size_t at = 0; at < words.size();) {
        const auto end = run_end(words, at, of_address);
        if (end == at) {
            text::append_utf8(out, text::next_code_point(words, at));
            continue;
        }
        const auto word = words.substr(at, end - at);
        out += is_address(word) ? star : word;
        at = end;
    }
    return out;
}

std::string without_long_numbers(std::string_view words) {
    std::string out;
    for (std::size_t at = 0; at < words.size();) {
        const auto end = run_end(words, at, text::is_ascii_digit);
        if (end == at) {
            text::append_utf8(out, text::next_code_point(words, at));
            continue;
        }
        const auto digits = words.substr(at, end - at);
        out += text::characters(digits) >= masked_digits ? star : digits;
        at = end;
    }
    return out;
}

}  // namespace

std::string masked(std::string_view words) {
    return without_long_numbers(text::mask_numbers(without_addresses(text::normalize(words))));
}

}  // namespace bot::assist
