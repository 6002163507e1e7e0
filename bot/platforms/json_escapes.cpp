// The parts of JSON that are about escapes: halves of surrogate pairs on the way in, HTML on the way out.
#include <nlohmann/json.hpp>
#include <utility>

#include "platforms/json.hpp"

namespace bot::platforms {
namespace {

constexpr std::size_t escape_length = 6;  // \uXXXX

// The UTF-16 unit that stands as \uXXXX at the front; nothing when there is no such escape.
std::optional<unsigned> unit_at_front(std::string_view text) {
    if (text.size() < escape_length || text[0] != '\\' || text[1] != 'u') return std::nullopt;
    unsigned unit = 0;
    for (const char c : text.substr(2, 4)) {
        unit *= 16;
        if (c >= '0' && c <= '9') {
            unit += static_cast<unsigned>(c - '0');
        } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
            unit += static_cast<unsigned>((c | 0x20) - 'a') + 10;
        } else {
            return std::nullopt;
        }
    }
    return unit;
}

bool is_high(unsigned unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low(unsigned unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// How many bytes at a backslash belong together, and what stands for them.
struct Escape {
    std::size_t length;
    bool half;  // of a surrogate pair
};

Escape escape_at_front(std::string_view text) {
    const auto unit = unit_at_front(text);
    if (!unit) return {2, false};  // \n, \\ and the like; a broken escape is left to the parser
    if (is_low(*unit)) return {escape_length, true};
    if (!is_high(*unit)) return {escape_length, false};
    const auto next = unit_at_front(text.substr(escape_length));
    if (next && is_low(*next)) return {2 * escape_length, false};
    return {escape_length, true};
}

// What replaces the front of `text` in HTML-safe JSON, and how many bytes it replaces; 0 when it may stay.
std::pair<std::string_view, std::size_t> html_escape(std::string_view text) {
    switch (text.front()) {
        case '<':
            return {"\\u003c", 1};
        case '>':
            return {"\\u003e", 1};
        case '&':
            return {"\\u0026", 1};
        case '\'':
            return {"\\u0027", 1};
        case '\xE2':
            break;
        default:
            return {{}, 0};
    }
    if (text.starts_with("\u2028")) return {"\\u2028", 3};
    if (text.starts_with("\u2029")) return {"\\u2029", 3};
    return {{}, 0};
}

}  // namespace

std::string with_whole_surrogates(std::string_view json_text) {
    std::string out;
    out.reserve(json_text.size());
    while (!json_text.empty()) {
        const auto plain = std::min(json_text.find('\\'), json_text.size());
        out += json_text.substr(0, plain);
        json_text.remove_prefix(plain);
        if (json_text.empty()) break;
        const auto [wanted, half] = escape_at_front(json_text);
        const auto length = std::min(wanted, json_text.size());
        out += half ? std::string_view("\\ufffd") : json_text.substr(0, length);
        json_text.remove_prefix(length);
    }
    return out;
}

// These characters stand only inside strings in JSON, so replacing them anywhere in the text is right.
std::string to_html_safe_json(const nlohmann::json& value) {
    const auto plain = to_json_text(value);
    std::string out;
    out.reserve(plain.size() + plain.size() / 16);
    for (std::string_view rest = plain; !rest.empty();) {
        const auto [escape, length] = html_escape(rest);
        if (length == 0) {
            out += rest.front();
            rest.remove_prefix(1);
        } else {
            out += escape;
            rest.remove_prefix(length);
        }
    }
    return out;
}

}  // namespace bot::platforms
