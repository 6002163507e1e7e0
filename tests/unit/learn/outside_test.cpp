// What belongs to no class is told by how unsure the guess is, with a threshold that the judged samples had no part in.
#include "learn/outside.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace bot;
using learn::Verdict;

namespace {

Verdict verdict(const char* right, const char* guess, float confidence) {
    Verdict one;
    one.right = right;
    one.guess = guess;
    one.label = guess;
    one.confidence = confidence;
    return one;
}

// `count` messages of class a, understood with growing confidence, from `least` on.
std::vector<Verdict> understood(int count, float least) {
    std::vector<Verdict> verdicts;
    for (int i = 0; i < count; ++i) verdicts.push_back(verdict("a", "a", least + 0.001F * static_cast<float>(i)));
    return verdicts;
}

}  // namespace

TEST_CASE("one in fifty of what was understood may be lost, and no more") {
    auto verdicts = understood(100, 0.5F);
    CHECK(learn::outside_threshold(verdicts, "oos") == 0);  // there is no outside
    verdicts.push_back(verdict("oos", "a", 0.4F));
    verdicts.push_back(verdict("oos", "oos", 0.1F));
    const auto threshold = learn::outside_threshold(verdicts, "oos");
    CHECK(threshold == 0.502F);
    learn::send_outside(verdicts, "oos", threshold);
    const auto lost = std::count_if(verdicts.begin(), verdicts.end(), [](const auto& one) { return one.right == "a" && one.guess == "oos"; });
    CHECK(lost == 2);
    CHECK(verdicts[100].label == "oos");
    CHECK(learn::outside_threshold({}, "oos") == 0);
    CHECK(learn::outside_threshold({verdict("oos", "a", 0.4F)}, "oos") == 0);
    CHECK(learn::outside_threshold({verdict("oos", "a", 0.4F), verdict("a", "b", 0.9F)}, "oos") == 0);
}

TEST_CASE("what was wrong anyway costs nothing") {
    auto verdicts = understood(100, 0.5F);
    for (auto& one : verdicts) one.guess = one.confidence < 0.55F ? "b" : "a";
    verdicts.push_back(verdict("oos", "a", 0.4F));
    CHECK(learn::outside_threshold(verdicts, "oos") > 0.55F);
}

TEST_CASE("a group's threshold comes from the other groups") {
    auto verdicts = understood(100, 0.5F);
    std::vector<std::size_t> groups(100, 0);
    for (const auto& one : {verdict("oos", "a", 0.4F), verdict("a", "a", 0.4F), verdict("oos", "a", 0.6F)}) {
        verdicts.push_back(one);
        groups.push_back(1);
    }
    auto judged = verdicts;
    learn::send_outside_by_group(judged, groups, "oos");
    CHECK(judged[101].guess == "a");  // group 0 holds nothing that is outside, so it teaches no threshold
    groups[100] = 0;
    judged = verdicts;
    learn::send_outside_by_group(judged, groups, "oos");
    CHECK(judged[101].guess == "oos");
    CHECK(judged[102].guess == "a");  // surer than group 0 asks for
}
