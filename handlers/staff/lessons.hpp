// Teaching the router: which corrections might, and the second person's word on each.
#pragma once

#include "dialogue/decision.hpp"

namespace bot::handlers::staff {

// For the words 候选, 学 N and 不学 N.
dialogue::Decision lessons(const dialogue::Turn& turn, const dialogue::Facts& facts);

}  // namespace bot::handlers::staff
