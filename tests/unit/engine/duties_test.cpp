// The duties of seats: when they fall due, how often they are reminded of, and who may say that one is done.
#include "engine/duties.hpp"
#include "text/normalize.hpp"
#include "works.hpp"

using namespace test;
using config::Duty;

namespace {

constexpr std::string_view letter = "要做的";

std::chrono::local_days day(int month, int one) { return std::chrono::local_days{std::chrono::year{2026} / month / one}; }

std::shared_ptr<engine::Tools> with_duties(std::vector<Duty> duties) {
    auto tools = shipped_tools();
    tools->settings.duties = std::move(duties);
    return tools;
}

Duty monthly() { return {"talk", {"谈心", "talk"}, Duty::Every::month, {}, 0, {0, 14, 24}, true, true}; }
Duty welcome() { return {"welcome", {"欢迎", "welcome"}, Duty::Every::new_member, {}, 3, {0, 2}, true, true}; }
Duty session() { return {"reading", {"看材料", "read"}, Duty::Every::day, {day(4, 20)}, 0, {7, 3, 0}, true, false}; }

struct Duties : Works {
    explicit Duties(std::vector<Duty> duties) : Works(with_duties(std::move(duties))) {
        representative("刘代表");
        held = seat("刘代表", "A1", days{200});
    }
    std::string number_of_first() {
        std::string number;
        read([&](store::Snapshot& snapshot) {
            const auto tasks = engine::duties_of(*tools, snapshot, held, clock.now());
            if (!tasks.empty()) number = fmt::format("{}", tasks.front().number);
        });
        return number;
    }
    // Day by day, as a machine that is never off.
    void live_until(int month, int of_month, Millis time) {
        const auto there = calendar::to_utc(tools->settings.calendar, calendar::LocalTime{day(month, of_month)} + time);
        while (clock.now() + hours{6} < there) wait(hours{6});
        wait(there - clock.now());
    }
    SeatId held;
};

}  // namespace

TEST_CASE("a monthly duty is reminded of on its days, and not after it is done") {
    Duties house({monthly()});
    house.until(2026, 3, 31, hours{20});
    CHECK(house.told("刘代表", letter) == 0);  // the seat began within the month
    house.until(2026, 4, 1, hours{9});
    CHECK(house.told("刘代表", letter) == 1);
    house.until(2026, 4, 14, hours{20});
    CHECK(house.told("刘代表", letter) == 1);
    house.until(2026, 4, 15, hours{9});
    CHECK(house.told("刘代表", letter) == 2);
    const auto number = house.number_of_first();
    house.say("刘代表", "做了 " + number);
    CHECK(has(house.last_letter("刘代表"), "记下了"));
    house.until(2026, 4, 30, hours{20});
    CHECK(house.told("刘代表", letter) == 2);
    house.until(2026, 5, 6, hours{9});  // the first to the fifth of May are holidays
    CHECK(house.told("刘代表", letter) == 3);
    house.say("刘代表", "任务");
    CHECK(has(house.last_letter("刘代表"), "谈心"));
}

TEST_CASE("new members are welcomed within three days: one duty a day, and no names") {
    Duties house({welcome()});
    house.wait(hours{1});
    house.member("小周", "1", "A1");
    house.member("小吴", "2", "A1");
    house.member("小郑", "3", "A2");
    house.wait(days{1});
    CHECK(house.told("刘代表", letter) == 1);
    CHECK(has(house.last_letter("刘代表"), "要做的 1 项"));
    for (const auto& one : house.letters("刘代表")) {
        CHECK_FALSE(has(one, "secret name"));
        CHECK_FALSE(has(one, "小周"));
    }
    house.wait(days{2});
    CHECK(house.told("刘代表", letter) == 2);
    house.wait(days{30});
    CHECK(house.told("刘代表", letter) == 2);
}

TEST_CASE("days of the settings are reminded of beforehand, a weekend on the working day after") {
    Duties house({session()});
    house.until(2026, 4, 12, hours{20});
    CHECK(house.told("刘代表", letter) == 0);
    house.until(2026, 4, 13, hours{9});
    CHECK(house.told("刘代表", letter) == 1);
    house.until(2026, 4, 17, hours{9});
    CHECK(house.told("刘代表", letter) == 2);
    house.until(2026, 4, 20, hours{9});
    CHECK(house.told("刘代表", letter) == 3);
    house.until(2026, 6, 1, hours{9});
    CHECK(house.told("刘代表", letter) == 3);
}

TEST_CASE("a duty comes once, whatever is started again, and after a standstill it is made up for") {
    Duties house({monthly()});
    house.until(2026, 4, 1, hours{9});
    for (int again = 0; again < 3; ++again) {
        REQUIRE(house.store->submit_and_wait(house.engine.prepare()));
        house.wait(hours{2});
    }
    CHECK(house.told("刘代表", letter) == 1);
    house.clock.set(house.clock.now() + days{16});
    house.wait(minutes{5});
    CHECK(house.told("刘代表", letter) == 2);
}

TEST_CASE("a duty that nobody does goes to its holder again, to the seat above, and to the union, each once") {
    Duties house({monthly()});
    house.representative("总代表");
    house.seat("总代表", "A", days{300});
    house.staff("郑科长", "life", dialogue::Role::supervisor);
    // April ends on a Thursday; the first to the fifth of May are holidays.
    house.live_until(5, 7, hours{20});
    CHECK(house.told("刘代表", "过了 3 个工作日") == 0);
    house.live_until(5, 8, hours{10});
    CHECK(house.told("刘代表", "过了 3 个工作日") == 1);
    CHECK(house.told("总代表", "过了 7 个工作日") == 0);
    house.live_until(5, 31, hours{10});
    CHECK(house.told("刘代表", "过了 3 个工作日") == 1);
    CHECK(house.told("总代表", "A1的刘代表") == 1);
    CHECK(house.told("郑科长", "A1的刘代表") == 1);
    CHECK(house.told("郑科长", "A的总代表") == 2);  // nobody stands above: after seven days, and after fourteen
    for (int again = 0; again < 3; ++again) {
        REQUIRE(house.store->submit_and_wait(house.engine.prepare()));
        house.wait(hours{2});
    }
    CHECK(house.told("郑科长", "A1的刘代表") == 1);
}

TEST_CASE("a duty that is done late is told to nobody any more") {
    Duties house({monthly()});
    house.staff("郑科长", "life", dialogue::Role::supervisor);
    house.live_until(5, 11, hours{10});
    REQUIRE(house.told("刘代表", "过了 3 个工作日") == 1);
    house.say("刘代表", "做了 " + house.number_of_first());
    house.live_until(5, 31, hours{10});
    CHECK(house.told("郑科长", "A1的刘代表") == 0);
}

TEST_CASE("only whose duty it is can say that it is done, and it goes to the successor when the seat ends") {
    Duties house({monthly()});
    house.representative("赵代表");
    house.until(2026, 4, 1, hours{9});
    const auto number = house.number_of_first();
    house.say("赵代表", "做了 " + number);
    CHECK(has(house.last_letter("赵代表"), "没有这个编号"));
    house.seat("赵代表", "A1");
    house.change([&](store::Transaction& tx) { tx.set_seat(house.held, house.clock.now() + hours{1}, store::SeatState::active); });
    house.wait(days{1});
    house.say("刘代表", "做了 " + number);
    CHECK(has(house.last_letter("刘代表"), "没有这个编号"));
    house.say("赵代表", "任务");
    CHECK(has(house.last_letter("赵代表"), number));
    house.say("赵代表", "做了 " + number);
    CHECK(has(house.last_letter("赵代表"), "记下了"));
}

TEST_CASE("a digest with many duties stays within six hundred characters, and says how many more there are") {
    std::vector<Duty> many;
    for (int i = 0; i < 40; ++i) {
        Duty one{fmt::format("d{}", i), {"把选区里每个班组的意见都听一遍再写下来", "x"}, Duty::Every::day, {day(3, 12)}, 0, {7, 3, 0}, true, true};
        many.push_back(std::move(one));
    }
    Duties house(std::move(many));
    house.wait(minutes{1});
    house.wait(days{7} + hours{1});
    CHECK(house.told("刘代表", "本周没有要先办的件") == 1);
    for (const auto& one : house.letters("刘代表")) {
        CAPTURE(one);
        CHECK(text::characters(one) <= 600);
    }
    CHECK(house.told("刘代表", "回“任务”看全部") >= 1);
}
