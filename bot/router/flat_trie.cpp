#include "router/flat_trie.hpp"

#include <algorithm>

namespace bot::router {
namespace {

constexpr char32_t beyond = 0x10000;

}  // namespace

FlatTrie FlatTrie::of(std::vector<std::pair<std::u32string, Meaning>> patterns) {
    std::erase_if(patterns, [](const auto& one) {
        return one.first.empty() || std::any_of(one.first.begin(), one.first.end(), [](char32_t c) { return c >= beyond; });
    });
    std::sort(patterns.begin(), patterns.end());
    patterns.erase(std::unique(patterns.begin(), patterns.end()), patterns.end());
    // Level by level, each node the stretch of the sorted patterns that share its letters so far.
    struct Stretch {
        std::size_t begin;
        std::size_t end;
        std::size_t depth;
    };
    FlatTrie trie;
    std::vector<Stretch> nodes{{0, patterns.size(), 0}};
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        auto [at, end, depth] = nodes[node];
        trie.first_child.push_back(static_cast<std::uint32_t>(nodes.size()));
        for (; at < end && patterns[at].first.size() == depth; ++at) {
            trie.ends.push_back(static_cast<std::uint32_t>(node));
            trie.meanings.push_back(patterns[at].second);
        }
        while (at < end) {
            const char32_t letter = patterns[at].first[depth];
            auto behind = at;
            while (behind < end && patterns[behind].first[depth] == letter) ++behind;
            trie.letters.push_back(static_cast<char16_t>(letter));
            nodes.push_back({at, behind, depth + 1});
            at = behind;
        }
    }
    trie.first_child.push_back(static_cast<std::uint32_t>(nodes.size()));
    trie.make_ready();
    return trie;
}

void FlatTrie::make_ready() {
    begins_.assign(beyond, 0);
    for (auto child = first_child[0]; child < first_child[1]; ++child) begins_[letters[child - 1]] = static_cast<std::uint16_t>(child);
    ends_here_.assign(letters.size() + 1, false);
    for (const auto node : ends) ends_here_[node] = true;
}

bool FlatTrie::sound() const {
    const auto nodes = letters.size() + 1;
    if (first_child.size() != nodes + 1 || ends.size() != meanings.size() || first_child.back() != nodes) return false;
    for (std::size_t node = 0; node < nodes; ++node) {
        // A child always comes behind its parent, so no walk goes in a ring.
        if (first_child[node] <= node || first_child[node] > first_child[node + 1]) return false;
    }
    return std::is_sorted(ends.begin(), ends.end()) && (ends.empty() || ends.back() < nodes);
}

std::uint32_t FlatTrie::child(std::uint32_t node, char32_t letter) const {
    const auto begin = letters.begin() + (first_child[node] - 1);
    const auto end = letters.begin() + (first_child[node + 1] - 1);
    const auto at = std::lower_bound(begin, end, letter, [](char16_t one, char32_t wanted) { return one < wanted; });
    if (at == end || *at != letter) return 0;
    return static_cast<std::uint32_t>(at - letters.begin()) + 1;
}

void FlatTrie::add_hits(std::uint32_t node, std::size_t begin, std::size_t end, std::vector<Hit>& hits) const {
    for (auto at = std::lower_bound(ends.begin(), ends.end(), node); at != ends.end() && *at == node; ++at) {
        hits.push_back({begin, end, meanings[static_cast<std::size_t>(at - ends.begin())]});
    }
}

std::vector<FlatTrie::Hit> FlatTrie::find(std::u32string_view text) const {
    std::vector<Hit> hits;
    if (letters.empty()) return hits;
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        std::uint32_t node = text[begin] < beyond ? begins_[text[begin]] : 0;
        for (std::size_t end = begin + 1; node != 0; ++end) {
            if (ends_here_[node]) add_hits(node, begin, end, hits);
            node = end < text.size() ? child(node, text[end]) : 0;
        }
    }
    return hits;
}

}  // namespace bot::router
