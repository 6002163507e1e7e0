// What representatives answer: it reaches the desk once, moves nothing, and opens nothing that they may not see.
#include "works.hpp"

using namespace test;
using dialogue::Role;

namespace {

struct Answers : Works {
    Answers() {
        representative("刘代表");
        held = seat("刘代表", "A1");
        member("小周", "1", "A1");
        number = complains("小周");
        wait(days{7});
    }
    std::string hears(const std::string& words) {
        say("刘代表", words);
        return last_letter("刘代表");
    }
    CaseId about() const { return CaseId{std::stoll(number) / 10}; }
    std::string number;
    SeatId held;
};

}  // namespace

TEST_CASE("no answer of a representative moves the matter or counts as the union's first contact") {
    Answers house;
    for (const char* words : {"已联系 {}", "需要帮助 {} 帮帮忙", "已解决 {}", "转交 {} 1", "稍后 {} 1", "settled {}", "contacted {}"}) {
        CAPTURE(words);
        CHECK(has(house.hears(fmt::format(fmt::runtime(words), house.number)), house.number));
    }
    const auto about = house.case_view(house.about().value);
    CHECK(about.status == CaseStatus::triaged);
    CHECK_FALSE(about.contacted);
    CHECK_FALSE(about.handler);
    CHECK(house.told("陈姐", "需要帮助") == 1);
    CHECK(house.told("陈姐", "请问一下工友本人") == 1);
    CHECK(house.told("陈姐", "请这边跟着") == 1);
}

TEST_CASE("a button pressed twice is one answer, and more words are another") {
    Answers house;
    for (int press = 0; press < 3; ++press) house.hears("需要帮助 " + house.number);
    CHECK(house.told("陈姐", "需要帮助") == 1);
    house.hears("需要帮助 " + house.number + " 门锁着");
    CHECK(house.told("陈姐", "需要帮助") == 2);
}

TEST_CASE("a digit answers the last letter, once, and nothing any more when the seat is over") {
    Answers house;
    CHECK(has(house.hears("5"), "哪天再提醒您"));
    CHECK(has(house.hears("1"), "再提醒您"));
    CHECK(house.reminders("seat_later", "due") == 1);
    house.change([&](store::Transaction& tx) { tx.set_seat(house.held, house.clock.now() - Millis{1}, store::SeatState::ended); });
    house.wait(days{2});
    CHECK(house.reminders("seat_later", "cancelled") == 1);
    CHECK(has(house.hears("已联系 " + house.number), "没有您能看的这个编号"));

    Answers late;
    late.change([&](store::Transaction& tx) { tx.set_seat(late.held, late.clock.now() - Millis{1}, store::SeatState::ended); });
    CHECK(has(late.hears("1"), "没有您能看的这个编号"));
    CHECK(late.told("陈姐", "职工代表") == 0);
}

TEST_CASE("whoever is asked about a matter of their own answers that one, not the letter") {
    Answers house;
    house.say("刘代表", "宿舍没有热水");
    house.say("刘代表", "1");
    const auto before = house.told("陈姐", "需要帮助");
    house.wait(days{7});
    house.read([&](store::Snapshot& snapshot) {
        const auto person = snapshot.person(snapshot.account("web").value(), "刘代表");
        CHECK(person->at.step != dialogue::Step::seat);
    });
    CHECK_FALSE(has(house.last_letter("刘代表"), "回数字也行"));
    house.say("刘代表", "2");
    CHECK(house.told("陈姐", "需要帮助") == before);
}

TEST_CASE("a number that is not theirs opens nothing, whatever they answer") {
    Answers house;
    house.member("小吴", "2", "A2");
    const auto beside = house.complains("小吴");
    const auto nowhere = fmt::format("{}", with_check_digit(7777));
    for (const char* word : {"已联系", "需要帮助", "已解决", "转交", "稍后"}) {
        CAPTURE(word);
        CHECK(house.hears(fmt::format("{} {}", word, beside)) == house.hears(fmt::format("{} {}", word, nowhere)));
    }
    CHECK(house.told("陈姐", "职工代表") == 0);
}
