// What a text is alike to: numbers that texts with much in common share, whatever the order of their words, and from which
// no word can be read back.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "router/features.hpp"

namespace bot::router {

struct Likeness {
    // Two texts alike meet under at least one of their keys, and most that meet are alike.
    std::array<std::uint32_t, 5> keys{};
    // One byte a place. The share of equal places estimates how much of two texts is the same.
    std::array<std::uint8_t, 48> sketch{};
    bool operator==(const Likeness&) const = default;
};

// Of the features of one text, in any order. Nothing when the text says too little to be compared: "在吗", "1".
std::optional<Likeness> likeness_of(const std::vector<Feature>& features);

// How much of two texts is the same: 1 for all, about 0 for nothing.
double how_alike(const Likeness& one, const Likeness& other);

// From here on two texts are taken for the same matter. Measured, see docs/routing.md.
inline constexpr double surely_alike = 0.33;

}  // namespace bot::router
