// The disk fails at every place it can: nothing acknowledged is lost, nothing is half there, and the store goes on.
#include <fmt/format.h>

#include "faulty_vfs.hpp"
#include "house.hpp"

using namespace house;
using faulty_vfs::Disk;
using faulty_vfs::Fault;
using faulty_vfs::Lasting;

namespace {

constexpr Fault every_fault[] = {Fault::write_error, Fault::short_write, Fault::disk_full, Fault::sync_error,
                                 Fault::read_error};
constexpr int units = 8;
constexpr store::StoreLimits small{.queue = 64, .batch = 4, .checkpoint_pages = 12, .readers = 1};

// One message with all that it causes; says whether it was new. Long words make several pages.
bool take(Transaction& tx, int number) {
    const auto id = fmt::format("m{}", number);
    const auto words = say(tx, "li", id, std::string(5000, static_cast<char>('a' + number)), "tg");
    if (!words) return false;
    const auto li = greet(tx, "li", "tg");
    const auto about = open(tx, li, "work.hours", CaseStatus::registered);
    tx.file_inbound(*words, about);
    store::NewEvent event;
    event.about = about;
    event.at = monday;
    event.actor = "member";
    event.kind = "said";
    event.words = *words;
    tx.record(event);
    write_once(tx, li, about, id);
    tx.audit(monday, "m1", "said", about, id);
    return true;
}

// The units' outcomes: half of them one by one, half together in shared commits.
std::vector<bool> drive(Store& store) {
    std::vector<bool> kept(units, false);
    std::vector<std::promise<bool>> told(units);
    const auto submit = [&](int number) {
        auto& answer = told[static_cast<std::size_t>(number)];
        REQUIRE(store.submit([number](Transaction& tx) { take(tx, number); },
                             [&answer](std::optional<bot::Error> error) { answer.set_value(!error); }));
    };
    const auto wait = [&](int number) {
        const auto at = static_cast<std::size_t>(number);
        kept[at] = told[at].get_future().get();
    };
    for (int number = 0; number < units / 2; ++number) {
        submit(number);
        wait(number);
    }
    for (int number = units / 2; number < units; ++number) submit(number);
    for (int number = units / 2; number < units; ++number) wait(number);
    return kept;
}

// How often each part of unit `number` is in the file: whole is four times "1".
std::string parts(const Folder& folder, int number) {
    const auto sql = fmt::format(
        "SELECT (SELECT count(*) FROM inbox WHERE platform_message_id = 'm{0}' AND length(text) = 5000)"
        " || (SELECT count(*) FROM letters WHERE idempotency_key = 'm{0}')"
        " || (SELECT count(*) FROM audit WHERE detail = 'm{0}')"
        " || (SELECT count(*) FROM case_events e JOIN inbox i ON i.id = e.inbox_id JOIN cases c ON c.id = e.case_id"
        "     WHERE i.platform_message_id = 'm{0}')",
        number);
    return raw_text(folder, sql.c_str());
}

void whole_or_absent(const Folder& folder, const std::vector<bool>& kept) {
    CHECK(raw_text(folder, "PRAGMA integrity_check") == "ok");
    for (int number = 0; number < units; ++number) {
        CAPTURE(number, kept[static_cast<std::size_t>(number)]);
        const auto there = parts(folder, number);
        // A failed sync may have written the unit all the same; then its sender's repeat is recognised.
        const bool good = there == "1111" || (there == "0000" && !kept[static_cast<std::size_t>(number)]);
        CAPTURE(there);
        CHECK(good);
    }
}

void all_whole(const Folder& folder) {
    whole_or_absent(folder, std::vector<bool>(units, true));
    const auto store = opened(folder);
    look(*store, [](Snapshot& seen) {
        CHECK(store::audit_holds(seen));
        CHECK(seen.count("count_cases") == units);
        const auto li = seen.person(*seen.account("tg"), "li");
        REQUIRE(li);
        CHECK(seen.entries_after(li->conversation, 0, 100).size() == 2 * units);
    });
}

void repeat_until_kept(Store& store) {
    for (int number = 0; number < units; ++number) {
        CAPTURE(number);
        run(store, [number](Transaction& tx) { take(tx, number); });
    }
}

// A migrated folder with a member in it, to be copied for every trial.
void prepare(const Folder& folder) {
    run(*opened(folder), [](Transaction& tx) { greet(tx, "li", "tg", "telegram"); });
}

// One trial; false when this many steps never happen, so that all places were tried.
bool survives(const Folder& fresh, Fault fault, int nth, Lasting lasting) {
    CAPTURE(faulty_vfs::name(fault), nth, lasting == Lasting::once);
    Folder folder;
    std::filesystem::copy_file(fresh.file(), folder.file());
    std::vector<bool> kept;
    bool struck = false;
    {
        Disk disk;
        const auto store = opened(folder, small);
        disk.fail(fault, nth, lasting);
        kept = drive(*store);
        struck = disk.failed();
        disk.heal();
        // As a crash now would leave it: the file and its log, copied beside the running store.
        Folder crashed;
        std::filesystem::copy_file(folder.file(), crashed.file());
        std::filesystem::copy_file(folder.file() + "-wal", crashed.file() + "-wal");
        whole_or_absent(crashed, kept);
        repeat_until_kept(*store);
    }
    all_whole(folder);
    return struck;
}

}  // namespace

TEST_CASE("wherever the disk fails once, what was acknowledged is whole and the store goes on") {
    Folder fresh;
    prepare(fresh);
    for (const auto fault : every_fault) {
        int nth = 1;
        // The first steps one by one, later ones (the same few kinds again and again) in strides.
        while (survives(fresh, fault, nth, Lasting::once)) nth += nth < 24 ? 1 : 11;
        CAPTURE(faulty_vfs::name(fault));
        CHECK(nth > (fault == Fault::read_error ? 5 : 8));
    }
}

TEST_CASE("while the disk is ill nothing is acknowledged that is not kept, and when it is well all goes on") {
    Folder fresh;
    prepare(fresh);
    for (const auto fault : every_fault) {
        for (int nth = 1; survives(fresh, fault, nth, Lasting::until_well); nth += 9) {
        }
    }
}

TEST_CASE("a disk that fails while the folder is opened gives an error, and the next opening is in order") {
    for (const auto fault : every_fault) {
        bool struck = true;
        for (int nth = 1; struck; nth += nth < 12 ? 1 : 17) {
            CAPTURE(faulty_vfs::name(fault), nth);
            Folder folder;
            {
                Disk disk;
                disk.fail(fault, nth, Lasting::until_well);
                const auto store = store::open_sqlite(folder.path());
                struck = disk.failed();
                if (!store) CHECK((store.error().code == Errc::unavailable || store.error().code == Errc::storage_full));
                CHECK((store || struck));
            }
            const auto store = opened(folder);
            repeat_until_kept(*store);
            CHECK(raw_text(folder, "PRAGMA integrity_check") == "ok");
        }
    }
}

TEST_CASE("a full disk is called full, so that the sender can be told to come back") {
    Folder folder;
    Disk disk;
    const auto store = opened(folder);
    disk.fail(Fault::disk_full, 1, Lasting::until_well);
    for (int i = 0; i < 3; ++i) {
        const auto refused = store->submit_and_wait([](Transaction& tx) { take(tx, 0); });
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == Errc::storage_full);
        look(*store, [](Snapshot& seen) { CHECK(seen.count("count_inbox") == 0); });  // reading goes on
    }
    disk.heal();
    run(*store, [](Transaction& tx) { CHECK(take(tx, 0)); });
}

TEST_CASE("a read that meets a bad place fails as a value, once, and the next read works") {
    Folder folder;
    {
        const auto store = opened(folder);
        for (int number = 0; number < units; ++number) run(*store, [number](Transaction& tx) { take(tx, number); });
    }
    Disk disk;
    const auto store = opened(folder, small);
    int failures = 0;
    for (int nth = 1; nth <= 12; ++nth) {
        CAPTURE(nth);
        disk.fail(Fault::read_error, nth, Lasting::once);
        const auto read = store->read_and_wait([](Snapshot& seen) { (void)store::audit_holds(seen); });
        failures += read ? 0 : 1;
        disk.heal();
        look(*store, [](Snapshot& seen) { CHECK(seen.count("count_inbox") == units); });
    }
    CHECK(failures > 0);
}
