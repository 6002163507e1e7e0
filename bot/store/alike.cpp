// Reading and writing what matters are alike to, and the issues that were suggested.
#include <algorithm>
#include <cstring>

#include "store/sqlite/connection.hpp"
#include "store/transaction.hpp"

namespace bot::store {
namespace {

using sqlite::Blob;

constexpr std::int64_t newest_of_a_key = 64;  // and day
constexpr std::size_t newest_in_all = 256;     // looked at for one matter, however common its words are
constexpr std::size_t all_cases = 10'000;  // of one member

std::int64_t day_of(Instant at) { return std::chrono::floor<std::chrono::days>(at).time_since_epoch().count(); }

std::string packed(const std::vector<std::uint32_t>& keys) {
    std::string bytes(keys.size() * sizeof(std::uint32_t), '\0');
    if (!keys.empty()) std::memcpy(bytes.data(), keys.data(), bytes.size());
    return bytes;
}

std::vector<std::uint32_t> unpacked(std::string_view bytes) {
    std::vector<std::uint32_t> keys(bytes.size() / sizeof(std::uint32_t));
    if (!keys.empty()) std::memcpy(keys.data(), bytes.data(), keys.size() * sizeof(std::uint32_t));
    return keys;
}

}  // namespace

std::optional<LikenessRow> Snapshot::likeness(CaseId id) const {
    auto row = db_.run("likeness_row", id);
    if (!row->step()) return std::nullopt;
    return LikenessRow{from_ms(row->integer(0)), row->maybe_integer(1), row->integer(2), unpacked(row->view(3)), row->text(4)};
}

std::vector<std::string> Snapshot::first_words(CaseId id, std::size_t most) const {
    std::vector<std::string> words;
    auto row = db_.run("case_first_words", id, static_cast<std::int64_t>(most));
    while (row->step()) words.push_back(row->text(0));
    return words;
}

std::vector<CaseId> Snapshot::met_under(const std::vector<std::uint32_t>& keys, Instant from, Instant to) const {
    std::vector<CaseId> met;
    for (auto day = day_of(to); day >= day_of(from); --day) {
        for (const auto key : keys) {
            if (met.size() >= newest_in_all) break;
            auto row = db_.run("likeness_under", day, std::int64_t{key}, newest_of_a_key);
            while (row->step()) met.push_back(CaseId{row->integer(0)});
        }
    }
    std::sort(met.begin(), met.end(), std::greater<>());
    met.erase(std::unique(met.begin(), met.end()), met.end());
    return met;
}

std::optional<OtherLikeness> Snapshot::other_likeness(CaseId id) const {
    auto row = db_.run("likeness_of_other", id);
    if (!row->step()) return std::nullopt;
    OtherLikeness other;
    other.about = id;
    other.at = from_ms(row->integer(0));
    other.unit = row->maybe_integer(1);
    other.place = row->integer(2);
    other.sketch = row->text(3);
    other.member = MemberId{row->integer(4)};
    other.desk = row->text(5);
    other.subcategory = row->text(6);
    other.urgency = urgency_of(row->view(7));
    other.restricted = row->integer(8) != 0;
    other.issue = IssueId{row->integer(9)};
    return other;
}

IssueId Snapshot::issue_of(CaseId id) const {
    auto row = db_.run("issue_of_case", id);
    return row->step() ? IssueId{row->integer(0)} : IssueId{};
}

std::optional<IssueRow> Snapshot::issue(IssueId id) const {
    auto row = db_.run("issue_by_id", id);
    if (!row->step()) return std::nullopt;
    IssueRow issue{IssueId{row->integer(0)}, row->text(1), row->text(2), row->maybe_integer(3), std::nullopt,
                   std::nullopt};
    if (const auto suggested = row->maybe_integer(4)) issue.suggested = from_ms(*suggested);
    if (const auto collective = row->maybe_integer(5)) issue.collective = from_ms(*collective);
    return issue;
}

std::vector<IssueCase> Snapshot::issue_cases(IssueId id, std::size_t most) const {
    std::vector<IssueCase> cases;
    auto row = db_.run("issue_open_cases", id, static_cast<std::int64_t>(most));
    while (row->step()) {
        cases.push_back({CaseId{row->integer(0)}, MemberId{row->integer(1)}, from_ms(row->integer(2)),
                         row->maybe_integer(3)});
    }
    return cases;
}

bool Snapshot::issue_noticed(IssueId id, std::string_view threshold, std::int64_t window) const {
    auto row = db_.run("issue_noticed", id, threshold, window);
    return row->step() && row->integer(0) != 0;
}

// Only what changed is written: a unit that is learnt later adds one row, and does not touch the others again.
void Transaction::set_likeness(CaseId id, const LikenessRow& row) {
    const auto before = likeness(id);
    if (before == row) return;
    const auto day = day_of(row.at);
    const auto in = [](const std::vector<std::uint32_t>& keys, std::uint32_t key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    };
    const bool same_day = before && day_of(before->at) == day;
    for (const auto key : before ? before->keys : std::vector<std::uint32_t>{}) {
        if (!same_day || !in(row.keys, key)) db_.change("likeness_key_remove", day_of(before->at), std::int64_t{key}, id);
    }
    for (const auto key : row.keys) {
        if (!same_day || !in(before->keys, key)) db_.change("likeness_key_add", day, std::int64_t{key}, id);
    }
    db_.change("likeness_set", id, row.at, row.unit, row.place, Blob{packed(row.keys)}, Blob{row.sketch});
}

void Transaction::remove_likeness(CaseId id) {
    const auto before = likeness(id);
    if (!before) return;
    for (const auto key : before->keys) db_.change("likeness_key_remove", day_of(before->at), std::int64_t{key}, id);
    db_.change("likeness_remove", id);
}

// Also of matters that are still worked on: to handle one, nobody needs to know what it is alike to.
void Transaction::forget_likenesses(MemberId member) {
    for (const auto& one : cases_of(member, all_cases)) {
        remove_likeness(one.id);
        unlink_from_issue(one.id);
    }
}

IssueId Transaction::form_issue(std::string_view subcategory, std::string_view desk, std::optional<std::int64_t> unit,
                                Instant at) {
    return IssueId{db_.insert("issue_add", subcategory, desk, unit, at)};
}

void Transaction::link_to_issue(CaseId id, IssueId issue, Instant at) { db_.change("issue_link", id, issue, at); }
void Transaction::unlink_from_issue(CaseId id) { db_.change("issue_unlink", id); }

void Transaction::join_issues(IssueId gone, IssueId kept) {
    db_.change("issue_join", gone, kept);
    db_.change("issue_remove", gone);
}

void Transaction::set_suggested(IssueId issue, Instant at, std::optional<Instant> collective) {
    db_.change("issue_suggested", issue, at, collective);
}

bool Transaction::note_issue_notice(IssueId issue, std::string_view threshold, std::int64_t window, Instant at) {
    return db_.change("issue_notice", issue, threshold, window, at) > 0;
}

}  // namespace bot::store
