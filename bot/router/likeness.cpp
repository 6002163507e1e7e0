// Weighted minimum hashing: each place of a sketch holds which of the text's features comes first in a shuffled order. Two
// texts agree in a place as often as their features overlap (A. Broder, 1997).
#include "router/likeness.hpp"

#include <algorithm>
#include <limits>

#include "router/spread.hpp"


namespace bot::router {
namespace {

constexpr std::size_t rows = 2;  // places that make one key: a pair of features in common, for one is too common
constexpr std::size_t key_places = std::tuple_size_v<decltype(Likeness::keys)> * rows;
constexpr std::size_t sketch_places = std::tuple_size_v<decltype(Likeness::sketch)>;
constexpr std::size_t places = key_places + sketch_places;

// A feature of weight 1 is shuffled twice, one of 0.3 once: roughly, it comes first as often as it weighs.
constexpr float copies_of_one = 2;
// Fewer different features (a greeting, a number, a name) are alike by chance.
constexpr std::size_t fewest_features = 24;
constexpr std::size_t most_features = 4'000;  // a thousand characters have about as many

// An odd factor and an offset for every place: an order of its own for the features.
struct Shuffles {
    std::array<std::uint64_t, places> factor{};
    std::array<std::uint64_t, places> offset{};

    Shuffles() {
        std::uint64_t seed = 0x6E69616E676A6961U;
        for (std::size_t i = 0; i < places; ++i) {
            seed += 0x9E3779B97F4A7C15U;
            factor[i] = spread(seed) | 1U;
            offset[i] = spread(seed ^ 0xA5A5A5A5A5A5A5A5U);
        }
    }
};

using First = std::array<std::uint32_t, places>;

First first_in_every_order(const std::vector<Feature>& features) {
    static const Shuffles shuffles;
    First first;
    first.fill(std::numeric_limits<std::uint32_t>::max());
    for (const auto& feature : features) {
        const auto copies = static_cast<std::uint64_t>(std::max(1.0F, feature.weight * copies_of_one + 0.5F));
        for (std::uint64_t copy = 0; copy < copies; ++copy) {
            const auto value = spread((std::uint64_t{feature.hash} << 8U) | copy);
            for (std::size_t place = 0; place < places; ++place) {
                const auto shuffled = static_cast<std::uint32_t>((value * shuffles.factor[place] + shuffles.offset[place]) >> 32U);
                first[place] = std::min(first[place], shuffled);
            }
        }
    }
    return first;
}

// Each feature once, in an order that does not depend on the text's.
std::vector<Feature> different(std::vector<Feature> features) {
    std::sort(features.begin(), features.end(), [](const auto& a, const auto& b) { return a.hash < b.hash; });
    const auto same = [](const auto& a, const auto& b) { return a.hash == b.hash; };
    features.erase(std::unique(features.begin(), features.end(), same), features.end());
    features.resize(std::min(features.size(), most_features));
    return features;
}

}  // namespace

std::optional<Likeness> likeness_of(const std::vector<Feature>& features) {
    const auto once = different(features);
    if (once.size() < fewest_features) return std::nullopt;
    const auto first = first_in_every_order(once);
    Likeness made;
    for (std::size_t key = 0; key < made.keys.size(); ++key) {
        std::uint64_t both = key;
        for (std::size_t row = 0; row < rows; ++row) both = spread(both ^ first[key * rows + row]);
        made.keys[key] = static_cast<std::uint32_t>(both);
    }
    for (std::size_t place = 0; place < sketch_places; ++place) {
        made.sketch[place] = static_cast<std::uint8_t>(spread(first[key_places + place]));
    }
    return made;
}

double how_alike(const Likeness& one, const Likeness& other) {
    int equal = 0;
    for (std::size_t place = 0; place < sketch_places; ++place) equal += one.sketch[place] == other.sketch[place] ? 1 : 0;
    // Of 256 bytes one is equal by chance.
    constexpr double by_chance = 1.0 / 256;
    return std::max(0.0, (equal / static_cast<double>(sketch_places) - by_chance) / (1 - by_chance));
}

}  // namespace bot::router
