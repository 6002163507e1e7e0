// UTF-8: decoding that survives any bytes, checking, repairing, counting and cutting.
#include <utf8proc.h>

#include <algorithm>
#include <cstdint>

#include "text/codepoints.hpp"
#include "text/normalize.hpp"

namespace bot::text {
namespace {

struct Lead {
    unsigned continuation = 0;  // bytes that follow; 0 with first > last: not a lead byte
    std::uint8_t first =
        0x80;  // range of the first following byte, which excludes overlong forms and surrogates
    std::uint8_t last = 0xBF;
    std::uint8_t bits = 0;
};

constexpr Lead lead_of(std::uint8_t byte) {
    if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF, 0x1F};
    if (byte == 0xE0) return {2, 0xA0, 0xBF, 0x0F};
    if (byte == 0xED) return {2, 0x80, 0x9F, 0x0F};
    if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF, 0x0F};
    if (byte == 0xF0) return {3, 0x90, 0xBF, 0x07};
    if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF, 0x07};
    if (byte == 0xF4) return {3, 0x80, 0x8F, 0x07};
    return {};
}

struct Taken {
    char32_t code_point = bad_code_point;
    bool good = false;
};

Taken take(std::string_view bytes, std::size_t& at) {
    const auto byte = static_cast<std::uint8_t>(bytes[at++]);
    if (byte < 0x80) return {byte, true};
    const Lead lead = lead_of(byte);
    if (lead.continuation == 0) return {};
    char32_t value = byte & lead.bits;
    for (unsigned i = 0; i < lead.continuation; ++i) {
        if (at == bytes.size()) return {};
        const auto next = static_cast<std::uint8_t>(bytes[at]);
        const bool fits = i == 0 ? next >= lead.first && next <= lead.last : (next & 0xC0U) == 0x80U;
        if (!fits) return {};
        value = (value << 6U) | (next & 0x3FU);
        ++at;
    }
    return {value, true};
}

bool is_continuation(char byte) { return (static_cast<std::uint8_t>(byte) & 0xC0U) == 0x80U; }

utf8proc_category_t category(char32_t c) { return utf8proc_category(static_cast<utf8proc_int32_t>(c)); }

}  // namespace

char32_t next_wide_code_point(std::string_view bytes, std::size_t& at) { return take(bytes, at).code_point; }

void append_wide_utf8(std::string& out, char32_t c) {
    const auto tail = [&out, c](unsigned shift) {
        out.push_back(static_cast<char>(0x80U | ((c >> shift) & 0x3FU)));
    };
    if (c < 0x800) {
        out.push_back(static_cast<char>(0xC0U | (c >> 6U)));
        tail(0);
    } else if (c < 0x10000) {
        out.push_back(static_cast<char>(0xE0U | (c >> 12U)));
        tail(6);
        tail(0);
    } else {
        out.push_back(static_cast<char>(0xF0U | (c >> 18U)));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::u32string to_utf32(std::string_view bytes) {
    std::u32string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) out.push_back(next_code_point(bytes, at));
    return out;
}

bool valid_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        if (!take(bytes, at).good) return false;
    }
    return true;
}

std::string repaired_utf8(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) append_utf8(out, next_code_point(bytes, at));
    return out;
}

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char byte) { return !is_continuation(byte); }));
}

std::string first_characters(std::string_view utf8, std::size_t count) {
    std::size_t seen = 0;
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        if (is_continuation(utf8[at])) continue;
        if (seen++ == count) return std::string(utf8.substr(0, at));
    }
    return std::string(utf8);
}

bool is_letter(char32_t c) {
    if (c < 0x80) return is_ascii_letter(c);
    if (is_han(c)) return true;
    const auto kind = category(c);
    return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO;
}

bool is_letter_or_number(char32_t c) {
    if (c < 0x80) return is_ascii_letter(c) || is_ascii_digit(c);
    if (is_han(c)) return true;
    const auto kind = category(c);
    return (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) ||
           (kind >= UTF8PROC_CATEGORY_ND && kind <= UTF8PROC_CATEGORY_NO);
}

bool is_latin_letter(char32_t c) {
    if (c < 0x80) return is_ascii_letter(c);
    const bool latin_block =
        (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
    return latin_block;
}

bool is_wide_blank(char32_t c) {
    if (is_han(c)) return false;
    if (c == 0x85) return true;
    const auto kind = category(c);
    return kind >= UTF8PROC_CATEGORY_ZS && kind <= UTF8PROC_CATEGORY_ZP;
}

}  // namespace bot::text
