// The program under simulated time: the real engine, store, timers and outbox, with a clock that the people move. Runs in a
// process of its own and answers frames until it is killed or the pipe closes.
#pragma once

#include <memory>
#include <string>

#include "engine/tools.hpp"

namespace bot::simulate {

// Staff of a simulated desk; `role` as in the settings.
struct Colleague {
    std::string name;
    std::string desk;
    dialogue::Role role = dialogue::Role::staff;
    bool on_call = false;
};

struct Setting {
    std::shared_ptr<const engine::Tools> tools;
    std::string folder;              // of the data
    std::vector<Colleague> staff;    // made when the store is new
    std::string staff_account;
    std::uint64_t seed = 1;          // of what the platforms do
    bool together = false;           // one transaction for a whole frame: faster, and fewer moments to be killed in
};

// Returns when `in` is closed; nothing but the store survives it. Throws when the store fails.
void run_program(const Setting& setting, int in, int out);

}  // namespace bot::simulate
