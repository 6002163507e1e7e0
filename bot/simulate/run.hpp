// Years of a union in minutes: simulated people talk to the real program, which is killed now and then and must go on where
// it was. Whatever was not answered is said again, as a platform does.
#pragma once

#include <functional>

#include "simulate/people.hpp"

namespace bot::simulate {

struct Running {
    std::int64_t crash_every = 0;  // requests; 0: never
    Millis step{1'000};            // what is said within it goes into one frame, and timers may be that late
};

struct Progress {
    Instant at{};
    std::int64_t arrived = 0;
    std::int64_t messages = 0;
    std::int64_t repeated = 0;
    std::int64_t letters = 0;   // handed to platforms
    std::int64_t frames = 0;
    std::int64_t crashes = 0;
    std::int64_t resident_kb = 0;      // of the program, without what it shares with others
    std::int64_t resident_most_kb = 0;
};

// `told` hears of every month and of the end. Errors: unavailable when the program cannot go on.
Result<Progress> run(const Plan& plan, const Setting& setting, const Running& how, const std::function<void(const Progress&)>& told);

}  // namespace bot::simulate
