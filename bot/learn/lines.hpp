// The texts of a lesson as lines of numbers: what both ways of learning are taught with.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "learn/corpus.hpp"

namespace bot::learn {

struct Entry {
    std::uint32_t row = 0;  // of a known feature
    float value = 0;
};
using Line = std::vector<Entry>;  // ascending rows; of length one, as vectors are long

struct Lines {
    std::vector<std::uint32_t> hashes;  // of the known features
    std::vector<float> rarity;          // by feature: how much seldom ones count more
    std::vector<Line> texts;
};

// Knows the features of at least `fewest` samples.
Lines lines_of(const std::vector<const Sample*>& samples, std::size_t fewest);

// Knows only these rows; each text again of length one.
Lines only(const Lines& lines, const std::vector<std::size_t>& rows);

// The answers of all samples as numbers, and what the numbers mean. An empty answer is number -1.
struct Answers {
    std::vector<std::string> names;  // sorted
    std::vector<int> numbers;
};
Answers answers_of(const std::vector<const Sample*>& samples, std::string Sample::* which);

}  // namespace bot::learn
