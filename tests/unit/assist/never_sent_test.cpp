// Messages that no model gets to see. Behind each comes one that it may see: the server must know of that one
// alone.
#include "office.hpp"

using namespace office;

namespace {

constexpr const char* usual = "那个东西又不行了";

struct Row {
    std::string because;
    std::string text = usual;
    std::function<void(dialogue::Reading&)> change = {};
};

// True when the server saw the last message and no other.
bool only_the_last_was_seen(Office& office) {
    office.member("最后");
    office.unclear("最后", "最后的那个东西不行了");
    if (!office.until([&] { return !office.asked().empty(); })) return false;
    if (!office.until([&] { return office.last_case("最后").subcategory == "life.housing"; })) return false;
    return office.asked().size() == 1 &&
           office.asked().front().body.find("最后的那个东西") != std::string::npos;
}

}  // namespace

TEST_CASE("only calm words of middle certainty are shown to a model") {
    const Row rows[] = {
        {"a danger word", usual, [](auto& r) { r.safety.danger = dialogue::Danger::violence; }},
        {"perhaps danger", usual, [](auto& r) { r.safety.unsure = true; }},
        {"a worry", usual, [](auto& r) { r.worrying = true; }},
        {"sounds urgent", usual, [](auto& r) { r.alarm = dialogue::Alarm::urgent; }},
        {"sounds like an emergency", usual, [](auto& r) { r.alarm = dialogue::Alarm::crisis; }},
        {"an emergency is the best guess", usual, [](auto& r) { r.guesses[0].subcategory = "emg.accident"; }},
        {"a restricted matter is the best guess", usual,
         [](auto& r) { r.guesses[0].subcategory = "rights.harass"; }},
        {"a restricted matter is close", usual,
         [](auto& r) { r.guesses[2].subcategory = "emotion.support"; }},
        {"certain enough", usual, [](auto& r) { r.guesses[0].confidence = 0.999; }},
        {"no idea at all", usual, [](auto& r) { r.guesses[0].confidence = 0.001; }},
        {"no guess", usual, [](auto& r) { r.guesses.clear(); }},
        {"nothing to offer", usual,
         [](auto& r) { r.guesses.resize(1), r.guesses[0].subcategory = "fb.progress"; }},
        {"too short", "坏的啊"},
        {"too long", std::string(1'001, 'x')},
    };
    Office office(saying("life.housing"));
    int index = 0;
    for (const auto& row : rows) {
        const auto who = fmt::format("m{}", ++index);
        CAPTURE(row.because);
        office.member(who);
        const auto taken = office.unclear(who, row.text, [&](dialogue::Reading& reading) {
            read_as_unclear(office.house, reading);
            if (row.change) row.change(reading);
        });
        CHECK(taken.effects.to_judge.empty());
    }
    CHECK(only_the_last_was_seen(office));
}

TEST_CASE("a cry for help never reaches the model") {
    Office office(saying("life.housing"));
    office.house.staff("王姐", "crisis", dialogue::Role::staff, true);
    const char* const cries[] = {"我不想活了", "活着没意思，想从楼顶跳下去", "他拿刀要砍我，快来人",
                                 "I want to kill myself", "同事被机器绞了，流了好多血"};
    int index = 0;
    for (const auto* cry : cries) {
        CAPTURE(cry);
        const auto who = fmt::format("m{}", ++index);
        office.member(who);
        CHECK(office.say(who, cry).effects.to_judge.empty());
        CHECK(office.last_case(who).urgency == dialogue::Urgency::p0);
    }
    CHECK(only_the_last_was_seen(office));
}

TEST_CASE("words of somebody who has not agreed, and of staff, are not shown to a model") {
    Office office(saying("life.housing"));
    office.house.staff("王姐", "duty");
    CHECK(office.unclear("生人").effects.to_judge.empty());
    CHECK(office.unclear("王姐").effects.to_judge.empty());
    CHECK(only_the_last_was_seen(office));
}

TEST_CASE("restricted matters and emergencies are not among the topics to choose from") {
    Office office(saying("life.housing"));
    office.member("周");
    const auto taken = office.unclear("周", usual, [&](dialogue::Reading& reading) {
        read_as_unclear(office.house, reading);
        reading.guesses[3].subcategory = "rights.harass";
        reading.guesses[4].subcategory = "emg.violence";
    });
    REQUIRE(taken.effects.to_judge.size() == 1);
    CHECK(taken.effects.to_judge.front().offered ==
          std::vector<std::string>{"work.conditions", "life.housing", "dev.training"});
}

TEST_CASE("switched off, nothing is asked") {
    Office office(saying("life.housing"), [](auto& assist) { assist.enabled = false; });
    office.member("周");
    CHECK(office.unclear("周").effects.to_judge.empty());
    office.stop();  // whatever might have been on the loop is through
    CHECK(office.asked().empty());
    CHECK(office.last_case("周").subcategory == "fb.human");
}
