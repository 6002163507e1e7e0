// Terms begin and end by themselves, and every matter that was followed goes on with somebody, told once.
#include <set>

#include "works.hpp"

using namespace test;
using store::SeatKind;
using store::SeatState;

namespace {

struct Terms : Works {
    Terms() {
        for (const char* name : {"甲代表", "乙代表", "丙代表"}) representative(name);
    }
    SeatState state(SeatId id) {
        SeatState found{};
        read([&](store::Snapshot& snapshot) { found = snapshot.seat(id).value().state; });
        return found;
    }
    // Whoever follows the matter; "desk", or "" when nobody was ever named.
    std::string follower(const std::string& number) {
        std::string name;
        read([&](store::Snapshot& snapshot) {
            const auto seat = store::follower_of(snapshot, CaseId{std::stoll(number) / 10});
            if (!seat) return;
            name = !*seat ? "desk" : snapshot.staff_member(snapshot.seat(*seat)->staff)->who.name;
        });
        return name;
    }
    std::vector<std::string> matters(const std::string& unit, int count) {
        std::vector<std::string> numbers;
        for (int i = 0; i < count; ++i) {
            const auto who = fmt::format("工友{}{}", unit, i);
            member(who, fmt::format("{}{}", unit, i), unit);
            numbers.push_back(complains(who));
        }
        return numbers;
    }
};

}  // namespace

TEST_CASE("a seat begins on its first day and ends after its last") {
    Terms house;
    const auto seat = house.seat("甲代表", "A1", days{10}, days{2}, SeatState::elected);
    house.wait(days{1});
    CHECK(house.state(seat) == SeatState::elected);
    house.wait(days{1} + minutes{1});
    CHECK(house.state(seat) == SeatState::active);
    CHECK(house.told("甲代表", "您在A1在任") == 1);
    house.wait(days{9});
    CHECK(house.state(seat) == SeatState::active);
    house.wait(days{1});
    CHECK(house.state(seat) == SeatState::ended);
    CHECK(house.told("甲代表", "任期到了") == 1);
    CHECK(house.told("甲代表", "还有 7 天") == 1);
}

TEST_CASE("thirty and seven days before the end the holder hears what is handed over, once") {
    Terms house;
    house.seat("甲代表", "A1", days{40});
    house.wait(days{8});
    CHECK(house.told("甲代表", "到时要交接") == 0);
    house.wait(days{6});
    CHECK(house.told("甲代表", "到时要交接") == 1);
    REQUIRE(house.store->submit_and_wait(house.engine.prepare()));
    house.wait(days{12});
    CHECK(house.told("甲代表", "到时要交接") == 1);
    house.wait(days{10});
    CHECK(house.told("甲代表", "到时要交接") == 2);
    house.wait(days{10});
    CHECK(house.told("甲代表", "到时要交接") == 2);
}

TEST_CASE("several successors of one unit share what is open in turn, and every member is told once") {
    Terms house;
    house.seat("甲代表", "A1", days{5});
    const auto numbers = house.matters("A1", 5);
    house.wait(days{4});
    const auto left = house.clock.now();
    house.seat("乙代表", "A1");
    house.seat("丙代表", "A1");
    house.wait(days{2});
    std::map<std::string, int> shares;
    for (const auto& number : numbers) ++shares[house.follower(number)];
    CHECK(shares == std::map<std::string, int>{{"乙代表", 3}, {"丙代表", 2}});
    for (int i = 0; i < 5; ++i) CHECK(house.told(fmt::format("工友A1{}", i), "往后由职工代表") == 1);
    CHECK(house.clock.now() > left);
    house.wait(days{20});
    for (int i = 0; i < 5; ++i) CHECK(house.told(fmt::format("工友A1{}", i), "往后由职工代表") == 1);
}

TEST_CASE("matters go to the seat of the member's own unit before that of the whole plant") {
    Terms house;
    house.seat("甲代表", "A", days{5});
    const auto near = house.matters("A1", 2);
    const auto far = house.matters("A2", 2);
    house.wait(days{4});
    house.seat("乙代表", "A1");
    house.seat("丙代表", "A");
    house.wait(days{2});
    for (const auto& number : near) CHECK(house.follower(number) == "乙代表");
    for (const auto& number : far) CHECK(house.follower(number) == "丙代表");
}

TEST_CASE("what somebody else follows stays there, and a seat of another kind takes nothing") {
    Terms house;
    house.seat("甲代表", "A1", days{5});
    house.seat("乙代表", "A1");
    house.seat("丙代表", "A1", days{60}, Millis{0}, SeatState::active, SeatKind::group_leader);
    const auto numbers = house.matters("A1", 2);
    house.wait(hours{1});
    house.say("乙代表", "已联系 " + numbers[0]);
    house.say("甲代表", "已联系 " + numbers[1]);
    house.wait(days{6});
    CHECK(house.follower(numbers[0]) == "乙代表");
    CHECK(house.told("工友A10", "往后由") == 0);
    CHECK(house.follower(numbers[1]) == "乙代表");
    CHECK(house.told("工友A11", "往后由职工代表乙代表") == 1);
}

TEST_CASE("whoever is elected again goes on, and nobody is told that nothing changed") {
    Terms house;
    house.seat("甲代表", "A1", days{5});
    house.seat("甲代表", "A1", days{60}, days{5}, SeatState::elected);
    const auto numbers = house.matters("A1", 2);
    house.wait(days{6});
    for (const auto& number : numbers) CHECK(house.follower(number) == "甲代表");
    CHECK(house.told("工友A10", "往后由") == 0);
    CHECK(house.told("陈姐", "没有代表跟着") == 0);
}

TEST_CASE("without a successor the desk follows, and hands on to whoever is elected") {
    Terms house;
    const auto seat = house.seat("甲代表", "A1");
    const auto numbers = house.matters("A1", 2);
    house.wait(hours{2});
    house.change([&](store::Transaction& tx) { tx.set_seat(seat, tx.seat(seat)->until, SeatState::suspended); });
    house.wait(days{1});
    CHECK(house.follower(numbers[0]) == "desk");
    CHECK(house.told("甲代表", "席位暂停了") == 1);
    CHECK(house.told("工友A10", "新代表选出来前由") == 1);
    house.seat("乙代表", "A1");
    house.wait(days{1});
    CHECK(house.follower(numbers[0]) == "乙代表");
    CHECK(house.told("工友A10", "往后由职工代表乙代表") == 1);
    CHECK(house.told("乙代表", "由您跟着的有 2 件") == 1);
    // It ends while it is suspended: nothing is left to hand over.
    house.wait(days{70});
    CHECK(house.told("工友A10", "新代表选出来前由") <= 2);
}

TEST_CASE("a seat that ended while the program stood still hands over when it starts, not at night") {
    Terms house;
    house.seat("甲代表", "A1", days{5});
    const auto numbers = house.matters("A1", 1);
    house.wait(hours{2});
    house.clock.set(house.clock.now() + days{5} + hours{12});  // 23 o'clock
    house.wait(minutes{1});
    CHECK(house.follower(numbers[0]) == "desk");
    CHECK(house.told("工友A10", "新代表选出来前由") == 0);
    house.wait(hours{10});
    CHECK(house.told("工友A10", "新代表选出来前由") == 1);
}

TEST_CASE("a hundred seats that end in one moment are all handed over") {
    Terms house;
    std::vector<std::string> numbers;
    for (int i = 0; i < 50; ++i) {
        const auto unit = fmt::format("T{}", i);
        house.change([&](store::Transaction& tx) { Works::unit(tx, unit); });
        for (const char* name : {"甲代表", "乙代表"}) house.seat(name, unit, days{5});
        if (i % 10 == 0) numbers.push_back(house.matters(unit, 1).front());
    }
    house.wait(days{6});
    house.read([&](store::Snapshot& snapshot) {
        for (const auto& seat : snapshot.seats()) CHECK(seat.state == SeatState::ended);
        CHECK(store::seats_unseen(snapshot).empty());
    });
    for (const auto& number : numbers) CHECK(house.follower(number) == "desk");
}
