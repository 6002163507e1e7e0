// How SQLite goes about every statement: none reads a whole table that grows with members and messages, but for those named here.
#include <sqlite3.h>

#include <map>
#include <set>

#include "core/embedded.hpp"
#include "house.hpp"

using namespace house;

namespace {

std::map<std::string, std::string> statements() {
    constexpr std::string_view mark = "-- name: ";
    std::map<std::string, std::string> found;
    for (const auto& file : bot::embedded::queries()) {
        if (!file.name.starts_with("queries/")) continue;
        for (auto at = file.content.find(mark); at != std::string_view::npos;) {
            const auto line_end = file.content.find('\n', at);
            const auto next = file.content.find(mark, line_end);
            found.emplace(file.content.substr(at + mark.size(), line_end - at - mark.size()), file.content.substr(line_end, next - line_end));
            at = next;
        }
    }
    return found;
}

// The steps that go through a table from one end to the other, as far as it takes: "SCAN x", and "SEARCH x" without an index.
std::set<std::string> walks(sqlite3* db, const std::string& statement) {
    std::set<std::string> found;
    sqlite3_stmt* plan = nullptr;
    REQUIRE(sqlite3_prepare_v2(db, ("EXPLAIN QUERY PLAN " + statement).c_str(), -1, &plan, nullptr) == SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const std::string step = reinterpret_cast<const char*>(sqlite3_column_text(plan, 3));
        // A covering index that is read from end to end is as long as its table; a partial one is short, that is what it is for.
        const bool by_key = step.starts_with("SCAN ") ? step.find(" USING INDEX ") != std::string::npos : step.find(" USING ") != std::string::npos;
        const bool rows = step.starts_with("SCAN ") || step.starts_with("SEARCH ");
        if (rows && !by_key && step.find("CONSTANT") == std::string::npos && step.find("VIRTUAL") == std::string::npos) found.insert(step);
    }
    sqlite3_finalize(plan);
    return found;
}

}  // namespace

TEST_CASE("no statement reads a whole table that grows with members and messages") {
    // What an administrator asks for, once.
    const std::set<std::string> rare{"count_inbox", "count_cases",   "count_letters", "count_roster", "count_verified",    "count_attempts",     "count_issues",
                                     "count_likenesses", "count_likeness_keys", "reminders_in_state", "cases_all", "audit_last", "audit_all", "promises_due",
                                     "erase_keeps", "erase_inbox", "erase_attachments", "erase_letters", "erase_quotes", "erase_answers"};
    // Tables of a few rows, parts of the statement itself, and the newest row of a table.
    const std::set<std::string> small{"SCAN staff", "SCAN s",  "SCAN o",  "SCAN t",     "SCAN seats", "SCAN units",       "SCAN up",    "SCAN down",  "SCAN (subquery-3)", "SCAN people",
                                      "SCAN chain", "SCAN b",  "SCAN back", "SCAN behind", "SCAN m",    "SCAN missed",      "SCAN own",   "SCAN kept",  "SCAN broadcasts",  "SCAN lessons",
                                      "SCAN sqlite_schema", "SCAN wrong_codes", "SEARCH inbox", "SEARCH letters", "SEARCH cases",
                                      "SCAN seats USING COVERING INDEX seats_of_unit"};
    Folder folder;
    opened(folder).reset();
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open_v2(folder.file().c_str(), &db, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    for (const auto& [name, statement] : statements()) {
        CAPTURE(name);
        if (rare.contains(name)) continue;
        for (const auto& step : walks(db, statement)) {
            CAPTURE(step);
            CHECK(small.contains(step));
        }
    }
    sqlite3_close(db);
}
