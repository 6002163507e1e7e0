// The words that a labelled line may use for how urgent it is and for its language.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace bot::config {

inline constexpr std::array<std::string_view, 3> urgencies{"normal", "urgent", "crisis"};
inline constexpr std::array<std::string_view, 4> example_languages{"zh", "zh-hant", "en", "mixed"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace bot::config
