#include "learn/regression.hpp"

#include <algorithm>

namespace bot::learn {

std::vector<Heard> hear(const std::vector<config::RegressionLine>& lines, const Topics& topics,
                        const Hear& with) {
    std::vector<Heard> heard;
    heard.reserve(lines.size());
    for (const auto& one : lines) {
        const auto reading = with(one.example.text);
        const bool guessed = !reading.guesses.empty();
        heard.push_back({guessed && topic_of(topics, reading.guesses.front().subcategory) ==
                                        topic_of(topics, one.example.subcategory),
                         reading.alarm == dialogue::Alarm::crisis, reading.alarm != dialogue::Alarm::none});
    }
    return heard;
}

Standing standing(const std::vector<config::RegressionLine>& lines, const std::vector<Heard>& heard) {
    Standing all;
    all.lines = lines.size();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool crisis = lines[i].example.urgency == "crisis";
        const bool alarming = lines[i].example.urgency != "normal";
        all.topics += heard[i].topic ? 1 : 0;
        all.crises += crisis ? 1 : 0;
        all.crises_found += crisis && heard[i].crisis ? 1 : 0;
        all.alarming += alarming ? 1 : 0;
        all.noticed += alarming && heard[i].noticed ? 1 : 0;
    }
    return all;
}

bool Comparison::keeps() const {
    const bool crisis_lost =
        std::any_of(lost.begin(), lost.end(), [](const auto& one) { return one.what == "crisis"; });
    return after.topics >= before.topics && !crisis_lost && after.noticed >= before.noticed;
}

Comparison compare(const std::vector<config::RegressionLine>& lines, const std::vector<Heard>& before,
                   const std::vector<Heard>& after) {
    Comparison both{standing(lines, before), standing(lines, after), {}};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& urgency = lines[i].example.urgency;
        if (before[i].topic && !after[i].topic) both.lost.push_back({&lines[i], "topic"});
        if (urgency == "crisis" && before[i].crisis && !after[i].crisis)
            both.lost.push_back({&lines[i], "crisis"});
        if (urgency != "normal" && before[i].noticed && !after[i].noticed)
            both.lost.push_back({&lines[i], "urgent"});
    }
    return both;
}

}  // namespace bot::learn
