// Places are told apart by their names and numbers, however they are typed.
#include "router/unit.hpp"

#include <catch2/catch.hpp>
#include <string_view>

using namespace bot;

TEST_CASE("the name of a unit is the same however it is typed, and a story is no name") {
    const auto three = router::unit_name("三车间");
    CHECK(three == "3车间");
    for (const auto* typed : {"3车间", "３车间。", " 3 车 间 ", "三車間", "“三车间”"}) {
        CAPTURE(typed);
        CHECK(router::unit_name(typed) == three);
    }
    CHECK(router::unit_name("Warehouse B, North") == router::unit_name("warehouse b north"));
    CHECK(router::unit_name("四车间") != three);
    for (const auto* none : {"", " 。", "[photo]", "[photo] 就是这儿", "[location]",
                             "我也不知道算哪个车间,反正就是进了大门往左走到头再上二楼那个地方"}) {
        CAPTURE(none);
        CHECK(router::unit_name(none).empty());
    }
    CHECK(router::unit_number(three) == router::unit_number("3车间"));
    CHECK(router::unit_number(three) != router::unit_number("4车间"));
    CHECK(router::unit_number("") != 0);
    CHECK(router::key_within("life.housing", 1) != router::key_within("life.canteen", 1));
}

TEST_CASE("a text's place is told by the number that goes with a place, not by any number") {
    struct Row {
        std::string_view said;
        std::string_view same_as;
        std::string_view because;
    };
    static constexpr Row rows[] = {
        {"三号楼的锅炉坏了", "3号楼", "a Han digit"},
        {"已经一个星期没热水了,三号楼", "3号楼", "a week is no place"},
        {"十二栋没热水", "12栋", "ten and two"},
        {"我在25号楼住", "二十五号楼", "two tens and five"},
        {"the boiler in building 3 broke 2 days ago", "building 3", "English puts it behind"},
        {"2 days without water in building 3", "3号楼", "whatever the language"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.said, row.because);
        CHECK(router::place_spoken_of(row.said) != 0);
        CHECK(router::place_spoken_of(row.said) == router::place_spoken_of(row.same_as));
    }
    CHECK(router::place_spoken_of("三号楼没热水") != router::place_spoken_of("五号楼没热水"));
    CHECK(router::place_spoken_of("123456789012345678901234567890号楼") != 0);
    for (const auto* none : {"", "没热水了", "三个月没发工资", "\xff号楼", "last week 5 times"}) {
        CAPTURE(none);
        CHECK(router::place_spoken_of(none) == 0);
    }
    CHECK(router::number_in_name(router::unit_name("三号楼")) == router::place_spoken_of("宿舍3号楼"));
    CHECK(router::number_in_name("锅炉房") == 0);
}
