// Orders said in two lines: the number first, the words with the next message; and the talk with somebody in danger, in
// which a colleague simply writes on.
#pragma once

#include <optional>

#include "dialogue/decision.hpp"

namespace bot::handlers::staff {

// Asks for the words that are missing; what comes next, within ten minutes, completes the order.
dialogue::Decision ask_for_words(const dialogue::Turn& turn, const char* key, dialogue::CaseRef about);

// The order that this message completes.
std::optional<dialogue::Command> completed(const dialogue::Turn& turn);

// Where a colleague who accepted goes on: with somebody in danger every line is for them; of any other matter a plain line
// is asked about before it goes out.
void go_on_talking(dialogue::Decision& decision, const dialogue::Turn& turn, const dialogue::CaseView& about);

// A plain line of a colleague who has just accepted, and the answer to whether it is to be sent. Nothing for other steps.
std::optional<dialogue::Decision> plain_line(const dialogue::Turn& turn, const dialogue::Facts& facts);

}  // namespace bot::handlers::staff
