// Legal periods of a matter: reminded of once a day that matters, also after a standstill; set anew, merged and ended.
#include "engine/clocks.hpp"

#include "house.hpp"

using namespace test;
using std::chrono::days;
using std::chrono::hours;

namespace {

struct Dismissed : House {
    Dismissed() {
        staff("李师傅", "rights");
        staff("周主任", "rights", dialogue::Role::supervisor);
        say("小高", "被辞退了，补偿一分没给");
        say("小高", "1");
        say("小高", "完");
        say("李师傅", "接 10019");
    }
    long told(const std::string& who, std::string_view part) {
        const auto all = letters(who);
        return std::count_if(all.begin(), all.end(), [&](const auto& one) { return one.find(part) != std::string::npos; });
    }
    std::size_t running(std::int64_t about) {
        std::size_t count = 0;
        read([&](store::Snapshot& snapshot) {
            for (const auto& one : store::clocks_of(snapshot, CaseId{about})) count += one.state == store::ClockState::running ? 1 : 0;
        });
        return count;
    }
};

constexpr std::string_view reminds = "有一项法律期限，离最后一天还有";

}  // namespace

TEST_CASE("after a standstill the last useful word about a legal period goes out, and no other") {
    Dismissed house;
    house.say("李师傅", "时效 10019 2 3月2日");
    REQUIRE(house.running(1001) == 1);
    // 14, 7, 5, 4 and 1 days before the seventeenth were slept through.
    house.clock.advance(days{14} + hours{1});
    house.wait(hours{2});
    CHECK(house.told("李师傅", reminds) == 1);
    CHECK(house.told("李师傅", "还有 1 天") == 1);
    house.wait(days{2});
    CHECK(house.told("李师傅", "日子过了") == 1);
    CHECK(house.told("周主任", "日子过了") == 1);
    house.wait(days{30});
    CHECK(house.told("李师傅", "日子过了") == 1);
}

TEST_CASE("set anew a period counts from its new day alone, and ended it is silent") {
    Dismissed house;
    house.say("李师傅", "时效 10019 2 2月25日");
    house.say("李师傅", "时效 10019 2 3月2日");
    CHECK(house.running(1001) == 1);
    house.say("李师傅", "时效 10019 不适用 2");
    CHECK(house.running(1001) == 1);
    house.say("李师傅", "时效 10019 不适用 2 单位撤了");
    CHECK(house.running(1001) == 0);
    house.wait(days{20});
    CHECK(house.told("李师傅", reminds) == 0);
    CHECK(house.told("李师傅", "日子过了") == 0);
}

TEST_CASE("a period goes on with the case that another one is merged into") {
    Dismissed house;
    house.say("李师傅", "时效 10019 2 3月2日");
    house.say("李师傅", "拆分 10019 三月的工资也没发");
    house.read([&](store::Snapshot& snapshot) { REQUIRE(snapshot.find_case(CaseId{1002}).has_value()); });
    house.say("李师傅", "并办 10019 10024");
    REQUIRE(house.case_view(1001).status == CaseStatus::merged);
    CHECK(house.running(1001) == 0);
    CHECK(house.running(1002) == 1);
    house.wait(days{9});
    CHECK(house.told("李师傅", reminds) >= 1);
    CHECK(house.told("李师傅", "10019 辞退") == 0);
}

TEST_CASE("only who may see a case may set its periods, and only while it is open") {
    Dismissed house;
    house.staff("老周", "life");
    house.say("老周", "时效 10019 2 3月2日");
    CHECK(house.running(1001) == 0);
    CHECK(house.last_letter("老周").find("没有您能看的") != std::string::npos);
    house.say("小高", "撤回");
    house.say("小高", "1");
    house.say("李师傅", "时效 10019 2 3月2日");
    CHECK(house.running(1001) == 0);
}
