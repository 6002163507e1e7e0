// A tree of patterns in a few flat arrays, ready as soon as they are read: no node is built at start.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bot::router {

struct FlatTrie {
    using Meaning = std::uint16_t;

    struct Hit {
        std::size_t begin = 0;
        std::size_t end = 0;
        Meaning meaning = 0;
    };

    // Node 0 is the root; node n > 0 is reached by letters[n - 1]. The children of a node stand together, in order of
    // their letters: those of n are nodes first_child[n] … first_child[n + 1] - 1.
    std::vector<char16_t> letters;
    std::vector<std::uint32_t> first_child;
    std::vector<std::uint32_t> ends;     // nodes where patterns end, growing; a node stands once for each meaning
    std::vector<Meaning> meanings;       // of each of `ends`

    // Patterns beyond the Basic Multilingual Plane and empty ones are left out.
    static FlatTrie of(std::vector<std::pair<std::u32string, Meaning>> patterns);

    // Whether the arrays fit together, whatever they were read from.
    bool sound() const;
    // To be called on sound arrays that were read, before the first `find`.
    void make_ready();

    // All hits, ordered by where they begin.
    std::vector<Hit> find(std::u32string_view text) const;

private:
    // Asked first, as a search costs more.
    std::vector<std::uint16_t> begins_;  // by letter: the root's child, which is among the first nodes; 0: none
    std::vector<bool> ends_here_;        // by node: whether a pattern ends

    std::uint32_t child(std::uint32_t node, char32_t letter) const;  // 0: none
    void add_hits(std::uint32_t node, std::size_t begin, std::size_t end, std::vector<Hit>& hits) const;
};

}  // namespace bot::router
