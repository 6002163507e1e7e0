// Values that messages about a case may use, in the reader's language: number, topic, desk, due, handler, status. How the
// due date was counted (sum) is found by promise.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialogue/decision.hpp"
#include "engine/tools.hpp"

namespace bot::engine {

// "10月13日(周二)17:30" or "Tue 13 Oct, 17:30", in the union's zone.
std::string moment(const Tools& tools, Language language, Instant at);

// The names of the values that a message uses: none is worked out for nothing.
using Wanted = std::vector<std::string>;

templates::Values case_values(const Tools& tools, Language language, const dialogue::CaseView& about, const Wanted& wanted);

// The union's name, phone and crisis line, which any message may use.
templates::Values union_values(const Tools& tools, Language language, const Wanted& wanted);

int local_hour(const Tools& tools, Instant at);

}  // namespace bot::engine
