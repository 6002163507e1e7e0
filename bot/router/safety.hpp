// Watches for words of danger in every message, before anything else is read from it.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.hpp"
#include "dialogue/reading.hpp"
#include "router/pattern_trie.hpp"
#include "router/safety_answers.hpp"
#include "router/slot_patterns.hpp"

namespace bot::router {

// A floor, not a judgement: any hit that no idiom explains gets a person called. A false alarm costs one
// call, a missed one perhaps a life.
class SafetyRules {
public:
    // What a signal key means is told by its beginning: "self_harm", "third_person", "violence", "accident",
    // "collective", and "pinyin" for self-harm that is not certain. "implicit" in a key makes it uncertain
    // too, "attempt" means that it has happened already. "worry" is asked about and pages nobody: a denial, something
    // long past. Under any other key the words count as uncertain self-harm, so that a slip in the settings never
    // silences a word. What lies inside a pattern of slots is part of it and counts no more by itself.
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
        bool worry = false;  // no danger, and not nothing either
        bool threat = false; // by whoever writes
    };
    using Hits = std::vector<PatternTrie::Hit>;

    static Rule rule_for(const std::string& key);
    PatternTrie::Meaning meaning_of(const std::string& key);
    void find_whole(std::u32string_view joined, Hits& hits) const;
    void add(std::string_view pattern, PatternTrie::Meaning meaning, bool is_pinyin);
    void weigh(const std::vector<PatternTrie::Hit>& hits, bool idioms_count, const Rule*& worst) const;
    static bool tells_of(std::initializer_list<PatternTrie::Meaning> wanted, const std::vector<PatternTrie::Hit>& hits);

    std::vector<Rule> rules_;  // by meaning, less the reserved ones
    std::map<std::u32string, PatternTrie::Meaning, std::less<>> whole_;
    SlotPatterns patterns_;
    SafetyAnswers answers_;
    PatternTrie joined_;
    PatternTrie spaced_;
};

}  // namespace bot::router
