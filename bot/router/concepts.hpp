// Words that mean the same, however and in whatever language they are said: "工钱", "薪水", "salary" are one concept.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "config/settings.hpp"
#include "router/flat_trie.hpp"

namespace bot::router {

struct Concepts {
    using Number = FlatTrie::Meaning;  // from 0, in the order of the list

    FlatTrie joined;  // Han words, looked for anywhere
    FlatTrie spaced;  // ASCII words, from edge to edge

    Concepts() = default;
    explicit Concepts(const std::vector<config::Concept>& list);

    // The concepts that stand in a text from text::normalize, Han ones first, each in reading order.
    std::vector<Number> find(std::string_view normalized) const;
    bool empty() const { return joined.letters.empty() && spaced.letters.empty(); }
};

}  // namespace bot::router
