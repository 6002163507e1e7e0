// What to do with a letter next, as plain functions: when to try again, when to give up, how fast to go.
#pragma once

#include "core/clock.hpp"
#include "core/random.hpp"
#include "platforms/platform.hpp"
#include "store/rows.hpp"

namespace bot::delivery {

// After this many tries a letter is dead: visible to staff, and sent again when they say so. With the delays below that
// is about a day.
constexpr int most_tries = 16;

// 2 s, 4 s, 8 s … up to two hours, each ±25 % so that many letters do not come back at once; the platform's own hint
// wins. `tries` counts the sends begun, this one included.
Millis retry_delay(int tries, std::optional<Millis> hint, Random& random);

// The row to write for this outcome.
store::LetterOutcome after(const Letter& letter, const platforms::SendOutcome& outcome, Instant now, Random& random);

// Sends a second over one platform account: a token bucket.
class Pace {
public:
    explicit Pace(double per_second) : per_second_(per_second), tokens_(per_second) {}
    // How long until one more may go; zero: now, and it is counted.
    Millis take(Instant now);

private:
    double per_second_;
    double tokens_;
    Instant at_{};
};

}  // namespace bot::delivery
