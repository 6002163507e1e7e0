// A new model may go where the old one stood only when it loses nothing that counts.
#include "learn/regression.hpp"

#include <catch2/catch.hpp>

using namespace bot;

namespace {

std::vector<config::RegressionLine> lines() {
    return {{2, {"rights.wage", "工资没发", "normal", "zh", "x"}},
            {3, {"life.canteen", "菜里有虫", "normal", "zh", "x"}},
            {4, {"work.safety", "护罩没了", "urgent", "zh", "x"}},
            {5, {"emotion.crisis", "不想活了", "crisis", "zh", "x"}},
            {6, {"emotion.crisis", "都是我的错", "crisis", "zh", "x"}}};
}

constexpr learn::Heard nothing{};
constexpr learn::Heard topic{true, false, false};
constexpr learn::Heard urgent{true, false, true};
constexpr learn::Heard crisis{true, true, true};

}  // namespace

TEST_CASE("what is lost decides, what is gained may make up for a topic and never for a cry for help") {
    struct Row {
        std::vector<learn::Heard> before;
        std::vector<learn::Heard> after;
        bool keeps;
        std::size_t lost;
        std::string_view because;
    };
    const Row rows[] = {
        {{topic, topic, urgent, crisis, nothing},
         {topic, topic, urgent, crisis, nothing},
         true,
         0,
         "the same"},
        {{topic, nothing, urgent, crisis, nothing},
         {topic, topic, urgent, crisis, crisis},
         true,
         0,
         "better everywhere"},
        {{topic, nothing, urgent, crisis, nothing},
         {nothing, topic, urgent, crisis, nothing},
         true,
         1,
         "one topic for another"},
        {{topic, topic, urgent, crisis, nothing},
         {nothing, topic, urgent, crisis, nothing},
         false,
         1,
         "a topic less"},
        {{nothing, nothing, urgent, crisis, nothing},
         {topic, topic, urgent, urgent, crisis},
         false,
         1,
         "another cry for help instead"},
        {{topic, topic, urgent, crisis, nothing},
         {topic, topic, topic, crisis, nothing},
         false,
         1,
         "no longer urgent"},
        {{topic, topic, urgent, crisis, nothing},
         {topic, topic, topic, crisis, urgent},
         true,
         1,
         "another one noticed instead"},
        {{nothing, nothing, nothing, nothing, nothing},
         {nothing, nothing, nothing, nothing, nothing},
         true,
         0,
         "nothing to lose"},
    };
    const auto all = lines();
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const auto both = learn::compare(all, row.before, row.after);
        CHECK(both.keeps() == row.keeps);
        CHECK(both.lost.size() == row.lost);
    }
    CHECK(learn::compare({}, {}, {}).keeps());
}

TEST_CASE("a lost line is named with its number and with what was lost") {
    const auto all = lines();
    const auto both =
        learn::compare(all, {topic, topic, urgent, crisis, nothing}, {topic, nothing, topic, topic, nothing});
    REQUIRE(both.lost.size() == 4);
    CHECK(both.lost[0].line->line == 3);
    CHECK(both.lost[0].what == "topic");
    CHECK(both.lost[1].line->line == 4);
    CHECK(both.lost[1].what == "urgent");
    CHECK(both.lost[2].what == "crisis");
    CHECK(both.lost[3].what == "urgent");  // a cry for help that is not even urgent any more
    CHECK(both.before.topics == 4);
    CHECK(both.after.topics == 3);
    CHECK(both.before.crises == 2);
    CHECK(both.before.crises_found == 1);
    CHECK(both.after.crises_found == 0);
    CHECK(both.before.alarming == 3);
    CHECK(both.before.noticed == 2);
}

TEST_CASE("lines are heard as the whole reader hears a message, and topics count, not sub-categories") {
    const learn::Topics topics{{"rights.wage", "rights"}, {"rights.overtime", "rights"}};
    const auto heard = learn::hear(lines(), topics, [](const std::string& text) {
        dialogue::Reading reading;
        if (text == "工资没发") reading.guesses = {{"rights.overtime", 0.9}, {"rights.wage", 0.1}};
        if (text == "菜里有虫") reading.guesses = {{"rights.wage", 0.5}, {"life.canteen", 0.4}};
        if (text == "护罩没了") reading.alarm = dialogue::Alarm::urgent;
        if (text == "不想活了") reading.alarm = dialogue::Alarm::crisis;
        return reading;
    });
    CHECK(heard[0].topic);        // another sub-category of the same topic
    CHECK_FALSE(heard[1].topic);  // only the best guess counts
    CHECK_FALSE(heard[2].topic);  // no guess at all
    CHECK(heard[2].noticed);
    CHECK_FALSE(heard[2].crisis);
    CHECK(heard[3].crisis);
    CHECK(heard[3].noticed);
}
