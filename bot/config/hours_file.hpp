// One file of service hours, as written: calendar/hours.toml or calendar/<name>.hours.toml.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "calendar/rules.hpp"
#include "config/parts.hpp"

namespace bot::config {

struct HoursFile {
    calendar::Rules rules;  // without public holidays yet
    std::map<calendar::Day, Place> special_days;
};

// The zone of the organisation must stand in its file; other files may leave it out. Nothing when the file is no TOML.
std::optional<HoursFile> read_hours_file(Draft& draft, const std::string& name, const std::optional<std::string>& zone);

// Special days whose hours run into those of a day beside them. After the holidays have been added.
void check_special_days(Draft& draft, const HoursFile& file);

}  // namespace bot::config
