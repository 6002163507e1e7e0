// What the store knows of the representatives' week. Read and written through the transaction that is open.
#pragma once

#include "store/transaction.hpp"

namespace bot::store {

bool any_seat(const Snapshot& snapshot);

// Plans a timer, or plans it again when it is over; one that is still to come stays as it is.
void set_reminder(Transaction& tx, std::string_view key, std::string_view kind, CaseId about, std::int64_t occurrence, Instant due);

void cancel_reminders_of(Transaction& tx, CaseId about, std::string_view kind, std::int64_t occurrence);

// Which seat follows a matter; no seat: its desk does, until somebody is elected. Nothing: nobody was ever named.
void set_follower(Transaction& tx, CaseId about, SeatId seat, Instant at);
std::optional<SeatId> follower_of(const Snapshot& snapshot, CaseId about);
std::vector<CaseId> followed_by(const Snapshot& snapshot, SeatId seat);  // open ones, due first

// Seats whose state was not acted upon yet, with the one that was last. None: the seat is new.
std::vector<std::pair<SeatRow, std::optional<SeatState>>> seats_unseen(const Snapshot& snapshot);
void set_seen(Transaction& tx, SeatId seat, SeatState state);

// Duties that fell to a seat and are not done.
std::vector<std::int64_t> tasks_of(const Snapshot& snapshot, SeatId seat);
void move_task(Transaction& tx, std::int64_t task, SeatId to);  // unless it fell to that seat too

struct DutyRow {
    std::int64_t id = 0;
    SeatId seat;
    std::string duty;
    Instant due{};
    bool done = false;
};
void add_task(Transaction& tx, SeatId seat, std::string_view duty, std::string_view period, Instant due);  // once a period
std::vector<DutyRow> tasks_due_after(const Snapshot& snapshot, SeatId seat, Instant limit);                // not done, due first
std::optional<DutyRow> task(const Snapshot& snapshot, std::int64_t id);
void task_done(Transaction& tx, std::int64_t id, Instant at);

// A hand-over between two seats, which both confirm.
struct ProtocolRow {
    std::int64_t id = 0;
    SeatId from;
    SeatId to;
    Instant due{};
    int matters = 0;
    int tasks = 0;
    bool given = false;
    bool taken = false;
    bool closed = false;
};
enum class Side { gives, takes };
std::int64_t add_protocol(Transaction& tx, const ProtocolRow& row, Instant made);  // gives its id
std::optional<ProtocolRow> protocol(const Snapshot& snapshot, std::int64_t id);
void confirm_protocol(Transaction& tx, std::int64_t id, Side side, Instant at);
void close_protocol(Transaction& tx, std::int64_t id, Instant at);

// How many timers of a kind are in this state: done, lapsed, ….
std::int64_t count_reminders(const Snapshot& snapshot, std::string_view kind, std::string_view state);

// Matters of at most so many verified members of a constituency that were closed since then.
std::vector<dialogue::CaseView> solved_cases_of(const Snapshot& snapshot, UnitId constituency, Instant at, std::size_t most_members,
                                                std::size_t most, Instant since);

}  // namespace bot::store
