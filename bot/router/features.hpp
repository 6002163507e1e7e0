// What the model looks at in a text: characters alone, in pairs and in threes, words and pieces of words, and how
// the characters sound.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "router/concepts.hpp"

namespace bot::router {

struct Feature {
    std::uint32_t hash = 0;
    float weight = 1;
};

// The features of a text from text::normalize, in reading order, with repetitions. Han characters count one by one,
// Latin words and digit runs as one unit each; pairs and triples do not reach across punctuation. A pair of Han
// characters also counts by its sound, so that a slip of a pinyin keyboard is still understood.
// Concepts found in the text count as features of their own, alone and in pairs of neighbours.
std::vector<Feature> features_of(std::string_view normalized, const Concepts& concepts);

}  // namespace bot::router
