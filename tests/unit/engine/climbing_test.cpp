// Reminders as they happen: once each, not at night, one letter a person, and what was missed is seen.
#include <map>

#include "house.hpp"

using namespace test;
using namespace std::chrono_literals;

namespace {

std::size_t reminders(House& house, const std::string& who) {
    const auto all = house.letters(who);
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const auto& text) { return text.starts_with("⏰"); }));
}

void tick(House& house) {
    auto effects = std::make_shared<engine::Effects>();
    REQUIRE(house.store->submit_and_wait(house.engine.tick(effects)));
}

// How often each step stands in the history of a case.
std::map<std::string, int> steps(House& house, std::int64_t row, std::string_view kind) {
    std::map<std::string, int> counted;
    house.read([&](store::Snapshot& snapshot) {
        for (const auto& line : snapshot.history(CaseId{row}, 1000)) {
            if (line.kind == kind) ++counted[line.text];
        }
    });
    return counted;
}

void leaky_roof(House& house, const std::string& who) {
    house.say(who, "宿舍屋顶漏水，床都湿了");
    house.say(who, "1");
    house.say(who, "跳过");
    house.say(who, "跳过");
}

}  // namespace

TEST_CASE("each step of an ignored case happens once, however often timers run") {
    House house;
    house.staff("老周", "life");
    house.staff("郑科长", "life", dialogue::Role::supervisor);
    leaky_roof(house, "小苗");
    for (int i = 0; i < 9 * 24 * 2; ++i) {
        house.wait(30min);
        tick(house);
        tick(house);
    }
    const std::map<std::string, int> expected{{"accept", 1}, {"accept_late", 1}, {"contact", 1}, {"half", 1}, {"most", 1}, {"due", 1}, {"urge", 1}, {"supervise", 1}};
    CHECK(steps(house, 1001, "reminded") == expected);
    CHECK(steps(house, 1001, "lapsed").empty());
    CHECK(reminders(house, "老周") == 8);
}

TEST_CASE("after a standstill one reminder comes, by day, and the missed ones stand in the history") {
    House house;
    house.staff("老周", "life");
    leaky_roof(house, "小苗");
    house.clock.advance(std::chrono::days{10} + 14h);  // nothing ran; it is 23:00 now
    tick(house);
    CHECK(reminders(house, "老周") == 0);
    house.wait(9h + 30min);
    CHECK(reminders(house, "老周") == 1);
    CHECK(steps(house, 1001, "reminded").size() == 1);
    CHECK(steps(house, 1001, "lapsed").at("due") == 1);
}

TEST_CASE("many due cases are one letter, and an answered one is not in it") {
    House house;
    house.staff("老周", "life");
    for (const auto* who : {"甲", "乙", "丙"}) leaky_roof(house, who);
    house.say("老周", "办结 10035 已解决 修好了");
    house.clock.set(house.case_view(1001).due.value() + 1min);
    tick(house);
    CHECK(reminders(house, "老周") == 1);
    const auto letter = house.last_letter("老周");
    CHECK(letter.find("10019") != std::string::npos);
    CHECK(letter.find("10024") != std::string::npos);
    CHECK(letter.find("10035") == std::string::npos);
}

TEST_CASE("silence closes an ordinary case after the questions, and never by night") {
    House house;
    house.staff("老周", "life");
    leaky_roof(house, "小苗");
    house.say("老周", "办结 10019 已解决 修好了");
    house.wait(std::chrono::days{6});
    CHECK(house.case_view(1001).status == CaseStatus::awaiting_confirmation);
    house.wait(std::chrono::days{4});
    CHECK(house.case_view(1001).status == CaseStatus::closed);
    const auto letters = house.letters("小苗");
    CHECK(std::count_if(letters.begin(), letters.end(), [](const auto& text) { return text.find("到底解决了没") != std::string::npos; }) == 2);
    house.say("小苗", "重办 10019");
    CHECK(house.case_view(1001).status == CaseStatus::reopened);
}

TEST_CASE("silence after a second answer is counted from that one") {
    House house;
    house.staff("老周", "life");
    leaky_roof(house, "小苗");
    house.say("老周", "办结 10019 已解决 修好了");
    house.wait(std::chrono::days{6});
    house.say("老周", "办结 10019 已解决 又查了一遍");
    house.wait(std::chrono::days{6});
    CHECK(house.case_view(1001).status == CaseStatus::awaiting_confirmation);
    house.wait(std::chrono::days{4});
    CHECK(house.case_view(1001).status == CaseStatus::closed);
}

TEST_CASE("a case that was opened again keeps its new date when its topic is corrected") {
    House house;
    house.staff("老周", "life");
    leaky_roof(house, "小苗");
    house.say("老周", "办结 10019 已解决 修好了");
    house.clock.advance(std::chrono::days{20});
    house.say("小苗", "2");
    const auto due = house.case_view(1001).due;
    REQUIRE(due > house.clock.now());
    house.say("老周", "对 10019 life.canteen");
    REQUIRE(house.case_view(1001).subcategory == "life.canteen");
    CHECK(house.case_view(1001).due == due);
}

TEST_CASE("a move that the case's life does not know is refused, and nothing of it stays") {
    House house;
    house.staff("老周", "life");
    leaky_roof(house, "小苗");
    CHECK_FALSE(house.store->submit_and_wait([&](store::Transaction& tx) { tx.set_status(CaseId{1001}, CaseStatus::closed, house.clock.now()); }));
    CHECK(house.case_view(1001).status == CaseStatus::triaged);
    house.say("老周", "回访 10019 已解决");
    CHECK(house.case_view(1001).status == CaseStatus::triaged);
}
