// Representatives and group leaders as lists bring them.
#include "office.hpp"

using namespace roster_test;
using store::SeatState;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

struct House : Union {
    House() {
        bring(ListKind::units, tree);
        bring(ListKind::members, "number,name,unit\n1,Zhang,A11\n2,Li,A12\n");
        REQUIRE(store->submit_and_wait([&](store::Transaction& tx) {
            tx.add_staff("赵代表", dialogue::Role::representative, "life", clock.now());
        }));
    }
    std::vector<store::SeatRow> seats() {
        std::vector<store::SeatRow> all;
        read([&](store::Snapshot& snapshot) { all = snapshot.seats(); });
        return all;
    }
};

}  // namespace

TEST_CASE("seats of people and of colleagues are taken in, and last to the end of their last day") {
    House house;
    const auto report = house.bring(ListKind::seats,
                                    "工号,同志,身份,选区,任期开始,任期结束,状态\n1,,职工代表,A1,2026-03-01,2029-02-28,\n,赵代表,小组长,A12,2026/3/1,2029/2/28,暂停\n");
    CHECK(report.added == 2);
    const auto all = house.seats();
    REQUIRE(all.size() == 2);
    CHECK(all[0].kind == store::SeatKind::representative);
    CHECK(all[0].from == from_ms(1772294400000));   // 2026-03-01 00:00 in Shanghai
    CHECK(all[0].until == from_ms(1866988800000));  // 2029-03-01 00:00 in Shanghai
    CHECK(all[0].state == SeatState::active);
    CHECK(all[1].kind == store::SeatKind::group_leader);
    CHECK(all[1].staff);
    CHECK(all[1].state == SeatState::suspended);
}

TEST_CASE("a state that the list leaves open stays as it was") {
    House house;
    const std::string list = "number,kind,constituency,from,until,state\n1,rep,A1,2026-03-01,2029-02-28,";
    house.bring(ListKind::seats, list + "suspended\n");
    CHECK(house.bring(ListKind::seats, list + "\n").same == 1);
    CHECK(house.seats()[0].state == SeatState::suspended);
    CHECK(house.bring(ListKind::seats, list + "active\n").changed == 1);
    CHECK(house.seats()[0].state == SeatState::active);
}

TEST_CASE("a term that ends before it begins, and holders who are nowhere, are told by line") {
    House house;
    const auto report = house.bring(ListKind::seats,
                                    "number,staff,kind,constituency,from,until,state\n"
                                    "1,,rep,A1,2026-03-02,2026-03-01,\n"
                                    "9,,rep,A1,2026-03-01,2029-02-28,\n"
                                    ",nobody,rep,A1,2026-03-01,2029-02-28,\n"
                                    ",,rep,A1,2026-03-01,2029-02-28,\n"
                                    "1,赵代表,rep,A1,2026-03-01,2029-02-28,\n"
                                    "1,,rep,X,2026-03-01,2029-02-28,\n"
                                    "1,,king,A1,2026-03-01,2029-02-28,\n"
                                    "1,,,A1,2026-03-01,2029-02-28,\n"
                                    "1,,rep,A1,,2029-02-28,\n"
                                    "1,,rep,A1,2026-03-01,soon,\n"
                                    "1,,rep,A1,2026-03-01,2029-02-28,asleep\n"
                                    "1,,rep,A1,2026-03-02,2026-03-02,\n");
    std::vector<std::pair<std::size_t, std::string>> told;
    for (const auto& row : report.bad) told.emplace_back(row.line, row.reason);
    const std::vector<std::pair<std::size_t, std::string>> expected{
        {2, "ends_before"}, {3, "no_such_person"}, {4, "no_such_staff"}, {5, "holder"},     {6, "holder"},      {7, "no_such_unit"},
        {8, "unknown_word"}, {9, "empty"},         {10, "empty"},        {11, "not_a_day"}, {12, "unknown_word"}};
    CHECK(told == expected);
    CHECK(report.added == 1);
    CHECK(has(house.text, "第 2 行：结束 2026-03-01 在开始之前"));
}

TEST_CASE("one seat that stands twice with two ends stops the list") {
    House house;
    const auto report = house.bring(ListKind::seats, "number,kind,constituency,from,until\n1,rep,A1,2026-03-01,2029-02-28\n1,representative,A1,2026/3/1,2028-02-28\n");
    REQUIRE(report.stops.size() == 1);
    CHECK(report.stops[0].reason == "duplicate");
    CHECK(house.seats().empty());
}

TEST_CASE("seats that a complete list does not name are over at once") {
    House house;
    const std::string head = "number,kind,constituency,from,until\n";
    house.bring(ListKind::seats, head + "1,rep,A1,2026-03-01,2029-02-28\n2,rep,A1,2026-03-01,2029-02-28\n");
    const auto wrong = house.write(head + "1,rep,A1,2026-03-01,2029-02-28\n2,rep,A9,2026-03-01,2029-02-28\n");
    CHECK(house.bring({ListKind::seats, wrong, false, true, Language::zh_hans}).gone == 0);  // the row may be the one
    const auto file = house.write(head + "1,rep,A1,2026-03-01,2029-02-28\n");
    CHECK(house.bring({ListKind::seats, file, true, true, Language::zh_hans}).gone == 1);
    CHECK(house.bring({ListKind::seats, file, false, true, Language::zh_hans}).gone == 1);
    const auto all = house.seats();
    CHECK(all[0].state == SeatState::active);
    CHECK(all[1].state == SeatState::ended);
    CHECK(all[1].until == monday);
}
