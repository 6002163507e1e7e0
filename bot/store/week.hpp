// What the store knows of the representatives' week. Read and written through the transaction that is open.
#pragma once

#include "store/transaction.hpp"

namespace bot::store {

bool any_seat(const Snapshot& snapshot);

// Plans a timer, or plans it again when it is over; one that is still to come stays as it is.
void set_reminder(Transaction& tx, std::string_view key, std::string_view kind, CaseId about, std::int64_t occurrence, Instant due);

void cancel_reminders_of(Transaction& tx, CaseId about, std::string_view kind, std::int64_t occurrence);

// Which seat follows a matter; none: its desk does.
void set_follower(Transaction& tx, CaseId about, SeatId seat, Instant at);

// How many timers of a kind are in this state: done, lapsed, ….
std::int64_t count_reminders(const Snapshot& snapshot, std::string_view kind, std::string_view state);

// Matters of at most so many verified members of a constituency that were closed since then.
std::vector<dialogue::CaseView> solved_cases_of(const Snapshot& snapshot, UnitId constituency, Instant at, std::size_t most_members,
                                                std::size_t most, Instant since);

}  // namespace bot::store
