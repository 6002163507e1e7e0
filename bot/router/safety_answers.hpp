// What a message says to the three questions of an emergency: is it safe, where, is anybody there.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dialogue/reading.hpp"
#include "router/pattern_trie.hpp"

namespace bot::router {

class SafetyAnswers {
public:
    // The keys are the names of dialogue::SafetyAnswer's members; others mean nothing.
    explicit SafetyAnswers(const std::map<std::string, std::vector<std::string>>& patterns);

    // `normalized` comes from text::normalize. Several may be true of one message. Thread-safe.
    dialogue::SafetyAnswer read(std::string_view normalized) const;

private:
    PatternTrie joined_;  // Chinese, anywhere, blanks left out
    PatternTrie spaced_;  // English, from one word's edge to another's
};

}  // namespace bot::router
