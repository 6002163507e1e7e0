// How much each way of scoring is to be believed.
#pragma once

#include <cstddef>
#include <vector>

namespace bot::learn {

// The scores of a text whose right answer is known, by one or more ways of scoring.
struct Tried {
    std::vector<const std::vector<float>*> scores;
    std::size_t right = 0;
};

// One factor a way of scoring; the sums of the scores times these surprise least over all tries.
std::vector<float> least_surprising_temperatures(const std::vector<Tried>& tries, std::size_t ways);

}  // namespace bot::learn
