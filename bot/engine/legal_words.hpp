// What a member or staff are told about a legal period.
#pragma once

#include <string>

#include "calendar/legal.hpp"
#include "engine/tools.hpp"

namespace bot::engine {

// "2027年3月31日", "31 Mar 2027"
std::string date(const Tools& tools, Language language, calendar::Day day);

// The dates while there is time; after the safety date only that a lawyer must look at it now. Never that it is too late.
std::string told_period(const Tools& tools, Language language, const calendar::LegalPeriod& period, calendar::Day from,
                        calendar::Day today);

}  // namespace bot::engine
