// How a matter ends, or does not, by a member's own word: withdrawn, opened again, rated.
#pragma once

#include "dialogue/decision.hpp"

namespace bot::handlers::service {

dialogue::Decision withdraw(const dialogue::Turn& turn, const dialogue::Facts& facts);
dialogue::Decision withdraw_answered(const dialogue::Turn& turn, const dialogue::Facts& facts);

// "Never mind": asked whether the matter itself is meant, or nothing at all.
dialogue::Decision cancel(const dialogue::Turn& turn, const dialogue::Facts& facts);

// "Not solved". Of a matter that nobody has answered it moves nothing.
dialogue::Decision reopen(const dialogue::Turn& turn, const dialogue::Facts& facts);

dialogue::Decision rate(const dialogue::Turn& turn, const dialogue::Facts& facts);

}  // namespace bot::handlers::service
