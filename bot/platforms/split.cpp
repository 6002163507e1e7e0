// Walks the text once, remembering the best place to cut so far.
#include "platforms/split.hpp"

namespace bot::platforms {
namespace {

struct CodePoint {
    char32_t value;
    std::size_t bytes;
};

std::size_t sequence_length(unsigned char lead) {
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    return 1;
}

// The first code point of a text that is not empty. A byte out of place stands for itself as U+FFFD.
CodePoint first_code_point(std::string_view utf8) {
    const auto lead = static_cast<unsigned char>(utf8.front());
    const auto length = sequence_length(lead);
    if (length == 1) return {lead < 0x80 ? char32_t{lead} : U'\uFFFD', 1};
    if (utf8.size() < length) return {U'\uFFFD', 1};
    char32_t value = lead & (0xFFU >> (length + 1));
    for (const char c : utf8.substr(1, length - 1)) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80) return {U'\uFFFD', 1};
        value = (value << 6) | (byte & 0x3FU);
    }
    static constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest[length] || surrogate || value > 0x10FFFF) return {U'\uFFFD', 1};
    return {value, length};
}

std::size_t units_of(char32_t c) { return c >= 0x10000 ? 2 : 1; }

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

bool ends_sentence(char32_t c, std::string_view after) {
    switch (c) {
        case U'。':
        case U'！':
        case U'？':
        case U'；':
        case U'…':
        case U'\n':
            return true;
        case U'.':
        case U'!':
        case U'?':
        case U';':
            return after.empty() || is_blank(after.front());
        default:
            return false;
    }
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

// Length in bytes of the first part.
std::size_t first_cut(std::string_view utf8, std::size_t limit) {
    std::size_t at = 0, units = 0, sentence = 0, blank = 0;
    while (at < utf8.size()) {
        const auto next = first_code_point(utf8.substr(at));
        if (units + units_of(next.value) > limit) return sentence ? sentence : blank ? blank : at;
        at += next.bytes;
        units += units_of(next.value);
        if (units <= limit / 2) continue;
        if (ends_sentence(next.value, utf8.substr(at))) sentence = at;
        if (next.value == U' ') blank = at;
    }
    return at;
}

}  // namespace

std::size_t utf16_units(std::string_view utf8) {
    std::size_t units = 0;
    while (!utf8.empty()) {
        const auto next = first_code_point(utf8);
        units += units_of(next.value);
        utf8.remove_prefix(next.bytes);
    }
    return units;
}

std::size_t columns(std::string_view utf8) {
    std::size_t wide = 0;
    while (!utf8.empty()) {
        const auto next = first_code_point(utf8);
        wide += next.value >= 0x1100 ? 2 : 1;
        utf8.remove_prefix(next.bytes);
    }
    return wide;
}

std::vector<std::string_view> split_utf16(std::string_view utf8, std::size_t limit) {
    std::vector<std::string_view> parts;
    utf8 = trimmed(utf8);
    while (!utf8.empty()) {
        const auto cut = first_cut(utf8, limit);
        parts.push_back(trimmed(utf8.substr(0, cut)));
        utf8 = trimmed(utf8.substr(cut));
    }
    return parts;
}

}  // namespace bot::platforms
