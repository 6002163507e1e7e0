// "对 10013 宿舍": a colleague says what a case is about.
#pragma once

#include "dialogue/decision.hpp"

namespace bot::handlers::staff {

dialogue::Decision correct(const dialogue::Turn& turn, const dialogue::Facts& facts, const dialogue::CaseView& about);

}  // namespace bot::handlers::staff
