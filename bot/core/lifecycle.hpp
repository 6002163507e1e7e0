// How a case may move from state to state, as data. Whoever changes a case's state asks here first; the store asks again.
// Source: the union's workflow for ordinary requests, described in docs/lifecycle.md.
#pragma once

#include <string_view>
#include <vector>

#include "core/case.hpp"

namespace bot::lifecycle {

enum class Mover { member, staff, timer, bot };

struct Move {
    CaseStatus from;
    CaseStatus to;
    Mover by;
};

// Every move of an ordinary case.
const std::vector<Move>& moves();

// An emergency is never on hold, never asked back and never closed by a timer or the member; people close it from any
// open state, two of them, which is not for this table to know.
bool may_move(CaseStatus from, CaseStatus to, Mover by, bool emergency);

// Whether anybody may.
bool may_move(CaseStatus from, CaseStatus to, bool emergency);

}  // namespace bot::lifecycle
