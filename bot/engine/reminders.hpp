// What timers do to cases: the ladder of an unanswered one, and the questions after an answer.
#pragma once

#include <string_view>

#include "engine/nudges.hpp"
#include "engine/work.hpp"

namespace bot::engine {

constexpr std::string_view ladder_kind = "ladder";

// After registering, reopening or a new due date: what was planned is dropped, the first step is planned.
void plan_ladder(Work& work, CaseId about);
void climb(Work& work, const store::ReminderRow& reminder);

}  // namespace bot::engine
