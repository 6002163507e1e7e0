// Who does what to whom: "我…砍死…老板" is no cry of a victim, "小张…割腕了" no deed of the writer's.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "router/pattern_trie.hpp"

namespace bot::router {

// A slot is a list of words, a pattern a sequence of slots within one sentence. Between two of them at most a few
// characters may lie (a number in the pattern says how many), but no person (a slot who_…) and no word of
// `between_never`: the nearest person is the one who acts. Words wholly inside one of `no_slot` ("对不起孩子") or inside
// an innocent saying fill no slot.
class SlotPatterns {
public:
    using Slots = std::map<std::string, std::vector<std::string>>;

    // Patterns that name an unknown slot are left out; config reports them.
    SlotPatterns(const Slots& slots, const std::vector<std::string>& sayings);
    void add(std::string_view pattern, PatternTrie::Meaning meaning);

    // For the two forms of a text, see forms.hpp. Of hits that lie in one another only the longest; ordered by where they
    // begin. Bounded by the text's length whatever it holds.
    std::vector<PatternTrie::Hit> in_joined(std::u32string_view text) const;
    std::vector<PatternTrie::Hit> in_spaced(std::u32string_view text) const;

private:
    struct Place {
        PatternTrie::Meaning slot = 0;
        std::size_t gap = 0;  // so many characters may lie before it
    };
    struct Pattern {
        std::vector<Place> places;
        PatternTrie::Meaning meaning = 0;
    };
    using Tokens = std::vector<PatternTrie::Hit>;

    std::vector<PatternTrie::Hit> match(std::u32string_view text, const Tokens& tokens, std::size_t stretch) const;
    bool follows(std::u32string_view text, const Tokens& tokens, std::size_t from, const Pattern& pattern, std::size_t next, std::size_t stretch, std::size_t& end) const;
    bool barred(std::u32string_view text, const Tokens& tokens, std::size_t from, std::size_t to) const;
    Tokens prepared(Tokens tokens) const;

    void add_word(const std::string& word, PatternTrie::Meaning slot);

    std::map<std::string, PatternTrie::Meaning, std::less<>> slots_;
    PatternTrie::Meaning guard_ = 0;  // of no_slot and of sayings
    std::vector<bool> bars_;  // by slot: may not lie between
    std::vector<Pattern> patterns_;
    PatternTrie joined_;
    PatternTrie spaced_;
};

}  // namespace bot::router
