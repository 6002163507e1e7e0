// Where sentences end, and which language a text is in.
#include "text/codepoints.hpp"
#include "text/normalize.hpp"

namespace bot::text {
namespace {

enum class Ending { none, always, before_blank };

Ending ending(char32_t c) {
    switch (c) {
        case U'\u3002':  // ideographic full stop, and its half-width form
        case U'\uFF61':
        case U'\uFF01':  // full-width ! ? ;
        case U'\uFF1F':
        case U'\uFF1B':
        case U'\u2026':  // …
        case U';':
        case U'\n':
        case U'\r':
        case 0x85:
        case 0x2028:
        case 0x2029:
            return Ending::always;
        case U'.':
        case U'!':
        case U'?':
            return Ending::before_blank;
        default:
            return Ending::none;
    }
}

// Half-width "!" and "?" in the middle of Chinese end a sentence without a blank; "." does not, as in 3.5.
bool ends_here(char32_t c, std::string_view text, std::size_t behind) {
    const auto kind = ending(c);
    if (kind != Ending::before_blank) return kind == Ending::always;
    if (behind == text.size()) return true;
    const char32_t next = next_code_point(text, behind);
    return is_blank(next) || ending(next) != Ending::none ||
           (c != U'.' && !is_latin_letter(next) && !is_ascii_digit(next));
}

struct Trimmed {
    std::string_view view;
    bool says_something = false;
};

Trimmed trimmed(std::string_view piece) {
    std::size_t begin = piece.size();
    std::size_t end = piece.size();
    bool says_something = false;
    for (std::size_t at = 0; at < piece.size();) {
        const std::size_t start = at;
        const char32_t c = next_code_point(piece, at);
        if (is_blank(c)) continue;
        if (begin == piece.size()) begin = start;
        end = at;
        says_something = says_something || is_letter_or_number(c);
    }
    return {piece.substr(begin, end - begin), says_something};
}

}  // namespace

std::vector<std::string_view> sentences(std::string_view text) {
    std::vector<std::string_view> found;
    std::size_t begin = 0;
    const auto close = [&](std::size_t end) {
        const auto [view, says_something] = trimmed(text.substr(begin, end - begin));
        if (says_something) found.push_back(view);
        begin = end;
    };
    bool ended = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t c = next_code_point(text, at);
        const bool ends = ends_here(c, text, at);
        if (ended && !ends) close(start);  // "!!!" stays with the sentence it ends
        ended = ends;
    }
    close(text.size());
    return found;
}

std::vector<std::string_view> phrases(std::string_view text) {
    std::vector<std::string_view> out;
    for (auto rest : sentences(text)) {
        for (std::size_t at = 0; at < rest.size();) {
            const auto start = at;
            const char32_t c = next_code_point(rest, at);
            if (c != U',' && c != U'\uFF0C' && c != U'\u3001') continue;
            if (start > 0) out.push_back(rest.substr(0, start));
            rest.remove_prefix(at);
            at = 0;
        }
        if (!rest.empty()) out.push_back(rest);
    }
    return out;
}

Language guess_language(std::string_view normalized) {
    std::size_t latin = 0;
    std::size_t han = 0;
    for (std::size_t at = 0; at < normalized.size();) {
        const char32_t c = next_code_point(normalized, at);
        if (is_han(c))
            ++han;
        else if (is_latin_letter(c))
            ++latin;
    }
    // A Han character says about as much as three letters; "clearly" is twice that, so "HR说下周给我" stays
    // Chinese.
    return latin > 6 * han ? Language::en : Language::zh_hans;
}

}  // namespace bot::text
