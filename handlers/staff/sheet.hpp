// A case as a colleague reads it in chat: its answers, what was said, done and noted.
#pragma once

#include <string>
#include <vector>

#include "dialogue/decision.hpp"

namespace bot::handlers::staff {

constexpr std::size_t most_alike = 20;  // numbers of matters alike in one line

dialogue::Decision look(const dialogue::Turn& turn, const dialogue::Facts& facts, const dialogue::CaseView& about);

// Their numbers, oldest first, as they came.
std::string numbers_of(const std::vector<dialogue::CaseView>& cases);

}  // namespace bot::handlers::staff
