// Several cases of one member, and several people on one case: what is refused, and what is left as it was.
#include "house.hpp"

using namespace test;
using namespace std::chrono_literals;

namespace {

void says(House& house, const std::string& who, const std::string& words) {
    house.say(who, words);
    house.say(who, "1");
    house.say(who, "跳过");
    house.say(who, "跳过");
    house.wait(10min);
}

constexpr const char* housing = "宿舍屋顶漏水，床都湿了";
constexpr const char* wages = "拖欠我三个月工资不给";

}  // namespace

TEST_CASE("an urgent case does not disappear in one that is not, but takes it up") {
    House house;
    house.staff("郑科长", "life", dialogue::Role::supervisor);
    says(house, "小苗", housing);
    says(house, "小苗", wages);
    REQUIRE(house.case_view(1002).urgency == dialogue::Urgency::p1);
    house.say("郑科长", "并办 10024 10019");
    CHECK(house.last_letter("郑科长").find("更急") != std::string::npos);
    CHECK(house.case_view(1002).status == CaseStatus::triaged);
    const auto earlier = house.case_view(1001).due;
    house.say("郑科长", "并办 10019 10024");
    CHECK(house.case_view(1001).status == CaseStatus::merged);
    CHECK(house.case_view(1002).due == earlier);
    const auto letters = house.letters("郑科长").size();
    house.wait(1h);
    CHECK(house.letters("郑科长").size() == letters);
}

TEST_CASE("cases of different members stay apart, whoever asks") {
    House house;
    house.staff("郑科长", "life", dialogue::Role::supervisor);
    says(house, "小苗", housing);
    says(house, "小谷", housing);
    house.say("郑科长", "并办 10024 10019");
    CHECK(house.case_view(1002).status == CaseStatus::triaged);
    house.say("小苗", "并办 10024 10019");
    CHECK(house.case_view(1002).status == CaseStatus::triaged);
}

TEST_CASE("what is done is nobody else's to say, and a restricted case gets no helper from outside") {
    House house;
    house.staff("老周", "life");
    house.staff("小何", "safety");
    house.staff("小马", "safety");
    says(house, "小苗", housing);
    house.say("老周", "已联系 10019");
    house.say("老周", "会办 10019 小何 量一下湿度");
    house.say("小马", "完成 10019 量过了");
    CHECK(house.last_letter("小马").find("没有您能看的") != std::string::npos);
    house.say("老周", "办结 10019 已解决 补好了");
    CHECK(house.case_view(1001).status == CaseStatus::handling);
    house.say("小何", "完成 10019 六成");
    house.say("老周", "办结 10019 已解决 补好了");
    CHECK(house.case_view(1001).status == CaseStatus::awaiting_confirmation);

    says(house, "小林", "车间主任老是对我动手动脚，还发骚扰短信");
    const auto about = house.case_view(1002);
    REQUIRE(about.restricted);
    house.staff("刘姐", about.desk);
    house.say("刘姐", "已联系 10024");
    house.say("刘姐", "会办 10024 小何 问问车间");
    CHECK(house.last_letter("刘姐").find("只归专门小组") != std::string::npos);
    CHECK(house.last_letter("小何").find("10024") == std::string::npos);
}

TEST_CASE("a word to the member on the fourth day is the word that the fifth would ask for") {
    House house;
    house.staff("李师傅", "rights");
    says(house, "小苗", wages);
    house.say("李师傅", "已联系 10019");
    house.wait(std::chrono::days{4});
    house.say("李师傅", "进展 10019 约了总包周五对账");
    house.wait(std::chrono::days{5});
    for (const auto& letter : house.letters("李师傅")) CHECK(letter.find("该跟工友说一声") == std::string::npos);
    house.wait(std::chrono::days{7});
    CHECK(house.last_letter("李师傅").find("该跟工友说一声") != std::string::npos);
}

TEST_CASE("checks after an emergency go on when it is closed, and never in the night") {
    House house;
    house.staff("小秦", "crisis", dialogue::Role::staff, true);
    house.staff("老齐", "crisis", dialogue::Role::staff, true);
    house.wait(14h);  // 23:00
    house.say("小满", "我不想活了，药都攒好了");
    house.say("小秦", "接 10019");
    house.say("小秦", "办结 10019");
    house.say("老齐", "办结 10019");
    REQUIRE(house.case_view(1001).status == CaseStatus::closed);
    house.say("小秦", "已回访 10019");
    CHECK(house.last_letter("小秦").find("还没到") != std::string::npos);
    const auto before = house.letters("小秦").size();
    house.wait(25h);  // midnight
    CHECK(house.letters("小秦").size() == before);
    house.wait(9h);
    CHECK(house.letters("小秦").size() == before + 1);
    house.say("小秦", "已回访 10019 在家，妹妹陪着");
    house.wait(24h);
    CHECK(house.last_letter("小秦").find("问过了") != std::string::npos);
}
