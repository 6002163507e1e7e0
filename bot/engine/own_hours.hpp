// The hours of members who work by night: nothing of its own accord is sent while they sleep.
#pragma once

#include "engine/work.hpp"

namespace bot::engine {

// Until when a letter that nobody waits for is kept back from this conversation; `now` when it need not be.
Instant awake_at(const Work& work, ConversationId conversation);

}  // namespace bot::engine
