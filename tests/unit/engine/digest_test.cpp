// The digest of the week: when it comes, to whom, how often, and how long it may be.
#include "engine/week.hpp"
#include "text/normalize.hpp"
#include "works.hpp"

using namespace test;

namespace {

struct Digests : Works {
    Digests() {
        representative("刘代表");
        seat("刘代表", "A1");
        member("小周", "1", "A1");
        number = complains("小周");
    }
    long digests() { return told("刘代表", "本周先办这件") + told("刘代表", "本周没有要先办的件"); }
    std::string number;
};

// Time passes, and nobody looks at the timers.
void sleep(House& house, Millis by) { house.clock.set(house.clock.now() + by); }

}  // namespace

TEST_CASE("the week begins when its first working day opens") {
    const auto tools = shipped_tools();
    const auto& calendar = tools->settings.calendar;
    struct Row {
        int month, day;
        std::string_view opens;  // UTC+8
        std::string_view because;
    };
    const Row rows[] = {
        {3, 4, "2026-03-02 08:30", "an ordinary week"},
        {3, 8, "2026-03-02 08:30", "Sunday belongs to the week that ends"},
        {4, 8, "2026-04-07 08:30", "Monday was a holiday"},
        {5, 4, "2026-05-06 08:30", "a holiday until Tuesday"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const std::chrono::local_days day{std::chrono::year{2026} / row.month / row.day};
        const auto week = engine::week_of(calendar, calendar::to_utc(calendar, calendar::LocalTime{day} + hours{12}));
        REQUIRE(week);
        const auto local = calendar::to_local(calendar, week->opens);
        const std::chrono::hh_mm_ss time{std::chrono::floor<minutes>(local - std::chrono::floor<days>(local))};
        CHECK(fmt::format("{} {:02}:{:02}", engine::day_code(std::chrono::floor<days>(local)), time.hours().count(), time.minutes().count()) == row.opens);
    }
    // A make-up Saturday after a whole week of holidays is its first working day; without one there is none.
    calendar::Rules rules = calendar.rules();
    const auto day = [](int month, int one) { return std::chrono::local_days{std::chrono::year{2026} / month / one}; };
    const auto later = std::find_if(rules.holidays.begin(), rules.holidays.end(), [&](const auto& one) { return one.from > day(6, 8); });
    rules.holidays.insert(later, {"test", {"", ""}, day(6, 8), day(6, 12)});
    const auto noon = calendar::to_utc(calendar, calendar::LocalTime{day(6, 10)} + hours{12});
    CHECK_FALSE(engine::week_of(calendar::Calendar(rules), noon));
    rules.makeup_days.emplace(day(6, 13), "test");
    const auto week = engine::week_of(calendar::Calendar(rules), noon);
    REQUIRE(week);
    CHECK(calendar::local_day(calendar, week->opens) == day(6, 13));
}

TEST_CASE("a digest comes once a week, whatever is started again and however often the clock is looked at") {
    Digests house;
    house.wait(days{5});
    CHECK(house.digests() == 0);
    house.wait(days{2});  // Monday 9:00
    CHECK(house.digests() == 1);
    CHECK(has(house.last_letter("刘代表"), house.number));
    for (int again = 0; again < 3; ++again) {
        REQUIRE(house.store->submit_and_wait(house.engine.prepare()));
        house.wait(hours{1});
    }
    CHECK(house.digests() == 1);
    house.wait(days{7});
    CHECK(house.digests() == 2);
}

TEST_CASE("after a standstill a digest is useful until the second day, and then seen to have lapsed") {
    struct Row {
        days asleep;
        long digests;
        std::int64_t lapsed;
        std::string_view because;
    };
    const Row rows[] = {{days{8}, 1, 0, "Tuesday morning"}, {days{9}, 0, 1, "Wednesday"}, {days{12}, 0, 1, "Saturday"}};
    for (const auto& row : rows) {
        CAPTURE(row.because);
        Digests house;
        house.wait(hours{1});
        sleep(house, row.asleep);
        house.wait(minutes{1});
        CHECK(house.digests() == row.digests);
        CHECK(house.reminders("digest", "lapsed") == row.lapsed);
        house.wait(days{7});
        CHECK(house.digests() == row.digests + 1);
    }
}

TEST_CASE("nobody is written to at night, nor in danger, nor when the seat is over") {
    Digests house;
    house.wait(days{3});
    sleep(house, days{4} + hours{13});  // Monday 22:00
    house.wait(hours{1});
    CHECK(house.digests() == 0);
    house.say("刘代表", "我不想活了");
    house.until(2026, 3, 10, hours{12});
    CHECK(house.digests() == 0);
    house.until(2026, 3, 11, hours{12});
    CHECK(house.digests() == 0);
    CHECK(house.reminders("digest", "lapsed") == 1);

    Digests over;
    over.change([](store::Transaction& tx) {
        for (const auto& seat : tx.seats()) tx.set_seat(seat.id, seat.until, store::SeatState::suspended);
    });
    over.wait(days{8});
    CHECK(over.digests() == 0);
}

TEST_CASE("whoever holds a seat and is no colleague reads, and is offered nothing to answer") {
    Works house;
    house.member("老郑", "7", "A1");
    house.member("小周", "1", "A1");
    const auto number = house.complains("小周");
    house.change([&](store::Transaction& tx) {
        store::SeatRow row;
        row.person = tx.roster_person("7").value().id;
        row.constituency = tx.unit_named("A1").value().id;
        row.from = house.clock.now();
        row.until = row.from + days{60};
        tx.put(row);
    });
    house.wait(days{7});
    CHECK(has(house.last_letter("老郑"), number));
    house.read([&](store::Snapshot& snapshot) {
        const auto person = snapshot.person(snapshot.account("web").value(), "老郑");
        CHECK(snapshot.entries_after(person->conversation, 0, 100).back().choices.empty());
    });
}

TEST_CASE("a digest says nothing that the gate of the constituency hides, and stays short") {
    Digests house;
    house.member("小吴", "2", "A1");
    const auto sealed = house.complains("小吴", "宿舍没有热水，盐罐子打翻了");
    house.say("小吴", "保密");
    house.member("小郑", "3", "A2");
    const auto beside = house.complains("小郑");
    house.wait(days{7});
    const auto letter = house.last_letter("刘代表");
    CAPTURE(letter);
    CHECK(has(letter, "没办结 1 件"));
    for (const auto& hidden : {sealed, beside, std::string("盐罐子"), std::string("secret name"), std::string("小周")}) CHECK_FALSE(has(letter, hidden));
    CHECK(text::characters(letter) <= 600);
}
