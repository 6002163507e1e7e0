// What the rates are, and that nothing small can be seen or worked out.
#include <catch2/catch.hpp>

#include "figures/rates.hpp"

using namespace bot;
using figures::Rate;
using store::RateCounts;
using store::RateRow;
using store::RatesBy;

namespace {

RateCounts cases(std::int64_t count) {
    RateCounts counts;
    counts.cases = count;
    counts.contacted = count;
    counts.replied = count / 2;
    return counts;
}

std::vector<std::string> hidden(const figures::Sheet& sheet) {
    std::vector<std::string> groups;
    for (const auto& line : sheet.lines) {
        if (line.hidden) groups.push_back(line.group);
    }
    return groups;
}

store::UnitRow unit(std::int64_t id, std::int64_t parent) {
    store::UnitRow row;
    row.id = UnitId{id};
    row.parent = UnitId{parent};
    return row;
}

}  // namespace

TEST_CASE("the service index is the worked example") {
    RateCounts counts;
    counts.cases = 50;
    counts.contacted = 46;
    counts.answered = 50;
    counts.solved = 30;
    counts.partly = 8;
    counts.rated = 44;
    counts.pleased = 33;
    counts.replied = 45;
    CHECK(figures::service_index(counts) == Approx(79.3));
    CHECK(figures::service_index({}) == 0);
}

TEST_CASE("a small group's rate is drawn towards the whole") {
    CHECK(figures::shrunk({4, 4}, {90, 100}) == Approx(8.5 / 9));
    CHECK(figures::shrunk({15, 30}, {90, 100}) == Approx(0.5));
    CHECK(figures::shrunk({14, 29}, {90, 100}) == Approx(18.5 / 34));
    CHECK(figures::shrunk({0, 10}, {0, 0}) == 0);
}

TEST_CASE("a group below five is hidden, and the next smallest with it") {
    const std::vector<RateRow> rows{{false, "care", cases(4)}, {false, "life", cases(40)}, {false, "pay", cases(12)}, {true, "", cases(9)}};
    const auto sheet = figures::sheet(RatesBy::category, rows, {});
    CHECK(hidden(sheet) == std::vector<std::string>{"care", "sealed"});
    CHECK(sheet.whole.counts.cases == 65);
    for (const auto& line : sheet.lines) {
        if (line.hidden) CHECK(line.shown[figures::response].empty());
    }
    CHECK(figures::csv(sheet, {}).find("\"care\",\"\",,,,,,") != std::string::npos);
}

TEST_CASE("two small groups hide each other, five are enough, and a small whole shows nothing") {
    CHECK(hidden(figures::sheet(RatesBy::handler, {{false, "1", cases(4)}, {false, "2", cases(1)}, {false, "3", cases(5)}}, {})) ==
          std::vector<std::string>{"1", "2"});
    CHECK(hidden(figures::sheet(RatesBy::handler, {{false, "1", cases(5)}, {false, "2", cases(5)}}, {})).empty());
    const auto small = figures::sheet(RatesBy::whole, {{false, "", cases(4)}}, {});
    CHECK(small.whole.hidden);
    CHECK(small.whole.shown[figures::response].empty());
}

TEST_CASE("a rate of few answers is hidden even where the cases are many") {
    auto few = cases(40);
    few.rated = few.pleased = 3;
    auto many = cases(40);
    many.rated = 20;
    many.pleased = 10;
    auto some = cases(40);
    some.rated = some.pleased = 10;
    const auto sheet = figures::sheet(RatesBy::category, {{false, "a", few}, {false, "b", many}, {false, "c", some}}, {});
    CHECK(hidden(sheet).empty());
    CHECK(sheet.lines[0].shown[figures::satisfaction].empty());
    CHECK(sheet.lines[2].shown[figures::satisfaction].empty());  // else the first is what is missing
    CHECK(sheet.lines[1].shown[figures::satisfaction] == "54%");  // 10 of 20, drawn towards 23 of 33
    CHECK(sheet.whole.shown[figures::satisfaction] == "70%");
}

TEST_CASE("of few cases neither none nor all is told") {
    auto all = cases(10);
    auto none = cases(10);
    none.contacted = 0;
    const auto sheet = figures::sheet(RatesBy::category, {{false, "a", all}, {false, "b", none}, {false, "c", cases(200)}}, {});
    CHECK(sheet.lines[0].shown[figures::response] == "≥90%");
    CHECK(sheet.lines[2].shown[figures::response] == "100%");
    CHECK(figures::sheet(RatesBy::whole, {{false, "", none}}, {}).whole.shown[figures::response] == "≤10%");
}

TEST_CASE("a unit counts all below it, and a hidden one hides what is below") {
    const std::vector<store::UnitRow> units{unit(1, 0), unit(2, 1), unit(3, 1), unit(4, 2)};
    const std::vector<RateRow> rows{{false, "1", cases(6)}, {false, "3", cases(4)}, {false, "4", cases(30)}, {false, "", cases(7)}};
    const auto sheet = figures::sheet(RatesBy::unit, rows, units);
    REQUIRE(sheet.lines.size() == 6);
    CHECK(sheet.lines[0].counts.cases == 40);
    CHECK(sheet.lines[1].counts.cases == 30);
    CHECK(sheet.lines[2].group == "4");
    // Three has four; what is only in one goes with it, and one itself stays.
    CHECK(hidden(sheet) == std::vector<std::string>{"3", "1own"});
}
