// Every earlier schema is brought to the newest one, with what the file held.
#include <fmt/format.h>

#include <algorithm>

#include "core/embedded.hpp"
#include "house.hpp"
#include "store/sqlite/connection.hpp"

using namespace house;

namespace {

// A file as a program of that age left it.
void make_file_of(const Folder& folder, int schema) {
    auto steps = bot::embedded::queries();
    std::erase_if(steps, [](const auto& file) { return !file.name.starts_with("sqlite/schema/"); });
    std::sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    for (int step = 0; step < schema; ++step) {
        REQUIRE(raw(folder, std::string(steps.at(static_cast<std::size_t>(step)).content).c_str()) == SQLITE_OK);
    }
    REQUIRE(raw(folder, fmt::format("PRAGMA user_version = {}", schema).c_str()) == SQLITE_OK);
}

std::string shape(const Folder& folder) {
    return raw_text(folder, "SELECT group_concat(type || name || coalesce(sql, ''), char(10)) FROM"
                            " (SELECT * FROM sqlite_schema ORDER BY type, name)");
}

}  // namespace

TEST_CASE("a file of any earlier program gets the tables of a new one") {
    Folder fresh;
    opened(fresh).reset();
    for (int schema = 1; schema < store::sqlite::newest_schema(); ++schema) {
        Folder old;
        make_file_of(old, schema);
        opened(old).reset();
        CAPTURE(schema);
        CHECK(shape(old) == shape(fresh));
        CHECK(raw_number(old, "PRAGMA user_version") == store::sqlite::newest_schema());
    }
}

TEST_CASE("a matter's history goes on where the first release left it") {
    Folder folder;
    make_file_of(folder, 1);
    REQUIRE(raw(folder, "INSERT INTO members (id, created_at, language) VALUES (1, 5, 'zh-Hans');"
                        "INSERT INTO cases (id, member_id, conversation_id, subcategory, desk, urgency, status, identity_mode,"
                        " restricted, sure, opened_at, events) VALUES (1001, 1, 1, 'pay.arrears', 'rights', 'p2', 'registered',"
                        " 'confidential', 0, 1, 5, 2);"
                        "INSERT INTO case_events (case_id, seq, at, actor, kind) VALUES (1001, 0, 5, 'bot', 'opened'),"
                        " (1001, 1, 6, 'member', 'said');") == SQLITE_OK);
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        store::NewEvent event;
        event.about = CaseId{1001};
        event.at = monday;
        event.actor = "bot";
        event.kind = "urged";
        tx.record(event);
    });
    CHECK(raw_text(folder, "SELECT group_concat(seq || kind) FROM case_events") == "0opened,1said,2urged");
    CHECK(raw_text(folder, "SELECT status FROM cases WHERE id = 1001") == "triaged");
}
