// The data folder: made, migrated, locked, refused when it is newer or damaged.
#include <sys/stat.h>

#include <fstream>

#include "house.hpp"
#include "store/sqlite/connection.hpp"

using namespace house;

TEST_CASE("an empty folder becomes a data folder that only its owner can read") {
    Folder folder;
    const auto store = opened(folder);
    struct stat seen {};
    REQUIRE(::stat(folder.path().c_str(), &seen) == 0);
    CHECK((seen.st_mode & 0777) == 0700);
    CHECK(raw_number(folder, "PRAGMA user_version") == store::sqlite::newest_schema());
    CHECK(raw_text(folder, "PRAGMA journal_mode") == "wal");
    CHECK(raw_text(folder, "PRAGMA integrity_check") == "ok");
    CHECK(raw_number(folder, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%STRICT%'"
                             " AND name NOT LIKE 'sqlite_%'") == 0);
}

TEST_CASE("a folder that is there keeps what it held when it is opened again") {
    Folder folder;
    MemberId member;
    run(*opened(folder), [&](Transaction& tx) { member = greet(tx, "li").member; });
    const auto store = opened(folder);
    look(*store, [&](Snapshot& seen) {
        const auto account = seen.account("web");
        REQUIRE(account);
        const auto person = seen.person(*account, "li");
        REQUIRE(person);
        CHECK(person->member == member);
    });
}

TEST_CASE("a file that a newer program wrote is refused and left alone") {
    Folder folder;
    opened(folder).reset();
    REQUIRE(raw(folder, "PRAGMA user_version = 9999") == SQLITE_OK);
    const auto refused = store::open_sqlite(folder.path());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::conflict);
    CHECK(raw_number(folder, "PRAGMA user_version") == 9999);
}

TEST_CASE("a file that is no data file is refused as a value and not overwritten") {
    Folder folder;
    const std::string letter(8192, 'x');
    std::ofstream(folder.file(), std::ios::binary) << letter;
    const auto refused = store::open_sqlite(folder.path());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::unavailable);
    CHECK(std::filesystem::file_size(folder.file()) == letter.size());
}

TEST_CASE("a folder that cannot be made is refused as a value") {
    Folder folder;
    std::ofstream(folder.path() + "/paper") << "not a folder";
    const auto refused = store::open_sqlite(folder.path() + "/paper/data");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::unavailable);
}

TEST_CASE("a second program on the same folder is refused until the first has closed it") {
    Folder folder;
    auto first = opened(folder);
    const auto second = store::open_sqlite(folder.path());
    REQUIRE_FALSE(second);
    CHECK(second.error().code == Errc::conflict);
    run(*first, [](Transaction& tx) { greet(tx, "still working"); });
    first.reset();
    CHECK(store::open_sqlite(folder.path()));
}

TEST_CASE("closing empties the log into the file, so that the file alone is a whole copy") {
    Folder folder;
    run(*opened(folder), [](Transaction& tx) { say(tx, "li", "m1", "工资条在哪里看"); });
    CHECK_FALSE(std::filesystem::exists(folder.file() + "-wal"));
    CHECK(raw_number(folder, "SELECT count(*) FROM inbox") == 1);
}
