// What representatives and group leaders answer to a letter about one matter, by word, button or digit.
#pragma once

#include <optional>

#include "dialogue/decision.hpp"

namespace bot::handlers::staff {

// One of their words with a case number. The matter is there and may be seen. Nothing: it was another word.
std::optional<dialogue::Decision> seat_word(const dialogue::Turn& turn, const dialogue::Facts& facts, const dialogue::CaseView& about);

// While digits may answer the last letter: a digit, or one of the words without a number. Anything else is the person's own
// matter and begins as such.
dialogue::Decision seat_step(const dialogue::Turn& turn, const dialogue::Facts& facts);

}  // namespace bot::handlers::staff
