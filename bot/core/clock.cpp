#include "core/clock.hpp"

namespace bot {

Instant SystemClock::now() const {
    return std::chrono::floor<Millis>(std::chrono::system_clock::now());
}

}  // namespace bot
