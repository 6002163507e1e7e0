// Units, people, seats and who is who: what the lists put in, and what is asked of it.
#include "house.hpp"

using namespace house;
using namespace bot::store;
using bot::RosterId;
using bot::SeatId;
using bot::StaffId;
using bot::UnitId;

namespace {

constexpr Millis day{86'400'000};

UnitId add_unit(Transaction& tx, const std::string& code, UnitId above = {}) {
    tx.put(UnitRow{{}, code, "unit " + code, UnitKind::team, above, true});
    return tx.unit_named(code).value().id;
}

RosterId add_person(Transaction& tx, const std::string& number, UnitId unit) {
    RosterRow person;
    person.number = number;
    person.name = "name of " + number;
    person.unit = unit;
    tx.put(person);
    return tx.roster_person(number).value().id;
}

std::string hash(char c) { return std::string(32, c); }

// group — plant — A1, A2
struct Tree {
    UnitId group, plant, first, second;
    explicit Tree(Transaction& tx)
        : group(add_unit(tx, "G")), plant(add_unit(tx, "A", group)), first(add_unit(tx, "A1", plant)),
          second(add_unit(tx, "A2", plant)) {}
};

SeatRow seat_of(RosterId person, UnitId constituency, Instant from = monday - day, Instant until = monday + day) {
    SeatRow seat;
    seat.person = person;
    seat.constituency = constituency;
    seat.from = from;
    seat.until = until;
    return seat;
}

}  // namespace

TEST_CASE("a row put again changes only what is different") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto unit = add_unit(tx, "A1");
        RosterRow person;
        person.number = "10001";
        person.name = "Zhang";
        person.unit = unit;
        person.phone = "13800138000";
        person.left = monday;
        CHECK(tx.would_put(person) == Put::added);
        CHECK(tx.put(person) == Put::added);
        CHECK(tx.put(person) == Put::same);
        person.employment = Employment::dispatched;
        CHECK(tx.would_put(person) == Put::changed);
        CHECK(tx.put(person) == Put::changed);
        const auto kept = tx.roster_person("10001").value();
        CHECK(kept.employment == Employment::dispatched);
        CHECK(kept.phone == "13800138000");
        CHECK(kept.left == monday);
        CHECK_FALSE(kept.joined);
        CHECK(tx.put(UnitRow{{}, "A1", "renamed", UnitKind::team, {}, true}) == Put::changed);
        CHECK(tx.unit(unit).value().name == "renamed");
    });
}

TEST_CASE("a person who is in no list any more keeps only the number and the link") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const Tree tree(tx);
        const auto person = add_person(tx, "10001", tree.first);
        const auto member = greet(tx, "zhang").member;
        tx.set_member_code(person, hash('x'), monday + day);
        tx.link(person, member, monday);
        REQUIRE(tx.verified(member, monday));
        tx.delist(person);
        CHECK(tx.roster_person("10001").value().name.empty());
        CHECK_FALSE(tx.member_code(hash('x')));
        CHECK_FALSE(tx.verified(member, monday));
        CHECK(tx.people_of(tree.plant, monday, 100) == 0);
        CHECK(tx.listed_people({}, 10).empty());
        // The list brought again finds them.
        CHECK(add_person(tx, "10001", tree.second) == person);
        CHECK(tx.verified(member, monday).value().unit == tree.second);
    });
}

TEST_CASE("a constituency is a unit and all below it") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const Tree tree(tx);
        CHECK(tx.within(tree.first, tree.first));
        CHECK(tx.within(tree.first, tree.group));
        CHECK_FALSE(tx.within(tree.plant, tree.first));
        CHECK_FALSE(tx.within(tree.first, tree.second));
        CHECK(tx.units_of(tree.plant) == std::vector<UnitId>{tree.plant, tree.first, tree.second});
        const auto person = add_person(tx, "1", tree.first);
        add_person(tx, "2", tree.second);
        const auto member = greet(tx, "zhang").member;
        tx.link(person, member, monday);
        CHECK(tx.people_of(tree.group, monday, 100) == 2);
        CHECK(tx.people_of(tree.group, monday, 1) == 1);
        CHECK(tx.members_of(tree.plant, monday, 10).size() == 1);
        CHECK(tx.members_of(tree.second, monday, 10).empty());
        CHECK(tx.members_of(tree.plant, monday, 10).front().member == member);
    });
}

TEST_CASE("open matters of a constituency are those of its verified members, due or not") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const Tree tree(tx);
        const auto zhang = greet(tx, "zhang");
        const auto li = greet(tx, "li");
        const auto stranger = greet(tx, "stranger");
        tx.link(add_person(tx, "1", tree.first), zhang.member, monday);
        tx.link(add_person(tx, "2", tree.second), li.member, monday);
        const auto first = open(tx, zhang, "life.canteen", CaseStatus::registered);
        open(tx, greet(tx, "zhang"), "life.canteen", CaseStatus::closed);
        open(tx, greet(tx, "zhang"), "life.canteen", CaseStatus::held);
        const auto fourth = open(tx, greet(tx, "zhang"), "life.housing", CaseStatus::handling);
        const auto of_li = open(tx, li, "life.canteen", CaseStatus::registered);
        open(tx, stranger, "life.canteen", CaseStatus::registered);
        std::vector<CaseId> ids;
        for (const auto& one : tx.open_cases_of(tree.first, monday, 100, 100)) ids.push_back(one.id);
        CHECK(ids == std::vector<CaseId>{first, fourth});
        CHECK(tx.open_cases_of(tree.plant, monday, 100, 100).size() == 3);
        CHECK(tx.open_cases_of(tree.second, monday, 100, 100).front().id == of_li);
        CHECK(tx.open_cases_of(tree.plant, monday, 100, 2).size() == 2);
    });
}

TEST_CASE("a seat gives rights while it is active, within its term, to whoever is still there") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const Tree tree(tx);
        const auto person = add_person(tx, "1", tree.first);
        const auto zhang = greet(tx, "zhang");
        tx.link(person, zhang.member, monday);
        const auto staff = tx.add_staff("Zhang", bot::dialogue::Role::representative, "life", monday);
        tx.invite(staff, "code", monday + day);
        tx.use_invitation("code", zhang.conversation, monday);
        const auto seat = seat_of(person, tree.plant);
        CHECK(tx.put(seat) == Put::added);
        const auto id = tx.seat_like(seat).value().id;
        CHECK(tx.seats_of(staff, monday).size() == 1);
        CHECK(tx.seats_at(monday).size() == 1);
        CHECK(tx.conversation_of(id) == zhang.conversation);
        CHECK(tx.seats_of(staff, seat.from).size() == 1);
        CHECK(tx.seats_of(staff, seat.from - Millis{1}).empty());
        CHECK(tx.seats_of(staff, seat.until - Millis{1}).size() == 1);
        CHECK(tx.seats_of(staff, seat.until).empty());
        for (const auto state : {SeatState::elected, SeatState::suspended, SeatState::ended, SeatState::handed_over}) {
            CAPTURE(std::string(to_code(state)));
            tx.set_seat(id, seat.until, state);
            CHECK(tx.seats_of(staff, monday).empty());
            CHECK(tx.seats_at(monday).empty());
        }
        tx.set_seat(id, seat.until, SeatState::active);
        auto gone = tx.roster_person(person).value();
        gone.left = monday;
        tx.put(gone);
        CHECK(tx.seats_of(staff, monday).empty());
        CHECK(tx.seats_of(staff, monday - Millis{1}).size() == 1);
        gone.left.reset();
        tx.put(gone);
        tx.unlink(person);
        CHECK(tx.seats_of(staff, monday).empty());
    });
}

TEST_CASE("a seat is followed by the next one for the same unit") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const Tree tree(tx);
        const auto old = seat_of(add_person(tx, "1", tree.first), tree.plant);
        const auto next = seat_of(add_person(tx, "2", tree.first), tree.plant, monday + day, monday + 3 * day);
        const auto later = seat_of(add_person(tx, "3", tree.first), tree.plant, monday + 2 * day, monday + 9 * day);
        const auto elsewhere = seat_of(add_person(tx, "4", tree.first), tree.first, monday + day, monday + 3 * day);
        for (const auto& seat : {old, next, later, elsewhere}) tx.put(seat);
        const auto id = tx.seat_like(old).value().id;
        CHECK(tx.successor(id).value().person == next.person);
        tx.set_seat(tx.seat_like(next).value().id, next.until, SeatState::ended);
        CHECK(tx.successor(id).value().person == later.person);
        CHECK_FALSE(tx.successor(tx.seat_like(elsewhere).value().id));
    });
}

TEST_CASE("a code is known by its hash, and a new one ends the old") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const Tree tree(tx);
        const auto person = add_person(tx, "1", tree.first);
        const auto other = add_person(tx, "2", tree.first);
        tx.set_member_code(person, hash('x'), monday + day);
        auto alike = hash('x');
        alike.back() = 'y';  // the same mark, another hash
        tx.set_member_code(other, alike, monday + day);
        CHECK(tx.member_code(hash('x')).value().person == person);
        CHECK(tx.member_code(alike).value().person == other);
        tx.set_member_code(person, hash('z'), monday + day);
        CHECK_FALSE(tx.member_code(hash('x')));
        const auto zhang = greet(tx, "zhang").member;
        tx.link(person, zhang, monday);
        CHECK(tx.member_code(hash('z')).value().used);
        CHECK(tx.linked_member(person) == zhang);
        CHECK(tx.linked_person(zhang) == person);
        CHECK(tx.unlink(person));
        CHECK_FALSE(tx.unlink(person));
        CHECK_FALSE(tx.member_code(hash('z')));
    });
}

TEST_CASE("a number has one member and a member one number, whatever the program believes") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const Tree tree(tx);
        tx.link(add_person(tx, "1", tree.first), greet(tx, "zhang").member, monday);
        add_person(tx, "2", tree.first);
    });
    for (const auto& [number, who] : {std::pair{"1", "li"}, std::pair{"2", "zhang"}}) {
        CHECK_FALSE(store->submit_and_wait([&](Transaction& tx) {
            tx.link(tx.roster_person(number).value().id, greet(tx, who).member, monday);
        }));
    }
}

TEST_CASE("whoever has their data erased is no longer known by a number") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const Tree tree(tx);
        const auto person = add_person(tx, "1", tree.first);
        const auto zhang = greet(tx, "zhang").member;
        tx.set_member_code(person, hash('x'), monday + day);
        tx.link(person, zhang, monday);
        tx.erase_member(zhang, monday);
        CHECK_FALSE(tx.linked_member(person));
        CHECK_FALSE(tx.member_code(hash('x')));
    });
}

TEST_CASE("an import that was cut off is known until the list is brought again") {
    Folder folder;
    auto store = opened(folder);
    run(*store, [](Transaction& tx) { tx.begin_import(ListKind::members, monday); });
    store.reset();
    store = opened(folder);
    look(*store, [](Snapshot& snapshot) { CHECK(snapshot.unfinished_imports() == std::vector<std::string>{"members"}); });
    run(*store, [](Transaction& tx) {
        tx.begin_import(ListKind::members, monday);
        tx.end_import(ListKind::members, monday);
    });
    look(*store, [](Snapshot& snapshot) { CHECK(snapshot.unfinished_imports().empty()); });
}
