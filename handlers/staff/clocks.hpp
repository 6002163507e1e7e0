// "时效 10013 …": legal periods of a case are listed, set, met or dropped.
#pragma once

#include "dialogue/decision.hpp"

namespace bot::handlers::staff {

dialogue::Decision clocks(const dialogue::Turn& turn, const dialogue::Facts& facts, const dialogue::CaseView& about);

}  // namespace bot::handlers::staff
