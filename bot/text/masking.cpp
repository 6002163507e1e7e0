// Puts the rules of masking together.
#include "text/masking.hpp"

#include <algorithm>

#include "text/codepoints.hpp"
#include "text/masking_parts.hpp"
#include "text/normalize.hpp"
#include "text/simplified.hpp"

namespace bot::text {
namespace masking {
namespace {

constexpr char32_t dropped = 0;
constexpr char32_t keycap = 0x20E3;  // drawn around the character before it

char32_t plain(char32_t c) { return c >= U'A' && c <= U'Z' ? c + 32 : c; }

// Digits come in many shapes ("①", "１", "𝟏"); whatever folds to one plain character is that character here.
char32_t key_of(char32_t c, const Simplified& simplified) {
    if (is_blank(c)) return U' ';
    if (c == bad_code_point || c == keycap || c < 0x20 || c == 0x7F) return dropped;
    if (c < 0x80) return plain(c);
    if (is_han(c)) return simplified(c);
    std::string alone;
    append_utf8(alone, c);
    const auto folded = to_utf32(normalize(alone));
    if (folded.empty()) return dropped;
    return folded.size() == 1 || is_ascii_digit(folded.front()) ? folded.front() : c;
}

Letters letters_of(std::string_view text) {
    const auto& simplified = Simplified::table();
    Letters letters;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        const char32_t key = key_of(c, simplified);
        if (key == dropped) continue;
        letters.written.push_back(c);
        letters.keys.push_back(key);
    }
    return letters;
}

std::string once(std::string_view text) {
    const auto letters = letters_of(text);
    Spans spans;
    for (const auto rule : {find_addresses, find_numbers, find_people, find_english_people, find_places})
        rule(letters, spans);
    std::u32string marks(letters.keys.size(), dropped);
    for (const auto& span : spans) {
        for (auto at = span.begin; at < span.end; ++at) {
            if (marks[at] == dropped) marks[at] = span.mark;  // the earlier rule was the more certain one
        }
    }
    std::string out;
    for (std::size_t at = 0; at < marks.size(); ++at) {
        if (marks[at] == dropped) {
            append_utf8(out, letters.written[at]);
        } else if (at == 0 || marks[at] != marks[at - 1]) {
            append_utf8(out, marks[at]);
        }
    }
    return out;
}

}  // namespace

bool is_digit(char32_t key) { return is_ascii_digit(key); }

bool is_gap(Keys keys, std::size_t at) { return at >= keys.size() || !is_letter_or_number(keys[at]); }

std::size_t starts(Keys keys, std::size_t at, std::initializer_list<Keys> words) {
    std::size_t longest = 0;
    for (const auto word : words) {
        if (word.size() > longest && keys.substr(std::min(at, keys.size())).starts_with(word))
            longest = word.size();
    }
    return longest;
}

std::size_t ends(Keys keys, std::size_t at, std::initializer_list<Keys> words) {
    std::size_t longest = 0;
    for (const auto word : words) {
        if (word.size() > longest && keys.substr(0, at).ends_with(word)) longest = word.size();
    }
    return longest;
}

bool is_joint(char32_t key) {
    return contains(
        U"的在是有和跟从被想要没我你您他她它们这那做了也都就到给不住已个来过去说让叫请打找把上下里哪什么怎啥"
        U"吗呢吧啊哦嗯人与及或"
        U"但很太又再还能会可对向由因所以今昨",
        key);
}

}  // namespace masking

std::string masked(std::string_view text) {
    // What one pass took away may bring two halves together; from the second pass on there is hardly ever
    // anything left.
    constexpr int most_passes = 8;
    auto before = masking::once(text);
    for (int pass = 1; pass < most_passes; ++pass) {
        auto after = masking::once(before);
        if (after == before) break;
        before = std::move(after);
    }
    return before;
}

std::string without_marks(std::string_view masked) {
    std::string out(masked);
    std::erase(out, static_cast<char>(masking::name_mark));
    return out;
}

}  // namespace bot::text
