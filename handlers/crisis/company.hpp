// Staying with somebody in danger until a person is there: three questions at most, numbers, short words that one is heard.
#pragma once

#include "dialogue/decision.hpp"

namespace bot::handlers::crisis {

// What a message within an open emergency gets. `about` is the emergency.
dialogue::Decision keep_company(const dialogue::Turn& turn, const dialogue::CaseView& about, const dialogue::Facts& facts);

}  // namespace bot::handlers::crisis
