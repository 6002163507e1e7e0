// The chained audit and the append-only history: a changed, lost or added row is found.
#include <sqlite3.h>

#include "house.hpp"

using namespace house;

namespace {

void fill(const Folder& folder) {
    const auto store = opened(folder);
    for (int i = 0; i < 5; ++i) {
        run(*store, [i](Transaction& tx) {
            tx.audit(monday + Millis{i}, "s1", "look", i % 2 == 0 ? CaseId{} : CaseId{1000 + i}, std::to_string(i));
            tx.audit(monday + Millis{i}, "m2", "said", CaseId{}, "");
        });
    }
}

bool holds(const Folder& folder) {
    bool holds = false;
    look(*opened(folder), [&](Snapshot& seen) { holds = store::audit_holds(seen); });
    return holds;
}

}  // namespace

TEST_CASE("an empty audit holds, and a grown one holds over restarts") {
    Folder folder;
    CHECK(holds(folder));
    fill(folder);
    CHECK(holds(folder));
    fill(folder);
    CHECK(holds(folder));
    CHECK(raw_number(folder, "SELECT count(*) FROM audit") == 20);
}

TEST_CASE("whoever changes the audit in the file is found out") {
    struct Row {
        const char* change;
        std::string_view because;
    };
    const Row rows[] = {
        {"UPDATE audit SET actor = 's2' WHERE id = 3", "another person"},
        {"UPDATE audit SET at = at + 1 WHERE id = 1", "another time, first row"},
        {"UPDATE audit SET act = 'read' WHERE id = 10", "another act, last row"},
        {"UPDATE audit SET case_id = 1002 WHERE id = 3", "another case"},
        {"UPDATE audit SET case_id = NULL WHERE id = 3", "no case"},
        {"UPDATE audit SET detail = 'x' WHERE id = 4", "another detail"},
        {"UPDATE audit SET actor = 's1' || char(31) || 'look', act = '' WHERE id = 1", "fields moved into one another"},
        {"UPDATE audit SET hash = zeroblob(32) WHERE id = 6", "another hash"},
        {"DELETE FROM audit WHERE id = 5", "a row lost in the middle"},
        {"DELETE FROM audit WHERE id = 1", "the first row lost"},
        {"INSERT INTO audit VALUES (11, 1, 's1', 'look', 1001, '', zeroblob(32))", "a row put at the end"},
        {"UPDATE audit SET id = CASE id WHEN 4 THEN -6 WHEN 6 THEN -4 END WHERE id IN (4, 6);"
         "UPDATE audit SET id = -id WHERE id < 0", "two rows swapped"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        Folder folder;
        fill(folder);
        REQUIRE(raw(folder, "DROP TRIGGER audit_stays; DROP TRIGGER audit_fixed") == SQLITE_OK);
        REQUIRE(raw(folder, row.change) == SQLITE_OK);
        CHECK_FALSE(holds(folder));
    }
}

TEST_CASE("the tables themselves refuse to change the audit or the history") {
    Folder folder;
    {
        const auto store = opened(folder);
        run(*store, [](Transaction& tx) {
            const auto id = open(tx, greet(tx, "li"), "work.hours", CaseStatus::registered);
            store::NewEvent event;
            event.about = id;
            event.at = monday;
            event.actor = "bot";
            event.kind = "registered";
            tx.record(event);
            tx.audit(monday, "bot", "registered", id, "");
        });
    }
    for (const char* change : {"UPDATE audit SET detail = 'x'", "DELETE FROM audit", "UPDATE case_events SET kind = 'x'",
                               "UPDATE case_events SET at = 0", "DELETE FROM case_events"}) {
        CAPTURE(change);
        CHECK(raw(folder, change) == SQLITE_CONSTRAINT);
    }
    CHECK(raw_number(folder, "SELECT count(*) FROM case_events WHERE kind = 'registered'") == 1);
    CHECK(holds(folder));
}

TEST_CASE("a case's history keeps its order within one moment, and who looked at it is known") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto zhao = tx.add_staff("赵大姐", bot::dialogue::Role::staff, "rights", monday);
        const auto id = open(tx, greet(tx, "li"), "work.hours", CaseStatus::registered);
        for (const char* kind : {"registered", "assigned", "accepted"}) {
            store::NewEvent event;
            event.about = id;
            event.at = monday;
            event.actor = "staff";
            event.staff = zhao;
            event.kind = kind;
            tx.record(event);
        }
        tx.note(id, zhao, "电话打不通", monday + Millis{1});
        const auto lines = tx.history(id, 10);
        REQUIRE(lines.size() == 4);
        CHECK(lines[0].kind == "registered");
        CHECK(lines[2].kind == "accepted");
        CHECK(lines[2].who == "赵大姐");
        CHECK(lines[3].text == "电话打不通");
        CHECK(tx.history(id, 2).front().kind == "accepted");
        tx.audit(monday, "s1", "look", id, std::to_string(zhao.value));
        REQUIRE(tx.readers_of(id).size() == 1);
        CHECK(tx.readers_of(id)[0].second == "赵大姐");
    });
}
