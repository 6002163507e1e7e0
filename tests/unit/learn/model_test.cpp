// The model: what it learns, how it bears odd texts and damaged files.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "small.hpp"
#include "text/normalize.hpp"

using namespace bot;

namespace {

std::vector<config::Example> small_set() {
    return {
        {"rights.wage", "三个月没发工资", "urgent", "zh", "test"},
        {"rights.wage", "老板拖欠工资不给", "urgent", "zh", "test"},
        {"rights.wage", "my salary has not been paid", "urgent", "en", "test"},
        {"rights.injury", "上班受伤了怎么认定工伤", "urgent", "zh", "test"},
        {"rights.injury", "工伤认定需要什么材料", "normal", "zh", "test"},
        {"life.housing", "宿舍热水坏了", "normal", "zh", "test"},
        {"life.housing", "宿舍漏水没人修", "normal", "zh", "test"},
        {"_greeting", "你好呀", "normal", "zh", "test"},
    };
}

}  // namespace

TEST_CASE("the model names the topic it has examples of") {
    const auto model = small::model_of(small_set());
    struct Row {
        std::string_view said;
        std::string_view meant;
    };
    static constexpr Row rows[] = {
        {"工资还没发", "rights.wage"},  {"unpaid salary", "rights.wage"},
        {"宿舍又漏水", "life.housing"}, {"工伤认定", "rights.injury"},
        {"你好", "_greeting"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.said);
        const auto guesses = model->opinion(text::normalize(row.said), 5).guesses;
        REQUIRE_FALSE(guesses.empty());
        CHECK(guesses.front().subcategory == row.meant);
    }
}

TEST_CASE("guesses come best first and never promise more than all") {
    const auto model = small::model_of(small_set());
    for (const std::size_t most : {1U, 3U, 5U, 50U}) {
        const auto guesses = model->opinion("宿舍工资", most).guesses;
        CHECK(guesses.size() == std::min<std::size_t>(most, 4));
        double sum = 0;
        for (std::size_t i = 0; i < guesses.size(); ++i) {
            sum += guesses[i].confidence;
            if (i > 0) CHECK(guesses[i].confidence <= guesses[i - 1].confidence);
        }
        CHECK(sum <= 1.0001);
    }
    CHECK(model->opinion("宿舍", 0).guesses.empty());
}

TEST_CASE("texts without a known word get no guess") {
    const auto model = small::model_of(small_set());
    for (const auto* said : {"", " ", "!?", "😀😀", "ཧཡ", "\xFF"}) {
        CAPTURE(said);
        CHECK(model->opinion(text::normalize(said), 5).guesses.empty());
    }
    CHECK(small::model_of({})->opinion("工资", 5).guesses.empty());
    CHECK(small::model_of({{"rights.wage", "", "", "", ""}})->opinion("工资", 5).guesses.empty());
}

TEST_CASE("a lone topic is no crash, and learning twice gives the same") {
    const auto lone = small::model_of({{"rights.wage", "工资", "", "", ""}});
    REQUIRE(lone->opinion("工资", 5).guesses.size() == 1);
    CHECK(lone->opinion("工资", 5).guesses.front().confidence == Approx(1.0));

    const auto first = small::model_of(small_set());
    const auto second = small::model_of(small_set());
    CHECK(first->opinion("宿舍工资", 5).guesses.front().confidence == second->opinion("宿舍工资", 5).guesses.front().confidence);
}

TEST_CASE("long and odd texts are guessed without harm") {
    const auto model = small::model_of(small_set());
    std::string said;
    for (int i = 0; i < 30'000; ++i) said += "工资x1";
    CHECK_FALSE(model->opinion(said, 5).guesses.empty());
    for (const auto& guess : model->opinion(std::string(1'000'000, 's') + " 工资", 5).guesses)
        CHECK(std::isfinite(guess.confidence));
}

TEST_CASE("a model comes back from its bytes as it was, and from no damaged ones") {
    auto parts = small::parts_of(small_set(), {{"wage", {"工资", "salary", "薪水"}}});
    parts.made_from = "abc";
    parts.thresholds.sure = 0.7F;
    const auto bytes = parts.bytes();
    const auto read = router::ModelParts::parse(bytes);
    REQUIRE(read);
    CHECK(read->bytes() == bytes);
    CHECK(router::Model(*read).opinion("宿舍工资", 1).guesses.front().confidence == router::Model(parts).opinion("宿舍工资", 1).guesses.front().confidence);
    CHECK(read->thresholds.sure == 0.7F);
    for (std::size_t length = 0; length < bytes.size(); length += 1 + length / 20) {
        CHECK_FALSE(router::ModelParts::parse(std::string_view(bytes).substr(0, length)));
    }
    CHECK_FALSE(router::ModelParts::parse(bytes + "x"));
    CHECK_FALSE(router::ModelParts::parse("NIANGJIA MODEL 9\n"));
    parts.hashes[1] = parts.hashes[0];
    CHECK_THROWS_AS(router::Model(parts), std::invalid_argument);
}

TEST_CASE("a word never seen is understood by the concept it belongs to, in any language") {
    const std::vector<config::Concept> concepts = {{"wage", {"工资", "salary", "薪水"}}, {"dormitory", {"宿舍", "dorm"}}};
    const auto model = small::model_of(small_set(), concepts);
    CHECK(model->opinion(text::normalize("薪水"), 1).guesses.front().subcategory == "rights.wage");
    CHECK(model->opinion(text::normalize("My DORM!"), 1).guesses.front().subcategory == "life.housing");
    const auto dormant = model->opinion(text::normalize("dormant"), 1).guesses;  // no word, only one within another
    CHECK((dormant.empty() || dormant.front().confidence < 0.9));
}

TEST_CASE("what decided is said, the most telling piece first") {
    const auto model = small::model_of(small_set());
    const auto reasons = model->reasons("你好 宿舍漏水", 3);
    REQUIRE(reasons.size() == 3);
    CHECK((reasons[0].what == "宿舍" || reasons[0].what == "漏水" || reasons[0].what == "舍漏"));
    CHECK(reasons[0].weight >= reasons[1].weight);
    CHECK(model->reasons("", 3).empty());
}
