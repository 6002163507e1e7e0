// What may be heard of a matter by whoever speaks for the member's unit: the one gate for lists, digests and reminders.
#pragma once

#include "dialogue/turn.hpp"
#include "engine/tools.hpp"
#include "store/transaction.hpp"

namespace bot::engine {

enum class Hears { nothing, that_it_is_there, how_far_it_is };

// By the matter alone, in whatever state it is.
Hears hears_of(const Tools& tools, const dialogue::CaseView& about);

// An open matter of somebody who works in the seat's constituency now, of a kind that may be followed.
bool seat_follows(const Tools& tools, const store::Snapshot& snapshot, const store::SeatRow& seat, const dialogue::CaseView& about,
                  Instant now);

// What stands open in the constituency of one seat, due first. Whether the seat lasts is the caller's question.
dialogue::Constituency constituency_of(const Tools& tools, const store::Snapshot& snapshot, const store::SeatRow& seat, Instant now);

// How many matters that may be followed came, and were closed, since then.
struct Turnover {
    int fresh = 0;
    int solved = 0;
};
Turnover turnover_of(const Tools& tools, const store::Snapshot& snapshot, const store::SeatRow& seat, Instant since, Instant now);

}  // namespace bot::engine
