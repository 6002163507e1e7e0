// What counts as a word of the program's own, in log fields and metric labels.
#pragma once

#include <algorithm>
#include <string_view>

namespace bot::observe {

// Lower-case letters, digits, '_', '-', '.', ':'; 1 to 64 of them.
inline bool is_code(std::string_view word) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
               c == ':';
    };
    return !word.empty() && word.size() <= 64 && std::all_of(word.begin(), word.end(), fits);
}

}  // namespace bot::observe
