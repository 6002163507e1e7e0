// The one writing lane: units run whole or not at all, and each learns what became of it.
#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <stdexcept>

#include "house.hpp"
#include "store/sqlite/connection.hpp"

using namespace house;

namespace {

// What became of several units submitted together.
class Outcomes {
public:
    explicit Outcomes(std::size_t count) : all_(count) {}
    Store::Done of(std::size_t index) {
        return [this, index](std::optional<bot::Error> error) { all_[index].set_value(std::move(error)); };
    }
    std::optional<bot::Error> wait(std::size_t index) { return all_[index].get_future().get(); }

private:
    std::vector<std::promise<std::optional<bot::Error>>> all_;
};

// A pause of the lane makes its whole queue one batch.
struct Batch {
    Store& store;
    BusyLane pause{store};
    void add(Store::Unit unit, Store::Done done) { REQUIRE(store.submit(std::move(unit), std::move(done))); }
};

}  // namespace

TEST_CASE("a unit that throws loses only itself, and its neighbours in the same commit are kept") {
    Folder folder;
    const auto store = opened(folder);
    Outcomes outcomes(5);
    {
        Batch batch{*store};
        batch.add([](Transaction& tx) { say(tx, "li", "m1", "before"); }, outcomes.of(0));
        batch.add(
            [](Transaction& tx) {
                say(tx, "wang", "m2", "half a unit");
                tx.audit(monday, "m1", "said", {}, "lost");
                throw std::runtime_error("a handler failed");
            },
            outcomes.of(1));
        batch.add([](Transaction& tx) { tx.audit(monday, "m1", "said", {}, "between"); }, outcomes.of(2));
        batch.add([](Transaction& tx) { tx.set_rating(CaseId{1}, true, 9); tx.want_attachment(InboxId{77}, {}, {}, {}, monday); },
                  outcomes.of(3));
        batch.add([](Transaction& tx) { say(tx, "li", "m3", "after"); tx.audit(monday, "m1", "said", {}, "after"); },
                  outcomes.of(4));
    }
    CHECK_FALSE(outcomes.wait(0));
    const auto thrown = outcomes.wait(1);
    REQUIRE(thrown);
    CHECK(thrown->code == Errc::conflict);
    CHECK_FALSE(outcomes.wait(2));
    CHECK(outcomes.wait(3));  // a constraint of the tables
    CHECK_FALSE(outcomes.wait(4));
    look(*store, [](Snapshot& seen) {
        CHECK(seen.count("count_inbox") == 2);
        CHECK_FALSE(seen.person(*seen.account("web"), "wang"));
        CHECK(store::audit_holds(seen));  // the chain does not run through the lost row
    });
    CHECK(raw_number(folder, "SELECT count(*) FROM audit") == 2);
}

TEST_CASE("a unit can start over and write down that it failed, and nothing of the first try stays") {
    Folder folder;
    const auto store = opened(folder);
    LetterId letter;
    run(*store, [&](Transaction& tx) {
        const auto person = greet(tx, "li");
        write(tx, person.conversation, "first try", store::LetterState::kept);
        tx.audit(monday, "m1", "first", {}, "");
        tx.restart();
        CHECK_FALSE(tx.account("web"));
        const auto again = greet(tx, "li");
        letter = write(tx, again.conversation, "second try", store::LetterState::kept);
        tx.audit(monday, "m1", "second", {}, "");
    });
    look(*store, [&](Snapshot& seen) {
        const auto entries = seen.entries_after(seen.person(*seen.account("web"), "li")->conversation, 0, 10);
        REQUIRE(entries.size() == 1);
        CHECK(entries[0].text == "second try");
        CHECK(entries[0].id == letter.value);
        CHECK(store::audit_holds(seen));
    });
    CHECK(raw_text(folder, "SELECT group_concat(act) FROM audit") == "second");
}

TEST_CASE("a unit that starts over and then throws leaves nothing") {
    Folder folder;
    const auto store = opened(folder);
    CHECK_FALSE(store->submit_and_wait([](Transaction& tx) {
        greet(tx, "li");
        tx.restart();
        greet(tx, "wang");
        throw std::runtime_error("again");
    }));
    look(*store, [](Snapshot& seen) { CHECK_FALSE(seen.account("web")); });
}

TEST_CASE("a full queue says busy at once, and neither the unit nor its answer ever runs") {
    Folder folder;
    const auto store = opened(folder, {.queue = 3});
    std::atomic<int> ran{0};
    std::atomic<int> told{0};
    std::promise<void> all_told;
    {
        BusyLane pause(*store);
        const auto submit = [&] {
            return store->submit([&](Transaction&) { ++ran; }, [&](std::optional<bot::Error>) {
                if (++told == 3) all_told.set_value();
            });
        };
        for (int i = 0; i < 3; ++i) CHECK(submit());
        CHECK(store->queued() == 3);
        const auto refused = submit();
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == Errc::busy);
    }
    all_told.get_future().wait();
    run(*store, [](Transaction&) {});  // a fourth would have run before this
    CHECK(ran == 3);
    CHECK(told == 3);
}

TEST_CASE("units run in the order in which they were submitted") {
    Folder folder;
    const auto store = opened(folder, {.batch = 7});
    std::vector<int> order;
    for (int i = 0; i < 100; ++i) {
        REQUIRE(store->submit([&order, i](Transaction&) { order.push_back(i); }, [](std::optional<bot::Error>) {}));
    }
    run(*store, [](Transaction&) {});
    REQUIRE(order.size() == 100);
    CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("a store that closes finishes every waiting unit and tells each sender") {
    Folder folder;
    std::atomic<int> kept{0};
    constexpr int waiting = 300;  // more than one batch
    {
        const auto store = opened(folder);
        BusyLane pause(*store);
        for (int i = 0; i < waiting; ++i) {
            REQUIRE(store->submit([i](Transaction& tx) { say(tx, "li", "m" + std::to_string(i), "waiting"); },
                                  [&](std::optional<bot::Error> error) { kept += error ? 0 : 1; }));
        }
        pause.release();
    }
    CHECK(kept == waiting);
    CHECK(raw_number(folder, "SELECT count(*) FROM inbox") == waiting);
}

TEST_CASE("readers see only what was committed, and one state for the whole read") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) { say(tx, "li", "m1", "committed"); });
    std::promise<void> written;
    std::promise<void> seen_once;
    std::promise<std::optional<bot::Error>> done;
    REQUIRE(store->submit(
        [&](Transaction& tx) {
            say(tx, "li", "m2", "not yet");
            written.set_value();
            seen_once.get_future().wait();
        },
        [&](std::optional<bot::Error> error) { done.set_value(std::move(error)); }));
    written.get_future().wait();
    look(*store, [&](Snapshot& seen) {
        CHECK(seen.count("count_inbox") == 1);
        seen_once.set_value();
        CHECK_FALSE(done.get_future().get());
        CHECK(seen.count("count_inbox") == 1);  // committed meanwhile, but this read began before
    });
    look(*store, [](Snapshot& seen) { CHECK(seen.count("count_inbox") == 2); });
}

TEST_CASE("a reader cannot write") {
    Folder folder;
    const auto store = opened(folder);
    int told = 0;
    std::promise<Errc> failed;
    REQUIRE(store->read([&](bot::Result<Snapshot*> snapshot) {
        ++told;
        if (!snapshot) return failed.set_value(snapshot.error().code);
        (*snapshot)->connection().change("setting_set", std::string_view("a"), std::string_view("b"));
    }));
    CHECK(failed.get_future().get() == Errc::unavailable);
    CHECK(told == 2);
    look(*store, [](Snapshot& seen) { CHECK_FALSE(seen.setting("a")); });
}

TEST_CASE("a read that meets an unknown code in the file fails as a value, and the readers go on") {
    Folder folder;
    run(*opened(folder), [](Transaction& tx) { open(tx, greet(tx, "li"), "work.hours", CaseStatus::registered); });
    REQUIRE(raw(folder, "UPDATE cases SET urgency = 'P9'") == SQLITE_OK);
    const auto store = opened(folder, {.readers = 1});
    std::promise<Errc> failed;
    REQUIRE(store->read([&](bot::Result<Snapshot*> snapshot) {
        if (!snapshot) return failed.set_value(snapshot.error().code);
        (void)(*snapshot)->find_case(CaseId{1001});
    }));
    CHECK(failed.get_future().get() == Errc::unavailable);
    look(*store, [](Snapshot& seen) { CHECK(seen.count("count_cases") == 1); });
}

TEST_CASE("a long log is copied into the file while the store runs, so it does not grow without end") {
    Folder folder;
    const auto store = opened(folder, {.checkpoint_pages = 50});
    const std::string words(3000, 'x');
    for (int i = 0; i < 600; ++i) {
        run(*store, [&](Transaction& tx) { say(tx, "li", "m" + std::to_string(i), words); });
    }
    CHECK(std::filesystem::file_size(folder.file() + "-wal") < 200 * 4200);
    CHECK(std::filesystem::file_size(folder.file()) > 400 * 3000);
}

TEST_CASE("a log that grew behind a long look from outside is cut back afterwards") {
    Folder folder;
    const auto store = opened(folder, {.checkpoint_pages = 50});
    const auto log = folder.file() + "-wal";
    constexpr std::uintmax_t limit = 33'554'432;
    const std::string words(4'000'000, 'x');
    int said = 0;
    const auto write = [&](int times) {
        for (int i = 0; i < times; ++i) run(*store, [&](Transaction& tx) { say(tx, "li", fmt::format("m{}", ++said), words); });
    };
    write(1);
    {
        const auto looking = long_look(folder);
        write(12);
        CHECK(std::filesystem::file_size(log) > limit + 4'000'000);
    }
    write(3);
    CHECK(std::filesystem::file_size(log) <= limit);
    look(*store, [&](Snapshot& seen) { CHECK(seen.count("count_inbox") == said); });
}

TEST_CASE("whoever waits for an answer waits for one unit that nobody waits for, not for all of them, and none of those is left over") {
    Folder folder;
    const auto store = opened(folder);
    constexpr std::size_t each = 5;
    std::vector<std::string> order;
    Outcomes outcomes(2 * each + 1);
    {
        const BusyLane pause{*store};
        for (std::size_t i = 0; i < each; ++i) {
            REQUIRE(store->submit([&order](Transaction&) { order.emplace_back("timer"); }, outcomes.of(i), Store::Waits::nobody));
            REQUIRE(store->submit([&order](Transaction&) { order.emplace_back("message"); }, outcomes.of(each + i)));
        }
    }
    for (std::size_t i = 0; i < 2 * each; ++i) CHECK_FALSE(outcomes.wait(i));
    // One that fails spoils no other.
    REQUIRE(store->submit([](Transaction&) { throw std::runtime_error("a timer failed"); }, outcomes.of(2 * each), Store::Waits::nobody));
    CHECK(outcomes.wait(2 * each));
    REQUIRE(order.size() == 2 * each);
    const auto last_message = std::find(order.rbegin(), order.rend(), "message");
    const auto before = std::count(order.begin(), last_message.base(), "timer");
    CHECK(before <= 1);
}
