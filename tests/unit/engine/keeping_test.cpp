// Emergencies that no timer closes, restricted matters, what is forgotten and what is kept.
#include "house.hpp"

using namespace test;

namespace {

bool any_contains(const std::vector<std::string>& texts, std::string_view part) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const auto& text) { return text.find(part) != std::string::npos; });
}

std::size_t count_containing(const std::vector<std::string>& texts, std::string_view part) {
    return static_cast<std::size_t>(std::count_if(
        texts.begin(), texts.end(), [&](const auto& text) { return text.find(part) != std::string::npos; }));
}

}  // namespace

TEST_CASE("an emergency is paged at once, every five minutes, and no timer closes it") {
    House house;
    house.staff("孙医生", "crisis", dialogue::Role::staff, true);
    house.staff("周主任", "duty", dialogue::Role::supervisor, true);
    house.say("林", "活着没意思,不想活了");
    CHECK(count_containing(house.letters("孙医生"), "【紧急】") == 1);
    CHECK(count_containing(house.letters("周主任"), "【紧急】") == 0);
    house.wait(std::chrono::minutes{5});
    CHECK(count_containing(house.letters("周主任"), "【紧急】") == 1);
    house.wait(std::chrono::hours{1});
    CHECK(count_containing(house.letters("孙医生"), "【紧急】") >= 10);
    CHECK(house.case_view(1001).status == CaseStatus::triaged);
    CHECK(house.case_view(1001).urgency == dialogue::Urgency::p0);
}

TEST_CASE("one person alone cannot close an emergency, and its member cannot withdraw it") {
    House house;
    house.staff("孙医生", "crisis", dialogue::Role::staff, true);
    house.staff("周主任", "crisis", dialogue::Role::supervisor, true);
    house.say("林", "不想活了");
    house.say("孙医生", "接 10019");
    for (int i = 0; i < 3; ++i) house.say("孙医生", "办结 10019");
    CHECK(is_open(house.case_view(1001).status));
    house.say("林", "撤回");
    house.say("林", "1");
    CHECK(is_open(house.case_view(1001).status));
    house.say("孙医生", "转 10019 duty 不归我");
    CHECK(house.case_view(1001).desk == "crisis");
    // The member wrote since: what was said before does not count any more.
    CHECK(any_contains(house.letters("孙医生"), "“办结”不算"));
    house.say("周主任", "办结 10019");
    CHECK(is_open(house.case_view(1001).status));
    house.say("孙医生", "办结 10019");
    CHECK(house.case_view(1001).status == CaseStatus::closed);
}

TEST_CASE("paging stops when somebody accepts, and the bot never says before that a person is there") {
    House house;
    house.staff("孙医生", "crisis", dialogue::Role::staff, true);
    house.say("林", "我要跳楼");
    house.wait(std::chrono::minutes{4});
    CHECK_FALSE(any_contains(house.letters("林"), "真人在和您说话"));
    house.say("孙医生", "接 10019");
    CHECK(any_contains(house.letters("林"), "真人在和您说话"));
    const auto pages = count_containing(house.letters("孙医生"), "【紧急】");
    const auto to_member = house.letters("林").size();
    house.wait(std::chrono::hours{2});
    CHECK(count_containing(house.letters("孙医生"), "【紧急】") == pages);
    CHECK(house.letters("林").size() == to_member);
}

TEST_CASE("with nobody on call the bot says so, and whoever leads is told and may accept") {
    House house;
    house.staff("刘主席", "duty", dialogue::Role::chair);
    house.say("林", "不想活了");
    CHECK(any_contains(house.letters("林"), "没有排好的值班同志"));
    CHECK(any_contains(house.letters("刘主席"), "【紧急】"));
    house.say("刘主席", "接 10019");
    CHECK(house.case_view(1001).handler);
}

TEST_CASE("each page goes out once, also when the timers run twice at the same moment") {
    House house;
    house.staff("孙医生", "crisis", dialogue::Role::staff, true);
    house.say("林", "不想活了");
    house.clock.advance(std::chrono::minutes{5});
    for (int i = 0; i < 3; ++i) {
        auto effects = std::make_shared<engine::Effects>();
        REQUIRE(house.store->submit_and_wait(house.engine.tick(effects)));
    }
    CHECK(count_containing(house.letters("孙医生"), "【紧急】") == 2);
}

TEST_CASE("a restricted matter is invisible to other desks, by number too") {
    House house;
    house.staff("王姐", "duty");
    house.staff("李师傅", "rights");
    house.staff("何姐", "restricted");
    house.say("林", "主管老是摸我,性骚扰");
    house.say("林", "1");
    const auto view = house.case_view(1001);
    REQUIRE(view.restricted);
    for (const auto* name : {"王姐", "李师傅"}) {
        CAPTURE(name);
        house.say(name, "看 10019");
        house.say(name, "接 10019");
        house.say(name, "队列");
        CHECK_FALSE(any_contains(house.letters(name), "主管老是摸我"));
    }
    CHECK_FALSE(house.case_view(1001).handler);
    if (view.desk == "restricted") {
        house.say("何姐", "看 10019");
        CHECK(any_contains(house.letters("何姐"), "主管老是摸我"));
    }
}

TEST_CASE("a matter that was never agreed to is forgotten after thirty days, words and all") {
    House house;
    house.say("周", "三个月没发工资了");
    house.wait(std::chrono::hours{24 * 29});
    CHECK(house.case_view(1001).status == CaseStatus::held);
    house.wait(std::chrono::hours{24 * 2});
    CHECK(house.case_view(1001).status == CaseStatus::withdrawn);
    house.read([](store::Snapshot& snapshot) {
        const auto person = snapshot.person(snapshot.account("web").value(), "周");
        for (const auto& entry : snapshot.entries_after(person->conversation, 0, 10)) {
            if (entry.mine) CHECK(entry.text.empty());
        }
    });
}

TEST_CASE("a member who asks is forgotten, but not what is still being worked on") {
    House house;
    house.staff("张师傅", "life");
    house.say("周", "宿舍漏水");
    house.say("周", "1");
    house.say("张师傅", "看 10019");
    house.say("周", "撤回");
    house.say("周", "1");
    house.say("周", "三个月没发工资了");
    house.say("周", "删除我的信息");
    house.say("周", "确认删除");
    CHECK(any_contains(house.letters("周"), "删好了"));
    CHECK_FALSE(any_contains(house.letters("张师傅"), "宿舍漏水"));
    house.read([](store::Snapshot& snapshot) {
        const auto person = snapshot.person(snapshot.account("web").value(), "周");
        std::vector<std::string> left;
        for (const auto& entry : snapshot.entries_after(person->conversation, 0, 50)) {
            if (entry.mine && !entry.text.empty()) left.push_back(entry.text);
        }
        CHECK(std::find(left.begin(), left.end(), "宿舍漏水") == left.end());
        CHECK(std::find(left.begin(), left.end(), "三个月没发工资了") != left.end());
        CHECK(store::audit_holds(snapshot));
    });
}

TEST_CASE("the tenth return of a case to its first contact still has a first contact") {
    House house;
    house.staff("王姐", "duty");
    house.staff("张师傅", "life");
    house.staff("周主任", "supervisor", dialogue::Role::supervisor);
    house.say("周", "人工");
    house.say("王姐", "接 10019");
    for (int i = 0; i < 10; ++i) {
        house.say("王姐", "转 10019 life 像是宿舍的事");
        CHECK(house.case_view(1001).desk == "life");
        house.say("张师傅", "退 10019 不归我们");
        CHECK(house.case_view(1001).desk == "duty");
        CHECK(house.case_view(1001).first_contact);
    }
    CHECK(any_contains(house.letters("王姐"), "退回"));
    CHECK(any_contains(house.letters("周主任"), "第二次被退回"));
}

TEST_CASE("no answer is not a yes: only the member closes a case") {
    House house;
    house.staff("张师傅", "life");
    house.say("周", "宿舍漏水");
    house.say("周", "1");
    house.say("张师傅", "办结 10019 已解决 修好了");
    CHECK(house.case_view(1001).status == CaseStatus::awaiting_confirmation);
    house.say("张师傅", "办结 10019 已解决 修好了");
    CHECK(house.case_view(1001).status == CaseStatus::awaiting_confirmation);
    house.say("周", "2");
    CHECK(house.case_view(1001).status == CaseStatus::reopened);
    house.say("张师傅", "办结 10019 已解决 这回真修好了");
    house.say("周", "1");
    house.say("周", "2");
    CHECK(house.case_view(1001).status == CaseStatus::reopened);
    CHECK(house.case_view(1001).reopened == 2);
}
