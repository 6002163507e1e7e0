// Working on one case together: a part of it goes to a colleague or another desk with a date of its own, and a member who waits
// long hears in between how it stands.
#pragma once

#include "engine/work.hpp"

namespace bot::engine {

constexpr std::string_view task_kind = "task";
constexpr std::string_view interim_kind = "interim";

// While a part is open the case is not answered.
bool tasks_open(const Work& work, CaseId about);
void remind_of_task(Work& work, const store::ReminderRow& reminder);

// A promise of ten working days owes the member a word on the fifth, one of fifteen on the tenth too.
void plan_interim(Work& work, const dialogue::CaseView& about, const dialogue::Limits& limits);
void remind_of_interim(Work& work, const store::ReminderRow& reminder);

}  // namespace bot::engine
