// What matters are alike to on disk: written once, taken out when a matter closes or its member is forgotten.
#include <chrono>

#include "house.hpp"

using namespace house;

namespace {

constexpr std::chrono::days week{7};

store::LikenessRow row(Instant at, std::vector<std::uint32_t> keys, std::optional<std::int64_t> unit = {}) {
    return {at, unit, 0, std::move(keys), std::string(48, 's')};
}

CaseId remembered(Transaction& tx, std::string_view who, std::vector<std::uint32_t> keys, Instant at = monday) {
    const auto id = open(tx, greet(tx, who), "life.housing", CaseStatus::registered, false, at);
    tx.set_likeness(id, row(at, std::move(keys)));
    return id;
}

void ask_back(Transaction& tx, CaseId id) {
    for (const auto step : {CaseStatus::accepted, CaseStatus::handling, CaseStatus::replied, CaseStatus::awaiting_confirmation}) {
        tx.set_status(id, step, monday);
    }
}

void close(Transaction& tx, CaseId id) {
    ask_back(tx, id);
    tx.set_status(id, CaseStatus::closed, monday);
}

}  // namespace

TEST_CASE("matters meet under a key within the days that are asked for, the newest first") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto first = remembered(tx, "li", {1, 2, 3});
        const auto second = remembered(tx, "wang", {3, 4'294'967'295U});
        const auto old = remembered(tx, "zhao", {3}, monday - 3 * week);
        CHECK(tx.met_under({3}, monday - week, monday) == std::vector{second, first});
        CHECK(tx.met_under({1, 3}, monday, monday) == std::vector{second, first});  // each once
        CHECK(tx.met_under({4'294'967'295U}, monday, monday) == std::vector{second});
        CHECK(tx.met_under({3}, monday - 4 * week, monday) == std::vector{old, second, first});
        CHECK(tx.met_under({7}, monday - week, monday).empty());
        CHECK(tx.met_under({}, monday - week, monday).empty());
    });
}

TEST_CASE("a unit learnt later adds a key, and a change takes the old one out") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto id = remembered(tx, "li", {1, 2});
        const auto with_unit = row(monday, {1, 2, 9}, 77);
        tx.set_likeness(id, with_unit);
        CHECK(tx.likeness(id) == with_unit);
        CHECK(tx.met_under({9}, monday, monday) == std::vector{id});
        tx.set_likeness(id, row(monday + 2 * week, {1, 8}, 78));
        CHECK(tx.met_under({1, 2, 9}, monday, monday).empty());
        CHECK(tx.met_under({1}, monday + 2 * week, monday + 2 * week) == std::vector{id});
        CHECK(tx.count("count_likeness_keys") == 2);
    });
}

TEST_CASE("a matter that closes or is withdrawn leaves nothing behind in the keys") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto closed = remembered(tx, "li", {1, 2});
        const auto withdrawn = remembered(tx, "wang", {1, 2});
        const auto waiting = remembered(tx, "zhao", {1, 2});
        close(tx, closed);
        tx.set_status(withdrawn, CaseStatus::withdrawn, monday);
        ask_back(tx, waiting);
        CHECK(tx.met_under({1}, monday, monday) == std::vector{waiting});
        CHECK(tx.count("count_likenesses") == 1);
        CHECK(tx.count("count_likeness_keys") == 2);
    });
}

TEST_CASE("a member who is erased is alike to nobody and in no issue, open matters too") {
    Folder folder;
    {
        const auto store = opened(folder);
        run(*store, [](Transaction& tx) {
            const auto one = remembered(tx, "li", {1});
            const auto two = remembered(tx, "li", {2});
            const auto other = remembered(tx, "wang", {1, 2});
            const auto issue = tx.form_issue("life.housing", tx.find_case(one)->desk, 5, monday);
            for (const auto id : {one, two, other}) tx.link_to_issue(id, issue, monday);
            tx.erase_member(greet(tx, "li").member, monday);
            CHECK(is_open(tx.find_case(one)->status));
            CHECK(tx.met_under({1, 2}, monday, monday) == std::vector{other});
            REQUIRE(tx.issue_cases(issue, 10).size() == 1);
            CHECK(tx.issue_cases(issue, 10)[0].about == other);
            CHECK_FALSE(tx.issue_of(two));
        });
    }
    CHECK(raw_number(folder, "SELECT count(*) FROM likenesses") == 1);
    CHECK(raw_number(folder, "SELECT count(*) FROM issue_cases") == 1);
}

TEST_CASE("a held matter that is forgotten leaves no likeness") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto id = open(tx, greet(tx, "li"), "life.housing", CaseStatus::held);
        tx.set_likeness(id, row(monday, {1}));
        tx.forget_held(id, monday);
        CHECK(tx.count("count_likenesses") == 0);
        CHECK(tx.count("count_likeness_keys") == 0);
    });
}

TEST_CASE("a threshold is told once a window, also by a program that was started again") {
    Folder folder;
    bot::IssueId issue;
    {
        const auto store = opened(folder);
        run(*store, [&](Transaction& tx) {
            issue = tx.form_issue("life.housing", "life", {}, monday);
            CHECK_FALSE(tx.issue(issue)->suggested);
            CHECK(tx.note_issue_notice(issue, "issue", 0, monday));
            CHECK_FALSE(tx.note_issue_notice(issue, "issue", 0, monday + Millis{5}));
            tx.set_suggested(issue, monday, std::nullopt);
        });
    }
    const auto store = opened(folder);
    run(*store, [&](Transaction& tx) {
        CHECK_FALSE(tx.note_issue_notice(issue, "issue", 0, monday - Millis{5}));
        CHECK(tx.note_issue_notice(issue, "collective", 0, monday));
        CHECK(tx.note_issue_notice(issue, "issue", 1, monday));
        tx.set_suggested(issue, monday + Millis{9}, monday + Millis{9});
        CHECK(tx.issue(issue)->suggested == monday);  // the first time counts
        CHECK(tx.issue(issue)->collective == monday + Millis{9});
    });
}

TEST_CASE("a matter belongs to one issue, and an issue not yet told of can become part of another") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto one = remembered(tx, "li", {1});
        const auto two = remembered(tx, "wang", {2});
        const auto first = tx.form_issue("life.housing", "life", {}, monday);
        const auto second = tx.form_issue("life.housing", "life", {}, monday);
        tx.link_to_issue(one, first, monday);
        tx.link_to_issue(one, second, monday);
        CHECK(tx.issue_of(one) == first);
        tx.link_to_issue(two, second, monday);
        tx.join_issues(second, first);
        CHECK(tx.issue_of(two) == first);
        CHECK_FALSE(tx.issue(second));
        CHECK(tx.count("count_issues") == 1);
    });
}

TEST_CASE("only open matters of the issue's own desk are its matters, the newest first") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto at = [&tx](std::string_view who) { return remembered(tx, who, {1}); };
        const auto stays = at("li");
        const auto closed = at("wang");
        const auto moved = at("zhao");
        const auto newest = at("qian");
        const auto issue = tx.form_issue("life.housing", tx.find_case(stays)->desk, {}, monday);
        for (const auto id : {stays, closed, moved, newest}) tx.link_to_issue(id, issue, monday);
        close(tx, closed);
        tx.set_transfer(moved, "elsewhere", "life");
        const auto cases = tx.issue_cases(issue, 10);
        REQUIRE(cases.size() == 2);
        CHECK(cases[0].about == newest);
        CHECK(cases[1].about == stays);
        CHECK(tx.issue_cases(issue, 1).size() == 1);
    });
}
