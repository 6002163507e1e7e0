// The same thing said by many: who is counted, when the desk hears of it, how often, and who never does.
#include "house.hpp"

using namespace test;

namespace {

constexpr Millis window = std::chrono::hours{24 * 7};

std::size_t count_containing(const std::vector<std::string>& texts, std::string_view part) {
    return static_cast<std::size_t>(std::count_if(
        texts.begin(), texts.end(), [&](const auto& text) { return text.find(part) != std::string::npos; }));
}

constexpr std::string_view suggested = "建议当共性问题";
constexpr std::string_view collective = "【集体诉求】";

std::size_t suggestions(House& house, const std::string& who) { return count_containing(house.letters(who), suggested); }
std::size_t collectives(House& house, const std::string& who) { return count_containing(house.letters(who), collective); }

// Nobody told two of these alike; they meet in the place they name.
constexpr const char* in_own_words[] = {
    "宿舍锅炉坏了没人修",         "下夜班回来宿舍没有热水洗澡", "宿舍的热水天天是凉的",     "大冷天在宿舍洗冷水澡",
    "宿舍热水器放出来全是冷水",   "宿舍没热水,报修没人来",      "住的地方洗不上热水澡",     "宿舍洗澡水冰凉冰凉的",
    "宿舍热水停了好几天",         "宿舍热水一点也没有",         "宿舍的水管里放不出热水来", "宿舍锅炉不热,没法洗澡",
};

void tells(House& house, const std::string& who, const std::string& words) {
    house.say(who, words);
    house.say(who, "1");
}

void tells_of(House& house, const std::string& who, const std::string& words, const std::string& place) {
    tells(house, who, words);
    house.say(who, place);
}

std::string member(int number) { return fmt::format("工友{}", number); }

void tell_from_one_house(House& house, int from, int to) {
    for (int i = from; i < to; ++i) tells_of(house, member(i), in_own_words[i], i % 2 == 0 ? "三号楼" : "3号楼。");
}

const std::string boiler = "三号楼宿舍的锅炉坏了,已经一个星期没热水了";
const std::string boiler_too = "三号楼宿舍锅炉坏了,一个星期没有热水了";
const std::string boiler_again = "已经一个星期没热水了,三号楼宿舍的锅炉坏了";

}  // namespace

TEST_CASE("the third member from one place suggests an issue to the desk, the tenth a collective demand, once each") {
    House house;
    house.staff("张师傅", "life");
    house.staff("李师傅", "rights");
    house.staff("周主任", "supervisor", dialogue::Role::supervisor);
    house.staff("吴主席", "duty", dialogue::Role::chair);
    tell_from_one_house(house, 0, 2);
    CHECK(suggestions(house, "张师傅") == 0);
    tell_from_one_house(house, 2, 9);
    CHECK(suggestions(house, "张师傅") == 1);
    CHECK(collectives(house, "张师傅") == 0);
    CHECK(suggestions(house, "周主任") == 0);
    tell_from_one_house(house, 9, 12);
    CHECK(suggestions(house, "张师傅") == 1);
    for (const auto* who : {"张师傅", "周主任", "吴主席"}) {
        CAPTURE(who);
        CHECK(collectives(house, who) == 1);
    }
    for (const auto& letter : house.letters("吴主席")) CHECK(letter.find("【紧急】") == std::string::npos);
    CHECK(collectives(house, "李师傅") + suggestions(house, "李师傅") == 0);
    const auto all = house.letters("张师傅");
    const auto notice = *std::find_if(all.begin(), all.end(), [](const auto& text) { return text.find(suggested) != std::string::npos; });
    CHECK(notice.find("3 位工友") != std::string::npos);
    CHECK(notice.find("10019 10024 10035") != std::string::npos);
    CHECK(notice.find("3号楼") != std::string::npos);
    CHECK(notice.find("锅炉") == std::string::npos);
    house.read([](store::Snapshot& snapshot) {
        CHECK(snapshot.count("count_issues") == 1);
        const auto issue = snapshot.issue(snapshot.issue_of(CaseId{1001}));
        REQUIRE(issue);
        CHECK(issue->suggested);
        CHECK(issue->collective);
        CHECK(snapshot.issue_cases(issue->id, 100).size() == 12);  // later ones are linked too
        CHECK(store::audit_holds(snapshot));
    });
}

TEST_CASE("no member ever hears that others wrote") {
    House house;
    house.staff("张师傅", "life");
    tell_from_one_house(house, 0, 10);
    REQUIRE(collectives(house, "张师傅") == 1);
    for (int i = 0; i < 10; ++i) {
        house.say(member(i), "进度");
        house.say(member(i), "同类 10019");
        const auto own = fmt::format("{}", with_check_digit(1001 + i));
        for (const auto& letter : house.letters(member(i))) {
            for (int other = 0; other < 10; ++other) {
                if (other == i) continue;
                CAPTURE(letter);
                CHECK(letter.find(fmt::format("{}", with_check_digit(1001 + other))) == std::string::npos);
            }
            CHECK(letter.find("位工友") == std::string::npos);
        }
    }
}

TEST_CASE("nearly the same words meet without any place being named, with slips and in another order") {
    House house;
    house.staff("张师傅", "life");
    tells(house, "甲", boiler);
    tells(house, "乙", boiler_again);
    CHECK(suggestions(house, "张师傅") == 0);
    tells(house, "丙", "三号楼宿舍的鍋爐坏了,已经一个星期没有热水");
    CHECK(suggestions(house, "张师傅") == 1);
    CHECK(house.last_letter("张师傅").find("{{") == std::string::npos);
}

TEST_CASE("the same words about another house are another matter") {
    House house;
    house.staff("张师傅", "life");
    const auto about = [](const char* place) { return fmt::format("{}宿舍的锅炉坏了,已经一个星期没热水了", place); };
    tells(house, "甲", about("3号楼"));
    tells(house, "乙", about("5号楼"));
    tells(house, "丙", about("七号楼"));
    tells_of(house, "丁", "宿舍的锅炉坏了,已经一个星期没热水了", "9号楼");
    tells(house, "戊", about("三号楼"));
    CHECK(suggestions(house, "张师傅") == 0);
    tells_of(house, "己", about("3 号楼"), "3号楼2层");
    CHECK(suggestions(house, "张师傅") == 1);
    CHECK(house.last_letter("张师傅").find("10024") == std::string::npos);
}

TEST_CASE("members are counted, not matters") {
    House house;
    house.staff("张师傅", "life");
    tells(house, "甲", boiler);
    house.say("甲", "完");
    for (int i = 0; i < 3; ++i) {
        house.clock.advance(std::chrono::hours{1});
        house.say("甲", boiler_too);
        house.say("甲", "2");  // a matter of its own, not the old one
        house.say("甲", "完");
    }
    house.read([](store::Snapshot& snapshot) { REQUIRE(snapshot.count("count_cases") >= 3); });
    CHECK(suggestions(house, "张师傅") == 0);
    tells(house, "乙", boiler);
    CHECK(suggestions(house, "张师傅") == 0);
    tells(house, "丙", boiler);
    CHECK(suggestions(house, "张师傅") == 1);
}

TEST_CASE("seven days are seven days") {
    struct Row {
        Millis after_the_first;
        std::size_t told;
        const char* because;
    };
    const Row rows[] = {{window - Millis{1}, 1, "the last moment"}, {window, 0, "the first is seven days old"}};
    for (const auto& row : rows) {
        CAPTURE(row.because);
        House house;
        house.staff("张师傅", "life");
        tells(house, "甲", boiler);
        const auto first = house.clock.now();
        tells(house, "乙", boiler_too);
        house.say("丙", boiler_again);
        house.clock.set(first + row.after_the_first - Millis{2000});  // saying takes two seconds
        house.say("丙", "1");
        CHECK(suggestions(house, "张师傅") == row.told);
    }
}

TEST_CASE("when the same goes on, the desk hears of it once in every window") {
    House house;
    house.staff("张师傅", "life");
    for (const auto* who : {"甲", "乙", "丙"}) tells(house, who, boiler);
    house.clock.advance(std::chrono::hours{24 * 6});
    for (const auto* who : {"丁", "戊"}) tells(house, who, boiler_too);
    CHECK(suggestions(house, "张师傅") == 1);
    house.clock.advance(std::chrono::hours{24 * 2});
    tells(house, "己", boiler);
    CHECK(suggestions(house, "张师傅") == 2);
    tells(house, "庚", boiler);
    CHECK(suggestions(house, "张师傅") == 2);
    house.read([](store::Snapshot& snapshot) { CHECK(snapshot.count("count_issues") == 1); });
}

TEST_CASE("a clock that was set back tells nothing twice") {
    House house;
    house.staff("张师傅", "life");
    for (const auto* who : {"甲", "乙", "丙"}) tells(house, who, boiler);
    house.clock.advance(-std::chrono::hours{24 * 30});
    for (const auto* who : {"丁", "戊", "己"}) tells(house, who, boiler);
    CHECK(suggestions(house, "张师傅") <= 2);
    house.clock.advance(std::chrono::hours{24 * 30});
    for (const auto* who : {"庚", "辛"}) tells(house, who, boiler);
    CHECK(suggestions(house, "张师傅") <= 2);
}

TEST_CASE("held, closed and withdrawn matters do not count, and one that is reopened does") {
    House house;
    house.staff("张师傅", "life");
    house.say("甲", boiler);  // never agrees
    tells(house, "乙", boiler);
    tells(house, "丙", boiler);
    CHECK(suggestions(house, "张师傅") == 0);
    tells(house, "丁", boiler);
    CHECK(suggestions(house, "张师傅") == 1);
    House other;
    other.staff("张师傅", "life");
    tells(other, "乙", boiler);
    other.say("张师傅", "办结 10019 已解决 锅炉修好了");
    other.say("乙", "1");
    REQUIRE_FALSE(is_open(other.case_view(1001).status));
    tells(other, "丙", boiler);
    other.say("丙", "撤回");
    other.say("丙", "1");
    REQUIRE(other.case_view(1002).status == CaseStatus::withdrawn);
    tells(other, "丁", boiler);
    tells(other, "戊", boiler);
    CHECK(suggestions(other, "张师傅") == 0);
    other.say("乙", "重办 10019");
    REQUIRE(other.case_view(1001).status == CaseStatus::reopened);
    CHECK(suggestions(other, "张师傅") == 1);
}

TEST_CASE("who was erased, or withdrew their consent, is not counted any more") {
    House house;
    house.staff("张师傅", "life");
    tells(house, "甲", boiler);
    house.say("甲", "删除我的信息");
    house.say("甲", "确认删除");
    tells(house, "乙", boiler);
    house.say("乙", "撤回同意");
    REQUIRE(is_open(house.case_view(1001).status));
    REQUIRE(is_open(house.case_view(1002).status));
    tells(house, "丙", boiler);
    tells(house, "丁", boiler);
    CHECK(suggestions(house, "张师傅") == 0);
    house.say("张师傅", "同类 10043");
    CHECK(house.last_letter("张师傅").find("10019") == std::string::npos);
    house.read([](store::Snapshot& snapshot) { CHECK(snapshot.count("count_likenesses") == 2); });
}

TEST_CASE("different matters in one place, and many who sign up, make no issue") {
    House house;
    for (const auto* desk : {"life", "safety", "activity", "duty", "rights"}) house.staff(desk, desk);
    tells_of(house, "甲", "三号楼宿舍漏雨,床铺都湿了", "三号楼");
    tells_of(house, "乙", "食堂的菜里吃出虫子", "三号楼");
    tells_of(house, "丙", "车间粉尘大得看不见人,风机也不开", "三号楼");
    for (const auto* who : {"丁", "戊", "己", "庚"}) tells(house, who, "我想报名参加周六的羽毛球活动,两个人");
    REQUIRE(house.case_view(1004).subcategory == "act.sign");
    for (const auto* desk : {"life", "safety", "activity", "duty", "rights"}) {
        CAPTURE(desk);
        CHECK(suggestions(house, desk) == 0);
    }
}

TEST_CASE("restricted matters are counted among themselves, and only their own staff are told") {
    House house;
    house.staff("何姐", "restricted");
    house.staff("代表小方", "restricted", dialogue::Role::representative);
    house.staff("王姐", "duty");
    house.staff("周主任", "supervisor", dialogue::Role::supervisor);
    house.staff("吴主席", "duty", dialogue::Role::chair);
    for (int i = 0; i < 10; ++i) tells(house, member(i), "车间主管老是摸我的手,说下流话,性骚扰");
    REQUIRE(house.case_view(1001).restricted);
    REQUIRE(house.case_view(1001).desk == "restricted");
    CHECK(suggestions(house, "何姐") == 1);
    CHECK(collectives(house, "何姐") == 1);
    for (const auto* who : {"代表小方", "王姐", "周主任", "吴主席"}) {
        CAPTURE(who);
        CHECK(suggestions(house, who) + collectives(house, who) == 0);
        house.say(who, "同类 10019");
        CHECK(house.last_letter(who).find("10024") == std::string::npos);
    }
}

TEST_CASE("an emergency takes no part in notices to others") {
    House house;
    house.staff("孙医生", "crisis", dialogue::Role::staff, true);
    for (int i = 0; i < 4; ++i) house.say(member(i), "活着没意思,我不想活了,真的撑不下去了");
    REQUIRE(house.case_view(1004).urgency == dialogue::Urgency::p0);
    CHECK(suggestions(house, "孙医生") == 0);
    house.read([](store::Snapshot& snapshot) {
        CHECK(snapshot.count("count_likenesses") == 0);
        CHECK(snapshot.count("count_issues") == 0);
    });
}

TEST_CASE("a topic corrected by staff is counted where it belongs") {
    House house;
    house.staff("张师傅", "life");
    house.staff("老秦", "safety");
    tells_of(house, "甲", in_own_words[0], "三号楼");
    tells_of(house, "乙", in_own_words[1], "三号楼");
    tells(house, "丙", "车间粉尘大得看不见人,风机也不开");
    house.say("丙", "2");  // nobody is in danger now
    house.say("丙", "三号楼");
    REQUIRE(house.case_view(1003).subcategory.starts_with("work."));
    CHECK(suggestions(house, "张师傅") == 0);
    house.say("老秦", "对 10035 life.housing");
    REQUIRE(house.case_view(1003).desk == "life");
    CHECK(suggestions(house, "张师傅") == 1);
    CHECK(suggestions(house, "老秦") == 0);
}

TEST_CASE("a matter that goes to another desk leaves the issue, and is not shown to those who cannot see it") {
    House house;
    house.staff("张师傅", "life");
    house.staff("老秦", "safety");
    for (const auto* who : {"甲", "乙", "丙"}) tells(house, who, boiler);
    house.say("张师傅", "看 10019");
    CHECK(house.last_letter("张师傅").find("同类：10024 10035") != std::string::npos);
    house.say("张师傅", "转 10035 safety 锅炉归安全组");
    house.say("张师傅", "看 10019");
    CHECK(house.last_letter("张师傅").find("同类：10024（") != std::string::npos);
    house.say("老秦", "看 10035");
    CHECK(house.last_letter("老秦").find("同类") == std::string::npos);
    house.say("老秦", "同类 10019");
    CHECK(house.last_letter("老秦").find("10024") == std::string::npos);
    CHECK(suggestions(house, "老秦") == 0);
}

TEST_CASE("with nobody to tell the issue waits for the next matter like it") {
    House house;
    for (const auto* who : {"甲", "乙", "丙"}) tells(house, who, boiler);
    house.read([](store::Snapshot& snapshot) {
        CHECK_FALSE(snapshot.issue(snapshot.issue_of(CaseId{1001}))->suggested);
    });
    house.staff("张师傅", "life");
    tells(house, "丁", boiler_too);
    CHECK(suggestions(house, "张师傅") == 1);
}

TEST_CASE("a program that was started again, and a message that comes twice, tell nothing twice") {
    House house;
    house.staff("张师傅", "life");
    for (const auto* who : {"甲", "乙", "丙"}) tells(house, who, boiler);
    REQUIRE(suggestions(house, "张师傅") == 1);
    house.store.reset();
    const auto store = store::open_sqlite(house.folder.path()).value();
    const auto take = [&](const std::string& who, const std::string& words, const std::string& id) {
        house.clock.advance(std::chrono::seconds{2});
        auto message = House::message(who, words, id);
        auto reading = house.engine.read(message);
        REQUIRE(store->submit_and_wait(house.engine.receive(std::move(message), std::move(reading), std::make_shared<engine::Taken>())));
    };
    for (int repeat = 0; repeat < 2; ++repeat) {
        take("丁", boiler_too, "late-1");
        take("丁", "1", "late-2");
    }
    std::size_t told = 0;
    REQUIRE(store->read_and_wait([&](store::Snapshot& snapshot) {
        const auto staff = snapshot.person(snapshot.account("web").value(), "张师傅").value();
        for (const auto& entry : snapshot.entries_after(staff.conversation, 0, 1000)) {
            told += entry.text.find(suggested) != std::string::npos ? 1 : 0;
        }
        CHECK(snapshot.issue_cases(snapshot.issue_of(CaseId{1001}), 10).size() == 4);
    }));
    CHECK(told == 1);
}

TEST_CASE("the union's own numbers decide, and a colleague who reads English is told in English") {
    auto tools = shipped_tools();
    tools->settings.alike = {2, 3, std::chrono::hours{24}};
    House house(tools);
    house.staff("Ann", "life");
    house.say("Ann", "English");
    tells(house, "甲", "The boiler in building 3 is broken, no hot water in the dormitory for a week");
    CHECK(count_containing(house.letters("Ann"), "one issue") == 0);
    tells(house, "乙", "boiler in building 3 broken, no hot water in the dormitory for one week");
    CHECK(count_containing(house.letters("Ann"), "2 members said the same within 1 days") == 1);
    tells(house, "丙", "No hot water in the dormitory for a week, the boiler in building 3 is broken");
    CHECK(count_containing(house.letters("Ann"), "COLLECTIVE") == 1);
    house.say("Ann", "alike 10019");
    CHECK(house.last_letter("Ann").find("10024 10035") != std::string::npos);
}
