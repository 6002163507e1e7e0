// Days and times of day as administrators write them.
#pragma once

#include <optional>
#include <string_view>

#include "calendar/calendar.hpp"

namespace bot::config {

std::optional<calendar::Day> parse_day(std::string_view text);       // "2026-02-17"
std::optional<calendar::Minutes> parse_time(std::string_view text);  // "08:30", to "24:00"

}  // namespace bot::config
