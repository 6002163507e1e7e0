// Single code points of UTF-8 text: taking them, writing them, and the few classes of them that matter
// for matching.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bot::text {

inline constexpr char32_t bad_code_point = 0xFFFD;

// The code point at `at`, which is moved behind it. Any bytes are taken: a malformed sequence gives U+FFFD
// and moves by its longest well-formed beginning, at least one byte (Unicode 15, section 3.9, "maximal
// subpart").
char32_t next_wide_code_point(std::string_view bytes, std::size_t& at);
inline char32_t next_code_point(std::string_view bytes, std::size_t& at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte >= 0x80) return next_wide_code_point(bytes, at);
    ++at;
    return byte;
}

void append_wide_utf8(std::string& out, char32_t code_point);  // from U+0080
inline void append_utf8(std::string& out, char32_t code_point) {
    if (code_point >= 0x80) return append_wide_utf8(out, code_point);
    out.push_back(static_cast<char>(code_point));
}

std::u32string to_utf32(std::string_view bytes);

constexpr bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
constexpr bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
constexpr bool is_han(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3007 || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0x20000 && c <= 0x323AF);
}

bool is_latin_letter(char32_t c);
bool is_letter(char32_t c);            // of any script, Han included
bool is_letter_or_number(char32_t c);  // of any script

bool is_wide_blank(char32_t c);
inline bool is_blank(char32_t c) {  // white space and line ends
    return c < 0x80 ? c == U' ' || (c >= U'\t' && c <= U'\r') : is_wide_blank(c);
}

}  // namespace bot::text
