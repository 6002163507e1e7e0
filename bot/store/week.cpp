#include "store/week.hpp"

#include "store/case_row.hpp"
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

std::int64_t count_reminders(const Snapshot& snapshot, std::string_view kind, std::string_view state) {
    auto row = snapshot.connection().run("reminders_in_state", kind, state);
    return row->step() ? row->integer(0) : 0;
}

std::vector<dialogue::CaseView> solved_cases_of(const Snapshot& snapshot, UnitId constituency, Instant at, std::size_t most_members,
                                                std::size_t most, Instant since) {
    std::vector<dialogue::CaseView> found;
    auto row = snapshot.connection().run("constituency_solved", constituency, at, static_cast<std::int64_t>(most_members),
                                         static_cast<std::int64_t>(most), since);
    while (row->step()) found.push_back(case_at(*row));
    return found;
}

}  // namespace bot::store
