// Cases that wait, and dates that move: who may, when, and what it does to the reminders.
#include "house.hpp"

using namespace test;
using namespace std::chrono_literals;

namespace {

void bad_food(House& house, const std::string& who) {
    house.say(who, "食堂的菜是馊的，吃了拉肚子");
    house.say(who, "1");
    house.say(who, "跳过");
    house.say(who, "跳过");
}

std::size_t reminders(House& house, const std::string& who) {
    const auto all = house.letters(who);
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const auto& text) { return text.starts_with("⏰"); }));
}

struct Desk : House {
    Desk() {
        staff("老周", "life");
        staff("郑科长", "life", dialogue::Role::supervisor);
        bad_food(*this, "小苗");
        say("老周", "已联系 10019");
    }
    CaseStatus status() { return case_view(1001).status; }
};

}  // namespace

TEST_CASE("a case on hold is called to mind by nobody until its day") {
    Desk desk;
    desk.say("老周", "挂起 10019 医院 3月20日");
    CHECK(desk.status() == CaseStatus::handling);
    desk.say("郑科长", "批准 10019");
    REQUIRE(desk.status() == CaseStatus::on_hold);
    desk.wait(std::chrono::days{17});
    CHECK(reminders(desk, "老周") == 0);
    CHECK(desk.status() == CaseStatus::on_hold);
}

TEST_CASE("what waited a week has a week more, and the steps begin behind it") {
    Desk desk;
    const auto before = desk.case_view(1001).due.value();
    desk.say("老周", "挂起 10019 医院 3月20日");
    desk.say("郑科长", "批准 10019");
    desk.wait(std::chrono::days{7});
    desk.say("老周", "恢复 10019");
    CHECK(desk.status() == CaseStatus::handling);
    CHECK(desk.case_view(1001).due.value() - before == std::chrono::days{7});
    desk.wait(std::chrono::days{8});
    CHECK(desk.last_letter("老周").find("催办") != std::string::npos);
}

TEST_CASE("what was only asked for holds nothing") {
    Desk desk;
    desk.say("老周", "挂起 10019 医院 3月20日");
    desk.wait(std::chrono::days{2});
    CHECK(desk.last_letter("郑科长").find("请批的还没答复") != std::string::npos);
    CHECK(desk.status() == CaseStatus::handling);
    desk.say("郑科长", "不批准 10019 化验已经出来了");
    desk.say("郑科长", "批准 10019");
    CHECK(desk.status() == CaseStatus::handling);
    CHECK(desk.last_letter("郑科长").find("没有要批的") != std::string::npos);
}

TEST_CASE("nobody grants their own request, and without a second person none is asked for") {
    House house;
    house.staff("老周", "life");
    bad_food(house, "小苗");
    house.say("老周", "已联系 10019");
    house.say("老周", "挂起 10019 医院 3月20日");
    CHECK(house.last_letter("老周").find("要第二个人批") != std::string::npos);
    house.say("老周", "批准 10019");
    CHECK(house.case_view(1001).status == CaseStatus::handling);
    house.staff("小何", "life");
    house.say("老周", "挂起 10019 医院 3月20日");
    house.say("小何", "批准 10019");
    CHECK(house.case_view(1001).status == CaseStatus::on_hold);
}

TEST_CASE("an answer ends a hold, and so does another topic") {
    Desk desk;
    desk.say("老周", "挂起 10019 部门 3月20日");
    desk.say("郑科长", "批准 10019");
    desk.say("老周", "办结 10019 已解决 换了供应商");
    CHECK(desk.status() == CaseStatus::awaiting_confirmation);
    desk.say("小苗", "2");
    desk.say("老周", "已联系 10019");
    desk.say("老周", "挂起 10019 部门 3月20日");
    desk.say("郑科长", "批准 10019");
    REQUIRE(desk.status() == CaseStatus::on_hold);
    desk.say("老周", "对 10019 life.housing");
    CHECK(desk.status() == CaseStatus::handling);
}

TEST_CASE("another topic keeps the days that were granted") {
    Desk desk;
    const auto due = desk.case_view(1001).due.value();
    desk.say("老周", "延期 10019 3月13日 等化验");
    desk.say("郑科长", "批准 10019");
    const auto later = desk.case_view(1001).due.value();
    REQUIRE(later > due);
    desk.say("老周", "对 10019 life.housing");
    CHECK(desk.case_view(1001).due.value() == later);
}

TEST_CASE("a request for more time that is granted too late moves nothing") {
    Desk desk;
    const auto due = desk.case_view(1001).due.value();
    desk.say("老周", "延期 10019 3月13日 等化验");
    desk.wait(std::chrono::days{9});
    desk.say("郑科长", "批准 10019");
    CHECK(desk.case_view(1001).due.value() == due);
    CHECK(desk.last_letter("郑科长").find("已经过了") != std::string::npos);
}
