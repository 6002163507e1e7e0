// Who speaks for whom hears what: seats, constituencies, and every way around them.
#include "house.hpp"

using namespace test;
using dialogue::Role;
using store::SeatState;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// Group — plant — A1 and A2; Liu speaks for A1 and writes from a chat of her own.
struct Works : House {
    Works() {
        staff("陈姐", "life");
        staff("刘代表", "life", Role::representative);
        change([](store::Transaction& tx) {
            UnitId above;
            for (const char* code : {"G", "A"}) above = unit(tx, code, above);
            unit(tx, "A1", above);
            unit(tx, "A2", above);
        });
        give_seat("A1");
    }
    static UnitId unit(store::Transaction& tx, const std::string& code, UnitId above = {}) {
        tx.put(store::UnitRow{{}, code, code, store::UnitKind::other, above, true});
        return tx.unit_named(code).value().id;
    }
    void change(const std::function<void(store::Transaction&)>& work) { REQUIRE(store->submit_and_wait(work)); }
    void give_seat(const std::string& code, SeatState state = SeatState::active) {
        change([&](store::Transaction& tx) {
            store::SeatRow seat;
            for (const auto& one : tx.staff()) {
                if (one.who.name == "刘代表") seat.staff = one.who.id;
            }
            seat.constituency = tx.unit_named(code).value().id;
            seat.from = clock.now();
            seat.until = clock.now() + std::chrono::hours{24 * 30};
            seat.state = state;
            tx.put(seat);
        });
    }
    void list(const std::string& number, const std::string& code) {
        change([&](store::Transaction& tx) {
            store::RosterRow person;
            person.number = number;
            person.name = "secret name";
            person.phone = "13800138000";
            person.unit = tx.unit_named(code).value().id;
            tx.put(person);
        });
    }
    // A verified member with a registered matter; its number.
    std::string complains(const std::string& who, const std::string& number, const std::string& code, const std::string& words = "食堂的菜太咸了") {
        list(number, code);
        change([&](store::Transaction& tx) {
            tx.set_member_code(tx.roster_person(number).value().id, engine::code_hash("CODE" + number), clock.now() + Millis{1'000'000});
        });
        say(who, "绑定 CODE" + number);
        say(who, words);
        say(who, "1");
        std::int64_t row = 0;
        read([&](store::Snapshot& snapshot) {
            row = snapshot.person(snapshot.account("web").value(), who)->last_case.value;
        });
        rows_.push_back(row);
        return fmt::format("{}", with_check_digit(row));
    }
    CaseId last() const { return CaseId{rows_.back()}; }
    std::string hears(const std::string& words) {
        say("刘代表", words);
        return last_letter("刘代表");
    }
    bool sees(const std::string& number) {
        const bool listed = has(hears("名单"), number);
        const bool shown = has(hears("看 " + number), "件 " + number);
        CHECK(listed == shown);
        return shown;
    }

private:
    std::vector<std::int64_t> rows_;
};

}  // namespace

TEST_CASE("a representative sees the own constituency, and neither words, name nor phone") {
    Works house;
    const auto mine = house.complains("小周", "1", "A1", "食堂的菜太咸了，盐罐子打翻了");
    const auto beside = house.complains("小吴", "2", "A2");
    const auto above = house.complains("小郑", "3", "A");
    house.say("没绑定的人", "食堂的菜太咸了");
    house.say("没绑定的人", "1");
    CHECK(house.sees(mine));
    CHECK_FALSE(house.sees(beside));
    CHECK_FALSE(house.sees(above));
    for (const auto& letter : house.letters("刘代表")) {
        CAPTURE(letter);
        CHECK_FALSE(has(letter, "盐罐子"));
        CHECK_FALSE(has(letter, "secret name"));
        CHECK_FALSE(has(letter, "13800138000"));
        CHECK_FALSE(has(letter, "新件"));  // a desk tells representatives nothing
    }
}

TEST_CASE("guessing numbers tells nothing: not there, not mine and sealed sound alike") {
    Works house;
    const auto beside = house.complains("小吴", "2", "A2");
    const auto nowhere = fmt::format("{}", with_check_digit(house.last().value + 1000));
    const auto answer = house.hears("看 " + nowhere);
    for (const char* word : {"看", "接", "备注", "转", "办结", "同类", "对", "退", "交回", "回"}) {
        CAPTURE(word);
        CHECK(house.hears(fmt::format("{} {} 好", word, beside)) == answer);
        CHECK(house.hears(fmt::format("{} {} 好", word, nowhere)) == answer);
    }
}

TEST_CASE("a representative does nothing to a matter that may be seen") {
    Works house;
    const auto mine = house.complains("小周", "1", "A1");
    const auto before = house.letters("小周").size();
    for (const char* words : {"接 {}", "回 {} 好的", "转 {} 权益维护组 因为", "退 {} 不归我", "办结 {} 已解决 好了", "备注 {} 记", "对 {} life.housing", "交回 {}", "同类 {}"}) {
        CAPTURE(words);
        CHECK(has(house.hears(fmt::format(fmt::runtime(words), mine)), "要工会的同志来办"));
    }
    CHECK(has(house.hears("候选"), "名单"));
    CHECK(has(house.hears("重发"), "名单"));
    const auto about = house.case_view(house.last().value);
    CHECK_FALSE(about.handler);
    CHECK(about.status == CaseStatus::triaged);
    CHECK(house.letters("小周").size() == before);
}

TEST_CASE("what changes takes effect with the next message") {
    struct Case {
        std::string_view because;
        std::function<void(Works&, store::Transaction&)> change;
    };
    const Case cases[] = {
        {"made confidential", [](Works& house, store::Transaction& tx) { tx.set_identity(house.last(), dialogue::IdentityMode::confidential, std::nullopt); }},
        {"made anonymous", [](Works& house, store::Transaction& tx) { tx.set_identity(house.last(), dialogue::IdentityMode::anonymous, std::nullopt); }},
        {"sent to a closed circle", [](Works& house, store::Transaction& tx) { tx.set_transfer(house.last(), "restricted", "life"); }},
        {"restricted", [](Works& house, store::Transaction& tx) { tx.set_topic(house.last(), "rights.harass", "restricted", "P1", true, true, std::nullopt, true); }},
        {"an emergency", [](Works& house, store::Transaction& tx) { tx.set_topic(house.last(), "life.canteen", "life", "P0", false, true, std::nullopt, true); }},
        {"a sensitive topic", [](Works& house, store::Transaction& tx) { tx.set_topic(house.last(), "help.medical", "life", "P2b", false, true, std::nullopt, true); }},
        {"withdrawn", [](Works& house, store::Transaction& tx) { tx.set_status(house.last(), CaseStatus::withdrawn, house.clock.now()); }},
        {"unbound", [](Works&, store::Transaction& tx) { tx.unlink(tx.roster_person("1").value().id); }},
        {"in no list any more", [](Works&, store::Transaction& tx) { tx.delist(tx.roster_person("1").value().id); }},
        {"moved to another unit", [](Works&, store::Transaction& tx) {
             auto person = tx.roster_person("1").value();
             person.unit = tx.unit_named("A2").value().id;
             tx.put(person);
         }},
        {"left", [](Works& house, store::Transaction& tx) {
             auto person = tx.roster_person("1").value();
             person.left = house.clock.now();
             tx.put(person);
         }},
        {"suspended", [](Works&, store::Transaction& tx) {
             auto seat = tx.seats().front();
             tx.set_seat(seat.id, seat.until, SeatState::suspended);
         }},
        {"the term over", [](Works& house, store::Transaction& tx) { tx.set_seat(tx.seats().front().id, house.clock.now(), SeatState::active); }},
        {"handed over", [](Works&, store::Transaction& tx) { tx.set_seat(tx.seats().front().id, tx.seats().front().until, SeatState::handed_over); }},
        {"the colleague switched off", [](Works&, store::Transaction& tx) {
             for (const auto& one : tx.staff()) tx.set_staff(one.who.id, one.who.role, one.who.desk, false);
         }},
    };
    for (const auto& one : cases) {
        CAPTURE(std::string(one.because));
        Works house;
        const auto mine = house.complains("小周", "1", "A1");
        REQUIRE(house.sees(mine));
        house.change([&](store::Transaction& tx) { one.change(house, tx); });
        CHECK_FALSE(house.sees(mine));
    }
}

TEST_CASE("sealed matters are a number, and only where ten or more work") {
    Works house;
    house.complains("小周", "1", "A1");
    house.change([&](store::Transaction& tx) { tx.set_identity(house.last(), dialogue::IdentityMode::confidential, std::nullopt); });
    for (int i = 2; i < 10; ++i) house.list(fmt::format("{}", i), "A1");
    CHECK_FALSE(has(house.hears("名单"), "保密"));
    house.list("10", "A1");
    CHECK(has(house.hears("名单"), "另有 1 件保密或匿名的"));
    house.change([&](store::Transaction& tx) { tx.set_topic(house.last(), "rights.harass", "restricted", "P1", true, true, std::nullopt, true); });
    CHECK_FALSE(has(house.hears("名单"), "保密"));  // restricted ones are not even counted
}

TEST_CASE("a constituency takes in all units below it, and two seats two constituencies") {
    Works house;
    const auto first = house.complains("小周", "1", "A1");
    const auto second = house.complains("小吴", "2", "A2");
    house.give_seat("A2", SeatState::elected);
    CHECK_FALSE(house.sees(second));
    house.give_seat("A2", SeatState::active);
    CHECK(house.sees(second));
    CHECK(house.sees(first));
    house.give_seat("G");
    CHECK(house.sees(first));
}

TEST_CASE("every look of a representative is recorded") {
    Works house;
    const auto mine = house.complains("小周", "1", "A1");
    house.hears("看 " + mine);
    house.read([&](store::Snapshot& snapshot) { CHECK(snapshot.readers_of(house.last()).size() == 1); });
}
