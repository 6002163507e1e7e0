// An answer counts once it arrived: what delivery reports is what the case goes by.
#include "pushed.hpp"

using namespace test;

TEST_CASE("a member is asked whether it is solved when the answer is there, and not before") {
    Pushed house;
    CHECK(house.status() == CaseStatus::replied);
    CHECK(house.last_to_member().find("补好了") != std::string::npos);
    house.deliver(store::LetterState::sent);
    house.wait(1min);
    CHECK(house.status() == CaseStatus::awaiting_confirmation);
    CHECK(house.last_to_member().find("真的好了没") != std::string::npos);
    house.push("1");
    CHECK(house.status() == CaseStatus::closed);
}

TEST_CASE("an answer that does not arrive is told in another way") {
    Pushed house;
    house.deliver(store::LetterState::dead);
    house.wait(std::chrono::days{2});
    CHECK(house.status() == CaseStatus::replied);
    CHECK(house.last_letter("老周").find("答复一直没送到") != std::string::npos);
    house.say("老周", "已联系 10019 打电话说了");
    CHECK(house.status() == CaseStatus::awaiting_confirmation);
    const auto letters = house.letters("老周").size();
    house.wait(std::chrono::days{1});
    CHECK(house.letters("老周").size() == letters);
}

TEST_CASE("of an answer that did not arrive colleagues are reminded every working day for a week, then once a week, until the member was told") {
    Pushed house;
    house.deliver(store::LetterState::dead);
    const auto reminded = [&] {
        const auto letters = house.letters("老周");
        return std::count_if(letters.begin(), letters.end(), [](const auto& text) { return text.find("答复一直没送到") != std::string::npos; });
    };
    house.wait(std::chrono::days{1});  // Tuesday, 9 o'clock: the working day is not over
    CHECK(reminded() == 0);
    house.wait(std::chrono::days{7});  // from Wednesday on, and not at the weekend
    CHECK(reminded() == 5);
    house.wait(std::chrono::days{1});
    CHECK(reminded() == 6);
    house.wait(std::chrono::days{28});
    CHECK(reminded() == 10);
    house.say("老周", "已联系 10019 打电话说了");
    house.wait(std::chrono::days{28});
    CHECK(reminded() == 10);
}

TEST_CASE("other letters of a case say nothing about its answer") {
    Pushed house;
    house.say("老周", "已联系 10019");
    REQUIRE(house.status() == CaseStatus::awaiting_confirmation);
    house.push("重办 10019");
    REQUIRE(house.status() == CaseStatus::reopened);
    house.say("老周", "回 10019 明天再来看看");
    house.deliver(store::LetterState::sent);
    house.wait(1h);
    CHECK(house.status() == CaseStatus::handling);
}
