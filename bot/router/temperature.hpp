// Turns scores into honest confidences.
#pragma once

#include <cstddef>
#include <vector>

namespace bot::router {

// Softmax in place: the hotter, the surer the best score.
void to_confidences(std::vector<float>& scores, float temperature);

// The scores of a text whose right answer is known.
struct Tried {
    std::vector<float> scores;
    std::size_t right = 0;
};

// The temperature under which the right answers surprise least.
float least_surprising_temperature(const std::vector<Tried>& tries);

}  // namespace bot::router
