#include "learn/outside.hpp"

#include <algorithm>
#include <set>

namespace bot::learn {
namespace {

// Of all that belongs to a class, what may be sent outside though it was understood.
constexpr double most_lost = 0.02;

}  // namespace

float outside_threshold(const std::vector<Verdict>& verdicts, const std::string& outside) {
    std::vector<float> right_within;
    std::size_t within = 0;
    for (const auto& one : verdicts) {
        if (one.right == outside) continue;
        ++within;
        if (one.guess == one.right) right_within.push_back(one.confidence);
    }
    const auto lost = static_cast<std::size_t>(most_lost * static_cast<double>(within));
    if (within == verdicts.size() || lost >= right_within.size()) return 0;
    std::nth_element(right_within.begin(), right_within.begin() + static_cast<std::ptrdiff_t>(lost), right_within.end());
    return right_within[lost];
}

void send_outside(std::vector<Verdict>& verdicts, const std::string& outside, float threshold) {
    for (auto& one : verdicts) {
        if (one.guess == outside || one.confidence >= threshold) continue;
        one.guess = outside;
        one.label = outside;
    }
}

void send_outside_by_group(std::vector<Verdict>& verdicts, const std::vector<std::size_t>& groups, const std::string& outside) {
    const auto judged = verdicts;
    for (const auto group : std::set<std::size_t>(groups.begin(), groups.end())) {
        std::vector<Verdict> others;
        std::vector<Verdict> these;
        for (std::size_t i = 0; i < groups.size(); ++i) (groups[i] == group ? these : others).push_back(judged[i]);
        send_outside(these, outside, outside_threshold(others, outside));
        for (std::size_t i = 0, next = 0; i < groups.size(); ++i) {
            if (groups[i] == group) verdicts[i] = these[next++];
        }
    }
}

}  // namespace bot::learn
