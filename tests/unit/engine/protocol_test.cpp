// What one representative hands to the next is confirmed by both, or closed by the union after ten working days.
#include "works.hpp"

using namespace test;

namespace {

struct Handing : Works {
    Handing() {
        for (const char* name : {"甲代表", "乙代表"}) representative(name);
        staff("周主任", "duty", dialogue::Role::supervisor);
        seat("甲代表", "A1", days{5});
        for (int i = 0; i < 2; ++i) {
            const auto who = fmt::format("工友{}", i);
            member(who, fmt::format("A1{}", i), "A1");
            complains(who);
        }
        wait(days{4});
        seat("乙代表", "A1");
        wait(days{2});
        number = fmt::format("{}", with_check_digit(1001));
    }
    bool closed() {
        bool is = false;
        read([&](store::Snapshot& snapshot) { is = store::protocol(snapshot, 1)->closed; });
        return is;
    }

    std::string number;
};

}  // namespace

TEST_CASE("both sides hear what was handed over, and their two words close it") {
    Handing house;
    CHECK(house.told("甲代表", "2 件事") == 1);
    CHECK(house.told("乙代表", "交给了您") == 1);
    house.say("甲代表", "交接 " + house.number);
    CHECK(has(house.last_letter("甲代表"), "还等对方"));
    CHECK_FALSE(house.closed());
    house.say("甲代表", "交接 " + house.number);
    CHECK_FALSE(house.closed());
    house.say("乙代表", "交接 " + house.number);
    CHECK(has(house.last_letter("乙代表"), "两边都核对过了"));
    CHECK(house.closed());
    house.wait(days{30});
    CHECK(house.told("周主任", "交接单") == 0);
}

TEST_CASE("what one side never confirms the union closes after ten working days, once") {
    Handing house;
    house.say("乙代表", "交接 " + house.number);
    house.wait(days{12});
    CHECK(house.told("周主任", "交接单") == 0);
    house.wait(days{10});
    REQUIRE(house.told("周主任", "交接单") == 1);
    CHECK(house.told("周主任", "甲代表没核对") == 1);
    CHECK(house.told("周主任", "乙代表没核对") == 0);
    CHECK(house.closed());
    house.wait(days{30});
    CHECK(house.told("周主任", "交接单") == 1);
    house.say("甲代表", "交接 " + house.number);
    CHECK(has(house.last_letter("甲代表"), "已经办结"));
}

TEST_CASE("nobody else confirms a hand-over, nor one that is not there") {
    Handing house;
    house.representative("丙代表");
    for (const auto& number : {house.number, fmt::format("{}", with_check_digit(1002)), std::string("99999999999")}) {
        house.say("丙代表", "交接 " + number);
        CHECK_FALSE(house.closed());
    }
    house.say("丙代表", "交接 " + house.number);
    CHECK(has(house.last_letter("丙代表"), "没有您的这张交接单"));
    house.say("周主任", "交接 " + house.number);
    CHECK_FALSE(house.closed());
}

TEST_CASE("whoever is elected again hands nothing to themselves") {
    Works house;
    house.representative("甲代表");
    house.seat("甲代表", "A1", days{5});
    house.seat("甲代表", "A1", days{60}, days{5}, store::SeatState::elected);
    house.member("工友", "A10", "A1");
    house.complains("工友");
    house.wait(days{6});
    CHECK(house.told("甲代表", "交接单") == 0);
}
