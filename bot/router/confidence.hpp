// Turns scores into honest confidences.
#pragma once

#include <vector>

namespace bot::router {

// Softmax in place: the hotter, the surer the best score.
void to_confidences(std::vector<float>& scores, float temperature);

}  // namespace bot::router
