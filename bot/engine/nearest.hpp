// Who stands nearest to a matter: seats whose constituency is the member's own unit, else the one above, and so on.
#pragma once

#include <vector>

#include "engine/tools.hpp"
#include "store/transaction.hpp"

namespace bot::engine {

// Seats of this kind that may follow the matter now, of the nearest unit that has any; in the order of their numbers.
std::vector<store::SeatRow> nearest_seats(const Tools& tools, const store::Snapshot& snapshot, const dialogue::CaseView& about,
                                          store::SeatKind kind, Instant now);

}  // namespace bot::engine
