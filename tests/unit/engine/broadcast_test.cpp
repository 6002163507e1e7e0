// Letters to many: two people, each reader once, nobody in danger, and a stop in the middle that loses and repeats nothing.
#include "engine/broadcast.hpp"
#include "works.hpp"

using namespace test;
using dialogue::Role;

namespace {

struct Mailing : Works {
    explicit Mailing(std::shared_ptr<engine::Tools> with = shipped_tools()) : Works(std::move(with)) {
        staff("王主管", "duty", Role::supervisor);
        staff("李主管", "duty", Role::supervisor);
    }
    // Members who agreed; every third of them works in A1.
    void members(int count) {
        change([&](store::Transaction& tx) {
            for (int i = 0; i < count; ++i) {
                const auto person = tx.welcome(tx.account("web").value(), fmt::format("会员{}", i), Language::zh_hans, clock.now());
                tx.set_consent(person.member, engine::notice_version, false, "agreed", clock.now());
                if (i % 3 != 0) continue;
                store::RosterRow row;
                row.number = fmt::format("N{}", i);
                row.name = "x";
                row.unit = tx.unit_named("A1").value().id;
                tx.put(row);
                tx.link(tx.roster_person(row.number).value().id, person.member, clock.now());
            }
        });
    }
    std::string ask(const std::string& words) {
        say("王主管", words);
        const auto text = last_letter("王主管");
        const auto at = text.find("群发 ");
        return at == std::string::npos ? std::string() : text.substr(at + 7, 5);
    }
    // How many letters each of the first `count` members got, at least and at most.
    std::pair<long, long> got(int count, std::string_view words, int step = 1) {
        long least = 1000;
        long most = 0;
        for (int i = 0; i < count; i += step) {
            const auto letters = told(fmt::format("会员{}", i), words);
            least = std::min(least, letters);
            most = std::max(most, letters);
        }
        return {least, most};
    }
};

}  // namespace

TEST_CASE("a letter to many takes two people, says beforehand how many, and comes to each once") {
    Mailing house;
    house.members(170);
    const auto number = house.ask("群发 明天上午停水");
    REQUIRE(number.size() == 5);
    CHECK(has(house.last_letter("王主管"), "170 人会收到"));
    CHECK(has(house.last_letter("李主管"), "明天上午停水"));
    house.say("王主管", "确认群发 " + number);
    CHECK(has(house.last_letter("王主管"), "另一位主管"));
    house.say("陈姐", "确认群发 " + number);
    house.wait(hours{1});
    CHECK(house.got(170, "停水") == std::pair<long, long>{0, 0});
    house.say("李主管", "确认群发 " + number);
    house.wait(minutes{10});
    CHECK(house.got(170, "停水") == std::pair<long, long>{1, 1});
    CHECK(has(house.last_letter("王主管"), "170 人"));
    house.say("李主管", "确认群发 " + number);
    CHECK(has(house.last_letter("李主管"), "没有等着确认"));
    house.wait(days{1});
    CHECK(house.got(170, "停水") == std::pair<long, long>{1, 1});
}

TEST_CASE("only a unit, without those who unsubscribed, and nobody in danger") {
    Mailing house;
    house.members(30);
    house.say("会员0", "退订");
    house.say("会员3", "我不想活了");
    house.say("会员6", "退订");
    house.say("会员6", "订阅");
    CHECK(has(house.last_letter("会员6"), "群发消息又给您发了"));
    const auto number = house.ask("群发 A1 明天上午停水");
    CHECK(has(house.last_letter("王主管"), "9 人会收到"));
    house.say("李主管", "确认群发 " + number);
    house.wait(minutes{5});
    long sum = 0;
    for (int i = 0; i < 30; ++i) {
        const auto letters = house.told(fmt::format("会员{}", i), "停水");
        CHECK(letters == (i % 3 == 0 && i > 3 ? 1 : 0));
        sum += letters;
    }
    CHECK(sum == 8);
    CHECK(house.told("王主管", "1 人这次没发") == 1);
}

TEST_CASE("a letter to many waits for the morning") {
    Mailing house;
    house.members(10);
    house.wait(hours{13});  // 22 o'clock
    const auto number = house.ask("群发 明天上午停水");
    house.say("李主管", "确认群发 " + number);
    house.wait(hours{9});
    CHECK(house.got(10, "停水") == std::pair<long, long>{0, 0});
    house.wait(hours{2});
    CHECK(house.got(10, "停水") == std::pair<long, long>{1, 1});
}

TEST_CASE("stopped in the middle and started again, it goes on where it was: none missed, none twice") {
    for (const int batches : {0, 1, 2, 3}) {
        CAPTURE(batches);
        Mailing house;
        house.members(170);
        const auto number = house.ask("群发 明天上午停水");
        house.say("李主管", "确认群发 " + number);
        const auto tick = [&](bool dies) {
            auto effects = std::make_shared<engine::Effects>();
            const auto unit = house.engine.tick(effects);
            (void)house.store->submit_and_wait([&](store::Transaction& tx) {
                unit(tx);
                if (dies) throw std::runtime_error("killed before the commit");
            });
        };
        for (int i = 0; i < batches; ++i) {
            tick(false);
            house.clock.advance(std::chrono::seconds{3});
        }
        tick(true);
        // A new program on the same folder: only the file is left.
        house.store.reset();
        house.store = store::open_sqlite(house.folder.path()).value();
        REQUIRE(house.store->submit_and_wait(house.engine.prepare()));
        for (int i = 0; i < 10; ++i) {
            tick(false);
            house.clock.advance(std::chrono::seconds{3});
        }
        CHECK(house.got(170, "停水") == std::pair<long, long>{1, 1});
    }
}

TEST_CASE("a letter to many takes two thirds of what an account takes, and says beforehand how long that is") {
    auto tools = shipped_tools();
    tools->paces.emplace("web", 0.9);  // 36 a minute for such letters
    Mailing house(tools);
    house.members(120);
    const auto number = house.ask("群发 明天上午停水");
    CHECK(has(house.last_letter("王主管"), "120 人会收到，大约要 4 分钟"));
    house.say("李主管", "确认群发 " + number);
    const auto sent = [&] {
        long sum = 0;
        for (int i = 0; i < 120; ++i) sum += house.told(fmt::format("会员{}", i), "停水");
        return sum;
    };
    house.wait(minutes{1});
    CHECK(sent() == 50);
    house.wait(minutes{1});
    CHECK(sent() == 100);
    house.wait(minutes{2});
    CHECK(sent() == 120);
}

TEST_CASE("only whoever holds a seat, or works for the union") {
    Mailing house;
    house.members(6);
    house.representative("刘代表");
    house.representative("赵代表");
    house.seat("刘代表", "A1");
    house.seat("赵代表", "A2");
    auto number = house.ask("群发 代表 周三开会");
    CHECK(has(house.last_letter("王主管"), "全体的职工代表，现在有 2 人会收到"));
    house.say("李主管", "确认群发 " + number);
    house.wait(minutes{1});
    CHECK(house.told("刘代表", "周三开会") == 1);
    CHECK(house.told("赵代表", "周三开会") == 1);
    CHECK(house.told("会员0", "周三开会") == 0);
    number = house.ask("群发 代表 A2 周四再看");
    CHECK(has(house.last_letter("王主管"), "A2的职工代表，现在有 1 人会收到"));
    house.say("李主管", "确认群发 " + number);
    house.wait(minutes{1});
    CHECK(house.told("刘代表", "周四再看") == 0);
    CHECK(house.told("赵代表", "周四再看") == 1);
    // A word for whom, and nothing to say: it is what to say.
    house.ask("群发 代表");
    CHECK(has(house.last_letter("王主管"), "全体，"));
}

TEST_CASE("nobody but whoever leads writes to many, and a letter for nobody is not begun") {
    Mailing house;
    house.members(3);
    house.representative("刘代表");
    for (const char* who : {"陈姐", "刘代表", "会员0"}) {
        CAPTURE(who);
        house.say(who, "群发 大家都来");
        CHECK(house.told("李主管", "大家都来") == 0);
    }
    house.say("王主管", "群发 A2 大家都来");
    CHECK(has(house.last_letter("王主管"), "没有人会收到"));
    house.say("王主管", "群发");
    CHECK(has(house.last_letter("王主管"), "群发这样写"));
}
