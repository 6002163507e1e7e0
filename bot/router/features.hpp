// What the model looks at in a text: characters and words, neighbours in pairs, and pieces of words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace bot::router {

struct Feature {
    std::uint32_t hash = 0;
    float weight = 1;
};

// The features of a text from text::normalize, in reading order, with repetitions. Han characters count one
// by one, Latin words and digit runs as one unit each; pairs do not reach across punctuation. Triples of
// characters were weighed and left out: with a few dozen examples a topic they made guesses worse.
std::vector<Feature> features_of(std::string_view normalized);

}  // namespace bot::router
