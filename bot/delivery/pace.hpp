// What to do with a letter next, as plain functions: when to try again, when to give up, how fast to go.
#pragma once

#include "core/clock.hpp"
#include "core/random.hpp"
#include "platforms/platform.hpp"
#include "store/rows.hpp"

namespace bot::delivery {

// After this many tries a letter is dead: visible to staff, and sent again when they say so. With the delays below that
// is about a day.
constexpr int most_tries = 24;

// 2 s, 4 s, 8 s … up to two hours, each ±25 % so that many letters do not come back at once, and never before the
// platform's own hint. `tries` counts the sends begun, this one included.
Millis retry_delay(int tries, std::optional<Millis> hint, Random& random);

// The row to write for this outcome.
store::LetterOutcome after(const Letter& letter, const platforms::SendOutcome& outcome, Instant now, Random& random);

// Sends a second over one platform account: a token bucket whose burst and refill together stay below the limit in any
// second.
class Pace {
public:
    explicit Pace(double per_second);
    // How long until one more may go; zero: now, and it is counted.
    Millis take(Instant now);

private:
    double burst_;
    double refill_;  // a second
    double tokens_;
    Instant at_{};
};

}  // namespace bot::delivery
