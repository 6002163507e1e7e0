// Texts that say the same are found by the numbers made of them, and the words are not in those numbers.
#include "router/likeness.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "core/embedded.hpp"
#include "router/model.hpp"
#include "text/normalize.hpp"

using namespace bot;

namespace {

const router::Model& model() {
    static const router::Model made(*router::ModelParts::parse(embedded::shipped_model()));
    return made;
}

std::optional<router::Likeness> likeness(std::string_view text) {
    return router::likeness_of(model().features(text::normalize(text)));
}

bool meet(const router::Likeness& one, const router::Likeness& other) {
    for (std::size_t i = 0; i < one.keys.size(); ++i) {
        if (one.keys[i] == other.keys[i]) return true;
    }
    return false;
}

bool found(const router::Likeness& one, const router::Likeness& other) {
    return meet(one, other) && router::how_alike(one, other) >= router::surely_alike;
}

struct Told {
    std::string matter;
    std::string how;  // first, near, free
    std::string words;
    router::Likeness likeness;
};

std::vector<Told> told() {
    std::vector<Told> all;
    std::ifstream file(SOURCE_DIR "/tests/unit/router/alike.tsv");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) continue;
        std::istringstream columns(line);
        Told one;
        std::getline(columns, one.matter, '\t');
        std::getline(columns, one.how, '\t');
        std::getline(columns, one.words, '\t');
        CAPTURE(one.words);
        const auto made = likeness(one.words);
        REQUIRE(made);
        one.likeness = *made;
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace

TEST_CASE("of matters told over again nearly all are found, and of other matters in the same house none") {
    const auto all = told();
    REQUIRE(all.size() > 90);
    int near = 0, near_found = 0, other = 0, other_found = 0, free = 0, free_found = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const bool hit = found(all[i].likeness, all[j].likeness);
            const bool same = all[i].matter == all[j].matter;
            const bool in_own_words = all[i].how == "free" || all[j].how == "free";
            int& count = !same ? other : in_own_words ? free : near;
            int& hits = !same ? other_found : in_own_words ? free_found : near_found;
            ++count;
            hits += hit ? 1 : 0;
            if (hit && !same) UNSCOPED_INFO(all[i].words << " / " << all[j].words);
        }
    }
    WARN("pairs found: near " << near_found << "/" << near << ", in words of one's own " << free_found << "/" << free
                              << ", of different matters " << other_found << "/" << other);
    CHECK(near_found * 100 >= near * 90);
    CHECK(other_found == 0);
}

TEST_CASE("who tells nearly the same meets somebody who told it before") {
    const auto all = told();
    int later = 0, met = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].how != "near") continue;
        ++later;
        const bool hit = std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i), [&](const auto& before) {
            return before.matter == all[i].matter && found(before.likeness, all[i].likeness);
        });
        met += hit ? 1 : 0;
    }
    WARN("later tellings that met an earlier one: " << met << "/" << later);
    CHECK(met * 100 >= later * 95);
}

TEST_CASE("the same text always has the same likeness, whatever its width, script or blanks") {
    const auto one = likeness("三号楼的锅炉坏了,已经一个星期没热水了");
    REQUIRE(one);
    CHECK(likeness("三号楼的锅炉坏了，已经一个星期没热水了") == one);
    CHECK(likeness("  三號樓的鍋爐壞了,已經一個星期沒熱水了 ") == one);
    CHECK(router::how_alike(*one, *one) == Approx(1));
}

TEST_CASE("what says too little is alike to nothing") {
    struct Row {
        std::string_view said;
        std::string_view because;
    };
    static constexpr Row rows[] = {
        {"", "nothing"},           {"1", "a choice"},      {"在吗", "a greeting"}, {"hi", "a greeting"},
        {"[photo]", "a mark"},     {"。。。", "signs"},     {"三号楼", "a place"},  {"\xff\xfe", "no text"},
        {"啊啊啊啊啊啊啊啊啊啊啊啊啊啊", "one sound many times"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK_FALSE(likeness(row.said));
    }
}

TEST_CASE("a very long text is still told by a bounded part of it") {
    std::string story;
    for (int i = 0; i < 4000; ++i) story += "三号楼的锅炉坏了,已经一个星期没热水了。";
    const auto long_one = likeness(story);
    REQUIRE(long_one);
    CHECK(found(*long_one, *likeness("三号楼的锅炉坏了,已经一个星期没热水了。三号楼的锅炉坏了,已经一个星期没热水了。")));
}
