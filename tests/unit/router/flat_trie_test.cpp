// The flat tree finds what the plain one finds, and does not trust the arrays it is given.
#include "router/flat_trie.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <tuple>

#include "router/pattern_trie.hpp"

using namespace bot::router;

namespace {

using Found = std::multiset<std::tuple<std::size_t, std::size_t, std::uint32_t>>;

template <class Trie>
Found found(const Trie& trie, std::u32string_view text) {
    Found all;
    for (const auto& hit : trie.find(text)) all.emplace(hit.begin, hit.end, hit.meaning);
    return all;
}

}  // namespace

TEST_CASE("the flat tree and the plain one find the same in any text") {
    std::mt19937 chance(7);
    const auto word = [&](std::size_t longest) {
        std::u32string text(1 + chance() % longest, U'x');
        for (auto& c : text) c = U'a' + static_cast<char32_t>(chance() % 3);
        return text;
    };
    for (int round = 0; round < 50; ++round) {
        std::set<std::pair<std::u32string, FlatTrie::Meaning>> patterns;
        for (int i = 0; i < 30; ++i) patterns.emplace(word(5), static_cast<FlatTrie::Meaning>(chance() % 4));
        PatternTrie plain;
        for (const auto& [pattern, meaning] : patterns) plain.add(pattern, meaning);
        const auto flat = FlatTrie::of({patterns.begin(), patterns.end()});
        CHECK(flat.sound());
        const auto text = word(60);
        CHECK(found(flat, text) == found(plain, text));
    }
}

TEST_CASE("nothing to look for finds nothing, and odd patterns are left out") {
    const auto empty = FlatTrie::of({});
    CHECK(empty.sound());
    CHECK(empty.find(U"工资").empty());
    const auto odd = FlatTrie::of({{U"", 1}, {U"\U00020BB7", 2}, {U"工资", 3}, {U"工资", 3}});
    REQUIRE(odd.find(U"发工资了").size() == 1);
    CHECK(odd.find(U"发工资了")[0].meaning == 3);
    CHECK(odd.find(U"\U00020BB7").empty());
}

TEST_CASE("arrays that do not fit together are not sound") {
    const auto good = FlatTrie::of({{U"ab", 1}, {U"ac", 2}, {U"b", 3}});
    const auto spoilt = [&](auto change) {
        auto trie = good;
        change(trie);
        return trie.sound();
    };
    CHECK(good.sound());
    CHECK_FALSE(spoilt([](auto& trie) { trie.letters.pop_back(); }));
    CHECK_FALSE(spoilt([](auto& trie) { trie.first_child.pop_back(); }));
    CHECK_FALSE(spoilt([](auto& trie) { trie.first_child[1] = 0; }));
    CHECK_FALSE(spoilt([](auto& trie) { trie.first_child.back() = 99; }));
    CHECK_FALSE(spoilt([](auto& trie) { trie.ends.back() = 99; }));
    CHECK_FALSE(spoilt([](auto& trie) { trie.meanings.pop_back(); }));
    CHECK_FALSE(FlatTrie{}.sound());
}
