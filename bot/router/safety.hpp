// Watches for words of danger in every message, before anything else is read from it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.hpp"
#include "dialogue/reading.hpp"
#include "router/pattern_trie.hpp"
#include "router/safety_answers.hpp"

namespace bot::router {

// A floor, not a judgement: any hit that no idiom explains gets a person called. A false alarm costs one
// call, a missed one perhaps a life.
class SafetyRules {
public:
    // What a signal key means is told by its beginning: "self_harm", "third_person", "violence", "accident",
    // "collective", and "pinyin" for self-harm that is not certain. "implicit" in a key makes it uncertain
    // too, "attempt" means that it has happened already. Under any other key the words count as uncertain self-harm, so that a slip in the settings never
    // silences a word.
    explicit SafetyRules(const config::SafetySetting& setting);

    // `normalized` comes from text::normalize. Linear in its length; thread-safe.
    dialogue::Safety look(std::string_view normalized) const;
    const SafetyAnswers& answers() const { return answers_; }

private:
    struct Rule {
        std::string key;
        dialogue::Danger danger = dialogue::Danger::none;
        bool unsure = false;
        bool done = false;  // it has happened already
        int rank = 0;  // the lower, the sooner it wins
    };

    static Rule rule_for(const std::string& key);
    void add(std::string_view pattern, PatternTrie::Meaning meaning, bool is_pinyin);
    void weigh(const std::vector<PatternTrie::Hit>& hits, bool idioms_count, const Rule*& worst) const;
    static bool tells_of(std::initializer_list<PatternTrie::Meaning> wanted, const std::vector<PatternTrie::Hit>& hits);

    std::vector<Rule> rules_;  // by meaning, less the two reserved ones
    SafetyAnswers answers_;
    PatternTrie joined_;
    PatternTrie spaced_;
};

}  // namespace bot::router
