// Builds and walks the tree of patterns.
#include "router/pattern_trie.hpp"

namespace bot::router {

void PatternTrie::add(std::u32string_view pattern, Meaning meaning) {
    if (pattern.empty()) return;
    begins_.set(pattern.front() % slots);
    Node at = 0;
    for (const char32_t c : pattern) {
        const auto [found, is_new] = edges_.try_emplace(edge(at, c), static_cast<Node>(meanings_.size()));
        if (is_new) meanings_.emplace_back();
        at = found->second;
    }
    meanings_[at].push_back(meaning);
}

std::vector<PatternTrie::Hit> PatternTrie::find(std::u32string_view text) const {
    std::vector<Hit> hits;
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        if (begins_.test(text[begin] % slots)) find_at(text, begin, hits);
    }
    return hits;
}

void PatternTrie::find_at(std::u32string_view text, std::size_t begin, std::vector<Hit>& hits) const {
    Node at = 0;
    for (std::size_t end = begin; end < text.size(); ++end) {
        const auto next = edges_.find(edge(at, text[end]));
        if (next == edges_.end()) return;
        at = next->second;
        for (const Meaning meaning : meanings_[at]) hits.push_back({begin, end + 1, meaning});
    }
}

}  // namespace bot::router
