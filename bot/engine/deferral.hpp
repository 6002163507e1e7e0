// A case that waits for others, or gets more time: asked for by whoever handles it, granted by a second person, told to the
// member. While it waits the promised date stands still.
#pragma once

#include <optional>
#include <vector>

#include "engine/work.hpp"

namespace bot::engine {

constexpr std::string_view review_kind = "review";      // of a hold
constexpr std::string_view decision_kind = "decision";  // nobody has decided yet

// Working days behind the first day, up to the second: what is paused on Monday and goes on on Tuesday lost one.
int days_lost(const calendar::Calendar& calendar, Instant from, Instant to);

// Ends the hold of a case that is on hold: the date moves on by the working days that it stood still, and the member hears it.
void resume(Work& work, const dialogue::CaseView& about);

// What was waited for from the member has come.
void member_wrote(Work& work, const dialogue::CaseView& about);

void review(Work& work, const store::ReminderRow& reminder);
void remind_of_decision(Work& work, const store::ReminderRow& reminder);

// The running hold; nothing when there is none.
std::optional<store::DeferralRow> hold_of(const Work& work, CaseId about);

}  // namespace bot::engine
