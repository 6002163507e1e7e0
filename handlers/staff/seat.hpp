// What representatives and group leaders do by chat: see what is open in their constituency, and how far a matter is.
#pragma once

#include "dialogue/decision.hpp"

namespace bot::handlers::staff {

dialogue::Decision seat(const dialogue::Turn& turn, const dialogue::Facts& facts);

}  // namespace bot::handlers::staff
