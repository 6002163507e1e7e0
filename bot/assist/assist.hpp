// Puts unclear messages to a language model of the union's own, after they were answered, and hands what it
// says to the engine. A message is asked about once; a lost, late or strange answer changes nothing. Lives on
// the io thread.
#pragma once

#include <memory>
#include <vector>

#include "engine/gate.hpp"
#include "net/client.hpp"
#include "net/loop.hpp"
#include "store/store.hpp"

namespace bot::assist {

// Messages that wait for their question; one more is left to staff, who have it anyway.
constexpr std::size_t most_waiting = 64;

struct Services {
    net::Loop& loop;
    net::Client& client;
    store::Store& store;
    engine::Engine& engine;
    engine::Gate& gate;
};

class Assist {
public:
    explicit Assist(Services services);
    ~Assist();

    void look(std::vector<engine::SecondLook> unclear);  // any thread, never blocks
    void stop();  // io thread: what waits is forgotten, answers are not heard

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace bot::assist
