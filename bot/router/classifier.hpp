// Says which sub-category a text is about.
#pragma once

#include <string_view>
#include <vector>

#include "dialogue/reading.hpp"

namespace bot::router {

class Classifier {
public:
    virtual ~Classifier() = default;
    // At most `most` guesses, best first, confidences calibrated to sum to at most 1. `normalized` comes from
    // text::normalize. Thread-safe, no I/O, well under half a millisecond for 500 characters.
    virtual std::vector<dialogue::Guess> guess(std::string_view normalized, std::size_t most) const = 0;
};

}  // namespace bot::router
