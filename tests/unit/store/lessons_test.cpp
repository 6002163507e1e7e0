// Lessons are read beside a running program, and a number that was given once is never given again.
#include <sqlite3.h>

#include "house.hpp"

using namespace house;

namespace {

const store::LessonRow wages{{}, "电话0，工资没发", "rights.wage", "urgent", "zh", "2026-03-02"};

}  // namespace

TEST_CASE("a folder without a data file, or with one from before, teaches nothing") {
    Folder folder;
    CHECK(store::read_lessons(folder.path()).value().empty());
    CHECK_FALSE(std::filesystem::exists(folder.file()));  // looking makes no file
    REQUIRE(raw(folder, "CREATE TABLE inbox (id INTEGER)") == SQLITE_OK);
    CHECK(store::read_lessons(folder.path()).value().empty());
}

TEST_CASE("lessons are read while the program holds the folder") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) { tx.teach(wages); });
    const auto read = store::read_lessons(folder.path());
    REQUIRE(read);
    REQUIRE(read->size() == 1);
    CHECK(read->front().text == wages.text);
    CHECK(read->front().subcategory == wages.subcategory);
    CHECK(read->front().urgency == "urgent");
    CHECK(read->front().language == "zh");
    CHECK(read->front().day == "2026-03-02");
    run(*store, [](Transaction& tx) { tx.teach(wages); });  // the writer goes on
    CHECK(store::read_lessons(folder.path())->size() == 2);
}

TEST_CASE("a removed lesson's number is not given to another") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto first = tx.teach(wages);
        CHECK(tx.remove_lesson(first));
        CHECK_FALSE(tx.remove_lesson(first));
        CHECK(tx.teach(wages) != first);
    });
}

TEST_CASE("a lesson of an emergency cannot be written down at all") {
    Folder folder;
    const auto store = opened(folder);
    auto lesson = wages;
    lesson.urgency = "crisis";
    CHECK_FALSE(store->submit_and_wait([&](Transaction& tx) { tx.teach(lesson); }));
    CHECK(store::read_lessons(folder.path())->empty());
}
