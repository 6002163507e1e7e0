#include "router/confidence.hpp"

#include <algorithm>
#include <cmath>

namespace bot::router {

void to_confidences(std::vector<float>& scores, float temperature) {
    if (scores.empty()) return;
    const float top = *std::max_element(scores.begin(), scores.end());
    float total = 0;
    for (float& score : scores) {
        score = std::exp((score - top) * temperature);
        total += score;
    }
    for (float& score : scores) score /= total;
}

}  // namespace bot::router
