// Members who work by night: nothing unasked while they sleep, and nothing kept back once they are up.
#include "pushed.hpp"

using namespace test;

namespace {

constexpr std::int64_t four_in_the_afternoon = 1772438400000;  // of the House's first day

std::optional<Instant> next_letter(Pushed& house) {
    std::optional<Instant> next;
    house.read([&](store::Snapshot& snapshot) { next = snapshot.next_letter_at(); });
    return next;
}

}  // namespace

TEST_CASE("who works by night is asked in the afternoon, and at once when they write before") {
    Pushed house;
    house.push("白天别打扰");
    CHECK(house.last_to_member().find("08:00 到 16:00") != std::string::npos);
    house.deliver(store::LetterState::sent);
    house.wait(1min);
    REQUIRE(house.last_to_member().find("真的好了没") != std::string::npos);

    SECTION("asleep until four") {
        CHECK(next_letter(house) == from_ms(four_in_the_afternoon));
    }
    SECTION("up already") {
        house.push("热水来了吗");
        CHECK(next_letter(house).value() <= house.clock.now());
    }
    SECTION("a colleague's words come at once") {
        house.say("老周", "回 10019 我在门口");
        CHECK(next_letter(house).value() <= house.clock.now());
    }
}

TEST_CASE("everybody else is asked at once, and whoever works by day again too") {
    Pushed house;
    if (GENERATE(true, false)) {
        house.push("白天别打扰");
        house.push("改上白班了");
    }
    house.deliver(store::LetterState::sent);
    house.wait(1min);
    REQUIRE(house.last_to_member().find("真的好了没") != std::string::npos);
    CHECK(next_letter(house).value() <= house.clock.now());
}

TEST_CASE("the list of members says who works by night") {
    Pushed house;
    REQUIRE(house.store->submit_and_wait([&](store::Transaction& tx) {
        store::UnitRow unit;
        unit.code = unit.name = "spinning";
        tx.put(unit);
        store::RosterRow row;
        row.number = row.name = "100";
        row.unit = tx.unit_named("spinning")->id;
        row.shift = GENERATE(as<std::string>(), "丙班（夜）", "Night B");
        tx.put(row);
        tx.link(tx.roster_person("100")->id, tx.person(tx.account("push").value(), "小苗")->member, house.clock.now());
    }));
    house.deliver(store::LetterState::sent);
    house.wait(1min);
    CHECK(next_letter(house) == from_ms(four_in_the_afternoon));
}
