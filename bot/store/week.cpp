#include "store/week.hpp"

#include "store/sqlite/connection.hpp"

namespace bot::store {

bool any_seat(const Snapshot& snapshot) {
    auto row = snapshot.connection().run("seats_any");
    return row->step() && row->integer(0) != 0;
}

void set_reminder(Transaction& tx, std::string_view key, std::string_view kind, CaseId about, std::int64_t occurrence, Instant due) {
    tx.connection().change("reminder_set", key, kind, about, occurrence, due);
}

void cancel_reminders_of(Transaction& tx, CaseId about, std::string_view kind, std::int64_t occurrence) {
    tx.connection().change("reminders_cancel_one", about, kind, occurrence);
}

void set_follower(Transaction& tx, CaseId about, SeatId seat, Instant at) {
    tx.connection().change("seat_matter_set", about, seat, at);
}

std::optional<SeatId> follower_of(const Snapshot& snapshot, CaseId about) {
    auto row = snapshot.connection().run("seat_matter_of", about);
    if (!row->step()) return std::nullopt;
    return SeatId{row->integer(0)};
}

std::vector<CaseId> followed_by(const Snapshot& snapshot, SeatId seat) {
    std::vector<CaseId> found;
    auto row = snapshot.connection().run("seat_matters_open", seat);
    while (row->step()) found.push_back(CaseId{row->integer(0)});
    return found;
}

std::vector<std::pair<SeatRow, std::optional<SeatState>>> seats_unseen(const Snapshot& snapshot) {
    std::vector<std::pair<SeatId, std::optional<SeatState>>> ids;
    {
        auto row = snapshot.connection().run("seats_unseen");
        while (row->step()) ids.emplace_back(SeatId{row->integer(0)}, seat_state_of(row->view(1)));
    }
    std::vector<std::pair<SeatRow, std::optional<SeatState>>> found;
    for (const auto& [id, seen] : ids) found.emplace_back(snapshot.seat(id).value(), seen);
    return found;
}

void set_seen(Transaction& tx, SeatId seat, SeatState state) { tx.connection().change("seat_seen", seat, to_code(state)); }

std::vector<std::int64_t> tasks_of(const Snapshot& snapshot, SeatId seat) {
    std::vector<std::int64_t> found;
    auto row = snapshot.connection().run("seat_tasks_open_of", seat);
    while (row->step()) found.push_back(row->integer(0));
    return found;
}

void move_task(Transaction& tx, std::int64_t task, SeatId to) { tx.connection().change("seat_task_move", task, to); }

std::int64_t count_reminders(const Snapshot& snapshot, std::string_view kind, std::string_view state) {
    auto row = snapshot.connection().run("reminders_in_state", kind, state);
    return row->step() ? row->integer(0) : 0;
}

namespace {

DutyRow task_at(const sqlite::Statement& row) {
    return {row.integer(0), SeatId{row.integer(1)}, row.text(2), from_ms(row.integer(3)), !row.null(4)};
}

}  // namespace

void add_task(Transaction& tx, SeatId seat, std::string_view duty, std::string_view period, Instant due) {
    tx.connection().change("seat_task_add", seat, duty, period, due);
}

std::vector<DutyRow> tasks_due_after(const Snapshot& snapshot, SeatId seat, Instant limit) {
    std::vector<DutyRow> found;
    auto row = snapshot.connection().run("seat_tasks_due_after", seat, limit);
    while (row->step()) found.push_back(task_at(*row));
    return found;
}

std::optional<DutyRow> task(const Snapshot& snapshot, std::int64_t id) {
    auto row = snapshot.connection().run("seat_task_by_id", id);
    if (!row->step()) return std::nullopt;
    return task_at(*row);
}

void task_done(Transaction& tx, std::int64_t id, Instant at) { tx.connection().change("seat_task_done", id, at); }

std::int64_t add_protocol(Transaction& tx, const ProtocolRow& row, Instant made) {
    return tx.connection().insert("protocol_add", row.from, row.to, made, row.due, std::int64_t{row.matters}, std::int64_t{row.tasks});
}

std::optional<ProtocolRow> protocol(const Snapshot& snapshot, std::int64_t id) {
    auto row = snapshot.connection().run("protocol_by_id", id);
    if (!row->step()) return std::nullopt;
    ProtocolRow found;
    found.id = row->integer(0);
    found.from = SeatId{row->integer(1)};
    found.to = SeatId{row->integer(2)};
    found.due = from_ms(row->integer(3));
    found.matters = static_cast<int>(row->integer(4));
    found.tasks = static_cast<int>(row->integer(5));
    found.given = row->maybe_integer(6).has_value();
    found.taken = row->maybe_integer(7).has_value();
    found.closed = row->maybe_integer(8).has_value();
    return found;
}

void confirm_protocol(Transaction& tx, std::int64_t id, Side side, Instant at) {
    tx.connection().change(side == Side::gives ? "protocol_given" : "protocol_taken", id, at);
}

void close_protocol(Transaction& tx, std::int64_t id, Instant at) { tx.connection().change("protocol_close", id, at); }

}  // namespace bot::store
