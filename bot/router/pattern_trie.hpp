// Finds many fixed patterns in one pass over a text.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bot::router {

// A tree of characters, entered anew at every position of the text. An automaton with failure links would
// save the re-entering, but patterns are short and nearly every position is dismissed by one bit, so this
// costs less to build and as little to run: some microseconds for 200 characters and a thousand patterns.
class PatternTrie {
public:
    using Meaning = std::uint32_t;

    struct Hit {
        std::size_t begin = 0;
        std::size_t end = 0;
        Meaning meaning = 0;
    };

    void add(std::u32string_view pattern, Meaning meaning);  // an empty pattern is left out

    // All hits, ordered by where they begin.
    std::vector<Hit> find(std::u32string_view text) const;

private:
    using Node = std::uint32_t;
    static constexpr std::size_t slots = 1U << 16U;

    static std::uint64_t edge(Node from, char32_t c) { return (std::uint64_t{from} << 32U) | c; }
    void find_at(std::u32string_view text, std::size_t begin, std::vector<Hit>& hits) const;

    std::bitset<slots> begins_;  // by the low bits of a pattern's first character
    std::unordered_map<std::uint64_t, Node> edges_;
    std::vector<std::vector<Meaning>> meanings_{1};  // by node; node 0 is the root
};

}  // namespace bot::router
