// Somebody is called to every emergency, also to one that no word of danger showed.
#include "house.hpp"

using namespace test;
using namespace std::chrono_literals;

namespace {

// Opens a case as intake does when the topic is clear and nobody consented yet. The messages mean nothing by themselves.
constexpr const char* emergency = "甲";
constexpr const char* leaking_tap = "乙";

class Opens final : public dialogue::Handler {
public:
    dialogue::Decision handle(const dialogue::Turn& turn, const dialogue::Facts& facts) const override {
        const auto* topic = facts.catalogue().find(turn.said.text == emergency ? "emg.accident" : "life.housing");
        dialogue::Decision decision;
        decision.effect(dialogue::OpenCase{topic->id, topic->urgency, true, true, std::nullopt});
        return decision;
    }
};

std::shared_ptr<engine::Tools> tools_that_open() {
    auto tools = shipped_tools();
    tools->handlers["intake"] = std::make_unique<Opens>();
    return tools;
}

}  // namespace

TEST_CASE("an emergency that its topic alone shows is paged until somebody is there") {
    House house(tools_that_open());
    house.staff("老周", "crisis", dialogue::Role::staff, true);
    house.say("小苗", emergency);
    REQUIRE(house.case_view(1001).urgency == dialogue::Urgency::p0);
    CHECK(house.case_view(1001).status == CaseStatus::triaged);
    CHECK(house.letters("老周").size() == 1);
    house.wait(16min);
    CHECK(house.letters("老周").size() == 4);
    house.say("老周", "接 10019");
    const auto until_then = house.letters("老周").size();
    house.wait(20min);
    CHECK(house.letters("老周").size() == until_then);
}

TEST_CASE("no page goes out for what is no emergency") {
    House house(tools_that_open());
    house.staff("老周", "crisis", dialogue::Role::staff, true);
    house.say("小苗", leaking_tap);
    house.wait(16min);
    CHECK(house.letters("老周").empty());
    CHECK(house.case_view(1001).status == CaseStatus::held);
}

TEST_CASE("an emergency that lies about for months stops no timer") {
    House house(tools_that_open());
    house.staff("老周", "crisis", dialogue::Role::staff, true);
    house.say("小苗", emergency);
    house.say("老周", "接 10019");
    house.say("小谷", leaking_tap);
    house.clock.advance(std::chrono::days{40});
    house.wait(1min);
    CHECK(house.case_view(1001).status == CaseStatus::accepted);
    CHECK(house.case_view(1002).status == CaseStatus::withdrawn);
}

TEST_CASE("until somebody asked how the member is, it is reminded of every day for a week, then every week, and the chair hears of it") {
    House house(tools_that_open());
    house.staff("老周", "crisis", dialogue::Role::staff, true);
    house.staff("马主席", "duty", dialogue::Role::chair);
    house.say("小苗", emergency);
    house.say("老周", "接 10019");
    const auto asked = [&](const std::string& who) {
        const auto letters = house.letters(who);
        return std::count_if(letters.begin(), letters.end(), [](const auto& text) { return text.find("怎么样了") != std::string::npos; });
    };
    const auto chair_before = asked("马主席");
    house.wait(std::chrono::days{7} - 1h);
    CHECK(asked("老周") == 6);
    CHECK(asked("马主席") == chair_before);
    house.wait(std::chrono::days{1});
    CHECK(asked("老周") == 7);
    CHECK(asked("马主席") == chair_before + 1);
    house.wait(std::chrono::days{28});
    CHECK(asked("老周") == 11);
    CHECK(asked("马主席") == chair_before + 5);
    // An answer ends it; the next time is another one, and asked about every day again.
    house.say("老周", "已回访 10019 人好多了");
    house.wait(std::chrono::days{1});
    CHECK(asked("马主席") == chair_before + 5);
    CHECK(asked("老周") == 12);
}
