#include "learn/temperature.hpp"

#include <algorithm>
#include <cmath>

namespace bot::learn {
namespace {

constexpr float coldest = 0.05F;
constexpr float hottest = 60.0F;
constexpr int steps = 12;  // each leaves two thirds of the interval: some 5 % of the temperature in the end
constexpr int rounds = 3;  // over all ways of scoring

double surprise(const std::vector<Tried>& tries, const std::vector<float>& temperatures) {
    double total = 0;
    std::vector<float> sums;
    for (const auto& one : tries) {
        sums.assign(one.scores.front()->size(), 0);
        for (std::size_t way = 0; way < one.scores.size(); ++way) {
            for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += temperatures[way] * (*one.scores[way])[i];
        }
        const float top = *std::max_element(sums.begin(), sums.end());
        float sum = 0;
        for (const float score : sums) sum += std::exp(score - top);
        total += std::log(sum) - (sums[one.right] - top);
    }
    return total;
}

// The surprise is convex in each temperature, so a third of the interval can be dropped at each step.
void improve(const std::vector<Tried>& tries, std::vector<float>& temperatures, std::size_t way) {
    float low = std::log(coldest);
    float high = std::log(hottest);
    const auto with = [&](float logarithm) {
        temperatures[way] = std::exp(logarithm);
        return surprise(tries, temperatures);
    };
    for (int step = 0; step < steps; ++step) {
        const float left = low + (high - low) / 3;
        const float right = high - (high - low) / 3;
        if (with(left) < with(right)) {
            high = right;
        } else {
            low = left;
        }
    }
    temperatures[way] = std::exp((low + high) / 2);
}

}  // namespace

std::vector<float> least_surprising_temperatures(const std::vector<Tried>& tries, std::size_t ways) {
    std::vector<float> temperatures(ways, 1);
    if (tries.empty()) return temperatures;
    for (int round = 0; round < (ways == 1 ? 1 : rounds); ++round) {
        for (std::size_t way = 0; way < ways; ++way) improve(tries, temperatures, way);
    }
    return temperatures;
}

}  // namespace bot::learn
