#include "router/forms.hpp"

#include <algorithm>

#include "text/codepoints.hpp"

namespace bot::router {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Forms forms_of(std::string_view normalized) {
    Forms forms;
    forms.joined.reserve(normalized.size());
    forms.spaced.push_back(U' ');
    for (std::size_t at = 0; at < normalized.size();) {
        const char32_t c = text::next_code_point(normalized, at);
        if (!text::is_blank(c)) forms.joined.push_back(c);
        if (c == U'\'' || c == 0x2019) continue;  // "don't" and "dont" are one
        if (text::is_ascii_letter(c) || text::is_ascii_digit(c)) {
            forms.spaced.push_back(c);
        } else if (forms.spaced.back() != U' ') {
            forms.spaced.push_back(U' ');
        }
    }
    if (forms.spaced.back() != U' ') forms.spaced.push_back(U' ');
    return forms;
}

}  // namespace bot::router
