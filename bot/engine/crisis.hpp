// The timers of an emergency: pages, presence texts, numbers again.
#pragma once

#include "engine/work.hpp"

namespace bot::engine {

constexpr std::string_view page_kind = "crisis_page";
constexpr std::string_view presence_kind = "crisis_presence";
constexpr std::string_view numbers_kind = "crisis_numbers";

// Lapses once somebody has accepted or the case is closed.
void fire_emergency(Work& work, const store::ReminderRow& reminder);

}  // namespace bot::engine
