// Which corrected matters might teach the router, who may say so, and what is kept of a member's words.
#include "house.hpp"

using namespace test;

namespace {

const Instant monday = from_ms(1772413200000);

// A corrected matter as the talk leaves it behind.
struct Matter {
    std::string_view words = "食堂的菜里有虫";
    std::string_view from = "life.housing";
    std::string_view to = "life.canteen";
    std::string_view urgency = "P2b";
    CaseStatus status = CaseStatus::registered;
    bool restricted = false;
    int consent = engine::notice_version;
    std::string_view now_under = {};  // the sub-category the matter has now; empty: the corrected one
};

CaseId put(store::Transaction& tx, const Matter& matter, const std::string& who, StaffId by) {
    const auto account = tx.account("web").value();
    const auto person = tx.welcome(account, who, Language::zh_hans, monday);
    if (matter.consent > 0) tx.set_consent(person.member, matter.consent, false, "agreed", monday);
    const auto words =
        tx.remember_inbound({account, "id-" + who, person.conversation, {}, monday, "message", matter.words})
            .value();
    store::NewCase one;
    one.member = person.member;
    one.conversation = person.conversation;
    one.subcategory = matter.now_under.empty() ? matter.to : matter.now_under;
    one.desk = "life";
    one.urgency = matter.urgency;
    one.status = matter.status;
    one.restricted = matter.restricted;
    one.opened = monday;
    const auto id = tx.open_case(one);
    store::NewEvent event;
    event.about = id;
    event.at = monday;
    event.actor = "member";
    event.kind = "said";
    event.words = words;
    tx.record(event);
    tx.correct(id, matter.from, matter.to, by, monday);
    return id;
}

std::vector<dialogue::Candidate> candidates(House& house, const std::string& who) {
    std::vector<dialogue::Candidate> found;
    house.read([&](store::Snapshot& snapshot) {
        const auto staff = snapshot.person(snapshot.account("web").value(), who)->staff.value();
        found = engine::StoreFacts(*house.tools, snapshot, house.clock.now()).candidates(staff, 5);
    });
    return found;
}

std::vector<store::LessonRow> lessons(House& house) {
    std::vector<store::LessonRow> all;
    house.read([&](store::Snapshot& snapshot) { all = snapshot.lessons(); });
    return all;
}

}  // namespace

TEST_CASE("only ordinary matters of people who agree might teach") {
    struct Row {
        Matter matter;
        bool open;
        std::string_view because;
    };
    const Row rows[] = {
        {{}, true, "an ordinary correction"},
        {{.words = "不想活了，活着没意思"}, false, "a cry for help, whatever it was filed under"},
        {{.urgency = "P0"}, false, "an emergency"},
        {{.restricted = true}, false, "for a restricted desk"},
        {{.to = "rights.harass"}, false, "corrected to what only a restricted desk sees"},
        {{.from = "emotion.support"}, false, "it came from a restricted desk"},
        {{.from = "emg.accident"}, false, "it came from an emergency"},
        {{.to = "no.such_topic"}, false, "a sub-category that is no more"},
        {{.consent = 0}, false, "never agreed"},
        {{.consent = engine::notice_version - 1}, false, "agreed to a notice that did not speak of it"},
        {{.status = CaseStatus::withdrawn}, false, "the member took the matter back"},
        {{.status = CaseStatus::held}, false, "not registered"},
        {{.status = CaseStatus::closed}, true, "a closed matter may teach as well"},
        {{.from = "life.canteen"}, false, "nothing was corrected"},
        {{.now_under = "life.family"}, false, "moved on since"},
        {{.words = ""}, false, "nothing was said"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        House house;
        house.staff("周红", "life");
        house.staff("何敏", "life", dialogue::Role::supervisor);
        REQUIRE(house.store->submit_and_wait(
            [&](store::Transaction& tx) { put(tx, row.matter, "小马", StaffId{1}); }));
        CHECK(candidates(house, "何敏").size() == (row.open ? 1U : 0U));
    }
}

TEST_CASE("of several corrections of one matter only the last might teach") {
    House house;
    house.staff("何敏", "life");
    REQUIRE(house.store->submit_and_wait([&](store::Transaction& tx) {
        const auto id = put(tx, {}, "小马", StaffId{1});
        tx.correct(id, "life.canteen", "life.family", StaffId{1}, monday);
        tx.correct(id, "life.family", "life.canteen", StaffId{1}, monday);
    }));
    const auto open = candidates(house, "何敏");
    REQUIRE(open.size() == 1);
    CHECK(open[0].id == CorrectionId{3});
}

TEST_CASE("at most five are shown, the oldest first, and only to whom the matter may be shown") {
    House house;
    house.staff("何敏", "life");
    house.staff("方静", "privacy");
    REQUIRE(house.store->submit_and_wait([&](store::Transaction& tx) {
        for (int i = 0; i < 60; ++i) put(tx, {.urgency = "P0"}, fmt::format("急{}", i), StaffId{9});
        for (int i = 0; i < 8; ++i) put(tx, {}, fmt::format("工友{}", i), StaffId{9});
    }));
    const auto open = candidates(house, "何敏");
    REQUIRE(open.size() == 5);
    CHECK(open.front().id == CorrectionId{61});
    CHECK(candidates(house, "方静").empty());
}

TEST_CASE("a lesson is masked words and nothing that leads to their owner but the audit") {
    House house;
    house.staff("周红", "life");
    house.staff("何敏", "life");
    REQUIRE(house.store->submit_and_wait([&](store::Transaction& tx) {
        put(tx, {.words = "我叫马小军，电话13800138000，食堂的菜里有虫"}, "小马", StaffId{1});
        put(tx, {}, "老丁", StaffId{1});
    }));
    house.say("周红", "学 1");
    CHECK(lessons(house).empty());  // who corrected cannot decide
    house.say("何敏", "学 1");
    house.say("何敏", "学 1");
    house.say("何敏", "学 2");
    const auto kept = lessons(house);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].text == "我叫*，电话0，食堂的菜里有虫");
    CHECK(kept[0].subcategory == "life.canteen");
    CHECK(kept[0].urgency == "normal");
    CHECK(kept[0].language == "zh");
    CHECK(kept[0].day == "2026-03-02");
    CHECK(candidates(house, "何敏").empty());
    house.read([](store::Snapshot& snapshot) { CHECK(store::audit_holds(snapshot)); });

    house.say("小马", "撤回同意");
    const auto left = lessons(house);
    REQUIRE(left.size() == 1);
    CHECK(left[0].id == kept[1].id);
    house.say("老丁", "删除我的信息");
    house.say("老丁", "确认删除");
    CHECK(lessons(house).empty());
}

TEST_CASE("what is left out stays out") {
    House house;
    house.staff("周红", "life");
    REQUIRE(house.store->submit_and_wait([&](store::Transaction& tx) { put(tx, {}, "小马", StaffId{1}); }));
    CHECK(candidates(house, "周红").size() == 1);
    house.say("周红", "不学 1");  // one's own correction may be taken back
    CHECK(candidates(house, "周红").empty());
    CHECK(lessons(house).empty());
    house.say("小马", "学 1");  // a member's word of the same sound does nothing
    CHECK(lessons(house).empty());
}
