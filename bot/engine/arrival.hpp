// Whether an answer arrived: only then the member is asked whether it is solved. What cannot be delivered is told in another way.
#pragma once

#include "engine/work.hpp"

namespace bot::engine {

constexpr std::string_view undelivered_kind = "undelivered";

// The letter with the outcome was just written, as the last of this unit.
void answer_sent(Work& work, CaseId about);
// Delivery says that it is there.
void answer_arrived(Work& work, const store::ReminderRow& reminder);
void remind_of_undelivered(Work& work, const store::ReminderRow& reminder);
// A colleague told the member by phone or in person.
void told_otherwise(Work& work, CaseId about);

}  // namespace bot::engine
