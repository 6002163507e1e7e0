// The layered scores learn what sums cannot, the same each time; temperatures are found again.
#include "learn/network.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "learn/temperature.hpp"

using namespace bot;

namespace {

// Two words that mean one thing alone and another together.
learn::Lines together() {
    learn::Lines lines;
    lines.hashes = {1, 2, 3};
    lines.rarity = {1, 1, 1};
    for (int i = 0; i < 40; ++i) {
        lines.texts.push_back({{0, 1}});
        lines.texts.push_back({{1, 1}});
        lines.texts.push_back({{0, 0.7F}, {1, 0.7F}});
        lines.texts.push_back({{2, 1}});
    }
    return lines;
}

learn::Answers answers(std::vector<std::string> names, std::vector<int> four) {
    learn::Answers all{std::move(names), {}};
    for (int i = 0; i < 40; ++i) all.numbers.insert(all.numbers.end(), four.begin(), four.end());
    return all;
}

std::vector<float> outputs(const learn::Network& network, const learn::Line& line) {
    const auto units = network.layer.hidden_bias.size();
    auto hidden = network.layer.hidden_bias;
    for (const auto& entry : line) {
        for (std::size_t i = 0; i < units; ++i) hidden[i] += entry.value * network.rows[entry.row * units + i];
    }
    auto all = network.layer.bias;
    for (std::size_t output = 0; output < all.size(); ++output) {
        for (std::size_t i = 0; i < units; ++i) all[output] += std::max(0.0F, hidden[i]) * network.layer.weights[output * units + i];
    }
    return all;
}

constexpr learn::NetworkOptions patient{.hidden = 16, .rounds = 60, .words_left_out = 0, .units_left_out = 0};

}  // namespace

TEST_CASE("two words together may mean what neither means alone") {
    const auto lines = together();
    const auto first = answers({"alone", "both"}, {0, 0, 1, 0});
    const auto second = answers({"calm", "urgent"}, {0, 0, 0, 1});
    const auto network = learn::train_network(lines, first, second, patient);
    for (std::size_t i = 0; i < 4; ++i) {
        const auto said = outputs(network, lines.texts[i]);
        REQUIRE(said.size() == 4);
        CHECK((said[1] > said[0]) == (i == 2));
        CHECK((said[3] > said[2]) == (i == 3));
    }
    const auto again = learn::train_network(lines, first, second, patient);
    CHECK(again.rows == network.rows);
    CHECK(again.layer.weights == network.layer.weights);
}

TEST_CASE("texts without words or without an answer teach no nonsense") {
    auto lines = together();
    lines.texts[0].clear();
    auto first = answers({"alone", "both"}, {0, 0, 1, 0});
    first.numbers[1] = -1;
    const auto network = learn::train_network(lines, first, {}, patient);
    for (const float weight : network.layer.weights) CHECK(std::isfinite(weight));
    CHECK(network.layer.bias.size() == 2);
    const auto nothing = learn::train_network({}, {}, {}, patient);
    CHECK(nothing.rows.empty());
    CHECK(nothing.layer.bias.empty());
}

TEST_CASE("a way of scoring that is often wrong is believed less") {
    const std::vector<float> left{1, 0};
    const std::vector<float> right{0, 1};
    std::vector<learn::Tried> tries;
    for (std::size_t i = 0; i < 100; ++i) tries.push_back({{&left, i % 2 == 0 ? &right : &left}, i % 20 == 1 ? std::size_t{1} : std::size_t{0}});
    const auto found = learn::least_surprising_temperatures(tries, 2);
    REQUIRE(found.size() == 2);
    CHECK(found[0] > found[1]);
    CHECK(learn::least_surprising_temperatures({}, 2) == std::vector<float>{1, 1});
}
