// Promised dates: by the calendar of the desk, explained as they were counted, kept when calendars change.
#include "engine/promise.hpp"

#include "house.hpp"

using namespace bot;
using namespace std::chrono_literals;

namespace {

calendar::Day day(int year, unsigned month, unsigned of_month) {
    return calendar::Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month}};
}

// The shipped union, whose daily-life desk works at night.
std::shared_ptr<engine::Tools> with_a_night_desk() {
    auto tools = test::shipped_tools();
    auto rules = tools->settings.calendar.rules();
    const calendar::Hours shift{{22h, 30h}};
    rules.week = {shift, shift, shift, shift, shift, {}, {}};
    tools->settings.calendars.emplace("night", calendar::Calendar(rules));
    for (auto& desk : tools->settings.desks) {
        if (desk.key == "life") desk.calendar = "night";
    }
    return tools;
}

Instant local(const test::House& house, calendar::Day day, Millis into) {
    return calendar::to_utc(house.tools->settings.calendar, calendar::LocalTime{day} + into);
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a desk with hours of its own promises by them") {
    test::House house(with_a_night_desk());
    house.clock.set(local(house, day(2026, 3, 2), 10h));
    house.say("小刘", "宿舍三天没热水了");
    house.say("小刘", "1");
    const auto due = house.case_view(1001).due;
    REQUIRE(due);
    CHECK(*due == local(house, day(2026, 3, 10), 6h));  // the fifth night after that of Monday
    house.say("小刘", "怎么算的");
    const auto told = house.last_letter("小刘");
    CAPTURE(told);
    CHECK(holds(told, "从3月2日（周一）22:00算起"));
    CHECK(holds(told, "到3月10日（周二）06:00"));
}

TEST_CASE("a promised date stays when the calendar changes, and the answer says so") {
    test::House house;
    house.clock.set(local(house, day(2026, 3, 2), 10h));
    house.say("小刘", "宿舍三天没热水了");
    house.say("小刘", "1");
    const auto due = house.case_view(1001).due;
    const auto changed = test::shipped_tools();
    auto rules = changed->settings.calendar.rules();
    rules.special_days[day(2026, 3, 5)] = {{"停电", {}}, {}};
    changed->settings.calendar = calendar::Calendar(rules);
    house.engine.replace_tools(changed);
    house.say("小刘", "怎么算的");
    CHECK(house.case_view(1001).due == due);
    const auto told = house.last_letter("小刘");
    CAPTURE(told);
    CHECK(holds(told, "答应的日子不改"));
    CHECK_FALSE(holds(told, "停电"));
}

TEST_CASE("a new limit of a sub-category does not explain away an old date") {
    test::House house;
    house.clock.set(local(house, day(2026, 3, 2), 10h));
    house.say("小刘", "宿舍三天没热水了");
    house.say("小刘", "1");
    const auto changed = test::shipped_tools();
    changed->settings.catalogue.limits.at("ordinary").reply_working_days = 7;
    house.engine.replace_tools(changed);
    house.say("小刘", "怎么算的");
    CHECK(holds(house.last_letter("小刘"), "3月9日（周一）17:30是先前定下的"));
}

TEST_CASE("a matter that consent was given to days later is explained from when its date was set") {
    test::House house;
    house.clock.set(local(house, day(2026, 3, 2), 10h));
    house.say("小刘", "宿舍三天没热水了");
    house.clock.set(local(house, day(2026, 3, 4), 11h));
    house.say("小刘", "1");
    house.say("小刘", "怎么算的");
    CHECK(holds(house.last_letter("小刘"), "3月4日（周三）11:00收到"));
}

TEST_CASE("a sum over very many days of rest is cut short") {
    test::House house;
    auto changed = test::shipped_tools();
    changed->settings.catalogue.limits.at("ordinary").reply_working_days = 60;
    house.engine.replace_tools(changed);
    house.clock.set(local(house, day(2026, 3, 2), 10h));
    house.say("小刘", "宿舍三天没热水了");
    house.say("小刘", "1");
    house.say("小刘", "怎么算的");
    const auto told = house.last_letter("小刘");
    CAPTURE(told);
    CHECK(holds(told, "60 个工作日"));
    CHECK(holds(told, "后面的休息日也都不算"));
    CHECK(holds(told, "清明节 4月4日–4月6日 不算"));
    CHECK_FALSE(holds(told, "劳动节"));
}

TEST_CASE("promises that fell due are counted: kept, kept in time, not kept, and nothing outside the days") {
    test::House house;
    const auto from = local(house, day(2026, 3, 1), 0h);
    const auto to = local(house, day(2026, 4, 1), 0h);
    REQUIRE(house.store->submit_and_wait([&](store::Transaction& tx) {
        const auto promised = [&](Instant due, std::optional<Instant> kept) {
            const auto id = tx.add_promise({{}, CaseId{1}, StaffId{1}, "", "words", from, due, {}});
            if (kept) tx.promise_kept(id, *kept);
        };
        promised(from, from);                  // the first moment belongs to it
        promised(from + 24h, from + 48h);      // late
        promised(from + 24h, {});              // not kept
        promised(to - 1ms, to - 2ms);          // in time
        promised(to, to);                      // of the next days
        promised(from - 1ms, {});              // of the days before
    }));
    std::optional<store::PromiseCounts> counts;
    REQUIRE(house.store->submit_and_wait([&](store::Transaction& tx) { counts = tx.promises_due(from, to); }));
    CHECK(counts->due == 4);
    CHECK(counts->kept == 3);
    CHECK(counts->in_time == 2);
}
