// Words by which staff work together on a case, tell the member how it stands, and put a member's cases in order.
#pragma once

#include <optional>

#include "dialogue/decision.hpp"

namespace bot::handlers::staff {

// Nothing: the word is none of these.
std::optional<dialogue::Decision> joint(const dialogue::Turn& turn, const dialogue::Facts& facts, const dialogue::CaseView& about);

// Whoever was asked to help has done so; the engine knows whether they were.
dialogue::Decision task_done(const dialogue::Turn& turn, const dialogue::CaseView& about);

// What was promised to members and is not done: one's own, and for supervisors all that they may see.
dialogue::Decision promises(const dialogue::Turn& turn, const dialogue::Facts& facts);

}  // namespace bot::handlers::staff
