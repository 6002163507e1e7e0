// Legal periods of a matter in hand: set by a colleague with the day they are counted from, reminded of until they are met or
// dropped. Source: config/legal.toml; which they may be depends on what the matter is about.
#pragma once

#include <string>
#include <vector>

#include "engine/work.hpp"
#include "store/clocks.hpp"

namespace bot::engine {

constexpr std::string_view clock_kind = "clock";

// Those that may concern this sub-category, else all; a colleague names one by its place in this list, from 1 on.
std::vector<const calendar::LegalPeriod*> periods_for(const config::Settings& settings, const dialogue::CaseView& about);

// What still runs, as sentences: for the member the date to keep to and never that it is too late; for staff both dates.
std::vector<std::string> told_clocks(const Tools& tools, const store::Snapshot& snapshot, CaseId about, Language language, Instant now, bool to_staff);

bool any_clock_runs(const store::Snapshot& snapshot, CaseId about);

// Plans all reminders of what runs anew; after setting, reopening and merging.
void plan_clocks(Work& work, CaseId about);
void remind_of_clock(Work& work, const store::ReminderRow& reminder);

}  // namespace bot::engine
