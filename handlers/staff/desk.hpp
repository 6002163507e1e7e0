// What staff arrange between accepting and answering: that a case waits, gets more time, and that nobody is told "no" without
// a reason. Whatever an order lacks is asked for in the chat; the order so far stands in the conversation.
#pragma once

#include <optional>
#include <string>

#include "dialogue/decision.hpp"

namespace bot::handlers::staff {

// Nothing: the word is none of these.
std::optional<dialogue::Decision> desk(const dialogue::Turn& turn, const dialogue::Facts& facts, const dialogue::CaseView& about);

// "It cannot be done", with what was said of reason, rule and another way.
dialogue::Decision not_met(const dialogue::Facts& facts, const dialogue::CaseView& about, const std::string& words);

// The answer to what was asked for; nothing when nothing was.
std::optional<dialogue::Decision> desk_answer(const dialogue::Turn& turn, const dialogue::Facts& facts);

}  // namespace bot::handlers::staff
