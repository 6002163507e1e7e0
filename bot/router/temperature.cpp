// Softmax, and a search for its temperature.
#include "router/temperature.hpp"

#include <algorithm>
#include <cmath>

namespace bot::router {
namespace {

constexpr float coldest = 1.0F;
constexpr float hottest = 60.0F;
constexpr int steps = 9;  // each leaves two thirds of the interval: some 5 % of the temperature in the end

double surprise(const std::vector<Tried>& tries, float temperature) {
    double total = 0;
    for (const auto& [scores, right] : tries) {
        const float top = *std::max_element(scores.begin(), scores.end());
        float sum = 0;
        for (const float score : scores) sum += std::exp((score - top) * temperature);
        total += std::log(sum) - (scores[right] - top) * temperature;
    }
    return total;
}

}  // namespace

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

// The surprise is convex in the temperature, so a third of the interval can be dropped at each step.
float least_surprising_temperature(const std::vector<Tried>& tries) {
    float low = std::log(coldest);
    float high = std::log(hottest);
    for (int step = 0; step < steps; ++step) {
        const float left = low + (high - low) / 3;
        const float right = high - (high - low) / 3;
        if (surprise(tries, std::exp(left)) < surprise(tries, std::exp(right))) {
            high = right;
        } else {
            low = left;
        }
    }
    return std::exp((low + high) / 2);
}

}  // namespace bot::router
