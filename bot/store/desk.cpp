// What staff arrange about a case: that it waits, or has more time; parts for others; promises.
#include "store/desk_rows.hpp"

#include "store/sqlite/connection.hpp"
#include "store/transaction.hpp"

namespace bot::store {
namespace {

using sqlite::Statement;

std::string_view to_code(DeferralKind kind) { return kind == DeferralKind::hold ? "hold" : "extension"; }

std::string_view to_code(DeferralState state) {
    switch (state) {
        case DeferralState::asked: return "asked";
        case DeferralState::granted: return "granted";
        case DeferralState::refused: return "refused";
        case DeferralState::over: return "over";
    }
    return "over";
}

DeferralState deferral_state_of(std::string_view code) {
    if (code == "asked") return DeferralState::asked;
    if (code == "granted") return DeferralState::granted;
    return code == "refused" ? DeferralState::refused : DeferralState::over;
}

std::optional<Instant> maybe_instant(const Statement& row, int column) {
    const auto at = row.maybe_integer(column);
    return at ? std::optional(from_ms(*at)) : std::nullopt;
}

}  // namespace

std::vector<DeferralRow> Snapshot::deferrals(CaseId about) const {
    std::vector<DeferralRow> rows;
    auto row = db_.run("deferrals_of", about);
    while (row->step()) {
        DeferralRow one;
        one.id = DeferralId{row->integer(0)};
        one.about = about;
        one.kind = row->view(1) == "hold" ? DeferralKind::hold : DeferralKind::extension;
        one.reason = row->text(2);
        one.until = from_ms(row->integer(3));
        one.asked_by = StaffId{row->integer(4)};
        one.asked = from_ms(row->integer(5));
        one.state = deferral_state_of(row->view(6));
        one.decided_by = StaffId{row->integer(7)};
        one.decided = maybe_instant(*row, 8);
        one.ended = maybe_instant(*row, 9);
        one.due_before = maybe_instant(*row, 10);
        one.due_after = maybe_instant(*row, 11);
        rows.push_back(std::move(one));
    }
    return rows;
}

DeferralId Transaction::add_deferral(const DeferralRow& one) {
    return DeferralId{db_.insert("deferral_add", one.about, to_code(one.kind), std::string_view(one.reason), one.until, one.asked_by, one.asked)};
}

void Transaction::set_deferral(const DeferralRow& one) {
    db_.change("deferral_set", one.id, to_code(one.state), one.decided_by, one.decided, one.ended, one.due_before, one.due_after);
}

void Transaction::set_due(CaseId id, Instant due, bool verified) {
    last_case_.reset();
    db_.change("case_due", id, due, static_cast<std::int64_t>(verified));
}

std::vector<TaskRow> Snapshot::tasks(CaseId about) const {
    std::vector<TaskRow> rows;
    auto row = db_.run("tasks_of", about);
    while (row->step()) {
        TaskRow one;
        one.id = TaskId{row->integer(0)};
        one.about = about;
        one.to = StaffId{row->integer(1)};
        one.desk = row->text(2);
        one.words = row->text(3);
        one.given_by = StaffId{row->integer(4)};
        one.given = from_ms(row->integer(5));
        one.due = from_ms(row->integer(6));
        one.done = maybe_instant(*row, 7);
        rows.push_back(std::move(one));
    }
    return rows;
}

std::vector<Instant> Snapshot::event_times(CaseId about, std::string_view kind) const {
    std::vector<Instant> times;
    auto row = db_.run("event_times", about, kind);
    while (row->step()) times.push_back(from_ms(row->integer(0)));
    return times;
}

TaskId Transaction::add_task(const TaskRow& one) {
    return TaskId{db_.insert("task_add", one.about, one.to, std::string_view(one.desk), std::string_view(one.words), one.given_by, one.given, one.due)};
}

void Transaction::task_done(TaskId id, StaffId by, Instant at) { db_.change("task_done", id, by, at); }

CaseId Snapshot::merged_into(CaseId about) const {
    auto row = db_.run("case_merged_into", about);
    return row->step() ? CaseId{row->integer(0)} : CaseId{};
}

void Transaction::set_merged_into(CaseId id, CaseId into) { db_.change("case_merge", id, into); }

void Transaction::set_sure(CaseId id) {
    last_case_.reset();
    db_.change("case_sure", id);
}

namespace {

std::vector<PromiseRow> promise_rows(sqlite::Running row) {
    std::vector<PromiseRow> rows;
    while (row->step()) {
        PromiseRow one;
        one.id = PromiseId{row->integer(0)};
        one.about = CaseId{row->integer(1)};
        one.by = StaffId{row->integer(2)};
        one.by_name = row->text(3);
        one.words = row->text(4);
        one.made = from_ms(row->integer(5));
        one.due = from_ms(row->integer(6));
        one.kept = maybe_instant(*row, 7);
        rows.push_back(std::move(one));
    }
    return rows;
}

}  // namespace

std::vector<PromiseRow> Snapshot::promises_of(CaseId about) const { return promise_rows(db_.run("promises_of", about)); }

std::vector<PromiseRow> Snapshot::promises_open(std::size_t most) const {
    return promise_rows(db_.run("promises_open", static_cast<std::int64_t>(most)));
}

PromiseCounts Snapshot::promises_due(Instant from, Instant to) const {
    auto row = db_.run("promises_due", from, to);
    return row->step() ? PromiseCounts{row->integer(0), row->integer(1), row->integer(2)} : PromiseCounts{};
}

PromiseId Transaction::add_promise(const PromiseRow& one) {
    return PromiseId{db_.insert("promise_add", one.about, one.by, std::string_view(one.words), one.made, one.due)};
}

void Transaction::promise_kept(PromiseId id, Instant at) { db_.change("promise_kept", id, at); }

void Transaction::set_answer_letter(CaseId id, LetterId letter) { db_.change("case_answer_letter", id, letter); }

}  // namespace bot::store
