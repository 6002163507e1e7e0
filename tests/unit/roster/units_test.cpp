// The tree of units as lists bring it: right as a whole, or not taken at all.
#include "office.hpp"

using namespace roster_test;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a tree of units is taken in, whatever the order of its rows and columns") {
    Union house;
    const auto report = house.bring(ListKind::units,
                                    "备注,类型,上级编码,单位名称,单位编码\n,班组,A1,甲班,A11\n,车间,A,总装车间,A1\n,厂,G,一厂,A\nx,集团,,宏图集团,G\n");
    CHECK(report.added == 4);
    CHECK(report.ignored == std::vector<std::string>{"备注"});
    house.read([](store::Snapshot& snapshot) {
        const auto team = snapshot.unit_named("A11").value();
        CHECK(team.kind == store::UnitKind::team);
        CHECK(snapshot.within(team.id, snapshot.unit_named("G").value().id));
    });
    CHECK(house.bring(ListKind::units, tree).same == 4);
    CHECK(has(house.text, "新增 1，改动 0，没变 4"));
}

TEST_CASE("a dry run says what would change and changes nothing") {
    Union house;
    const auto file = house.write(tree);
    const auto dry = house.bring({ListKind::units, file, true, false, Language::zh_hans});
    CHECK(dry.added == 5);
    CHECK(has(house.text, "什么都没写"));
    CHECK(house.count("count_units") == 0);
    house.bring(ListKind::units, tree);
    const auto renamed = house.write("code,name,parent\nA11,new name,A1\nB,two,G\nB1,three,B\n");
    const auto again = house.bring({ListKind::units, renamed, true, false, Language::en});
    CHECK(again.changed == 1);
    CHECK(again.added == 2);
    CHECK(has(house.text, "A dry run"));
}

TEST_CASE("units in a ring are refused with their lines, and nothing is written") {
    Union house;
    auto report = house.bring(ListKind::units, "code,name,parent\nG,group,\nA,one,C\nB,two,A\nC,three,B\nD,four,C\n");
    REQUIRE(report.stops.size() == 1);
    CHECK(report.stops[0].reason == "cycle");
    CHECK(report.stops[0].lines == std::vector<std::size_t>{3, 4, 5});
    CHECK(has(house.text, "第 3, 4, 5 行：上级绕成了一个圈（A, B, C）"));
    CHECK(house.count("count_units") == 0);
    CHECK(house.bring(ListKind::units, "code,name,parent\nA,one,A\n").stops.at(0).lines == std::vector<std::size_t>{2});
    // A ring that closes only with what the store knows.
    house.bring(ListKind::units, "code,name,parent\nA,one,\nB,two,A\n");
    report = house.bring(ListKind::units, "code,name,parent\nA,one,B\n");
    CHECK(report.stops.at(0).reason == "cycle");
    CHECK(report.stops.at(0).lines == std::vector<std::size_t>{2});
}

TEST_CASE("a unit whose parent is nowhere is left out, and what hangs on it") {
    Union house;
    const auto report = house.bring(ListKind::units, "code,name,parent\nG,group,\nA,one,X\nA1,two,A\nB,three,G\nC,,G\nC1,four,C\n");
    CHECK(report.added == 2);
    REQUIRE(report.bad_rows == 4);
    CHECK(report.bad[0].line == 6);  // C has no name
    CHECK(has(house.text, "第 3 行：上级 X 不存在"));
    CHECK(has(house.text, "第 7 行：上级 C 不存在"));
}

TEST_CASE("a code that stands twice counts once when all is the same, and stops the list otherwise") {
    Union house;
    auto report = house.bring(ListKind::units, "code,name\nA,one\nA,one\n");
    CHECK(report.added == 1);
    CHECK(report.repeated == 1);
    report = house.bring(ListKind::units, "code,name\nA,one\nB,x\nA,other\nB,y\n");
    REQUIRE(report.stops.size() == 2);
    CHECK(report.stops[0].lines == std::vector<std::size_t>{2, 4});
    CHECK(has(house.text, "B 出现了两次"));
}

TEST_CASE("a complete list takes away the units that it does not name") {
    Union house;
    house.bring(ListKind::units, tree);
    const auto rest = house.write("code,name,parent,kind\nG,宏图集团,,group\nA,一厂,G,plant\nA11,甲班,A1,team\n");
    const auto report = house.bring({ListKind::units, rest, false, true, Language::zh_hans});
    CHECK(report.gone == 2);  // A1 and A12
    CHECK(report.bad_rows == 1);
    CHECK(house.count("count_units") == 3);
    CHECK(house.bring(ListKind::units, tree).changed == 2);
}

TEST_CASE("a tree of too many levels is refused") {
    Union house;
    std::string deep = "code,name,parent\n";
    for (int i = 0; i < 17; ++i) deep += fmt::format("U{0},unit,{1}\n", i, i == 0 ? "" : fmt::format("U{}", i - 1));
    CHECK(house.bring(ListKind::units, deep).stops.at(0).reason == "too_deep");
    CHECK(house.bring(ListKind::units, deep.substr(0, deep.rfind("U16,"))).added == 16);
}
