// The schedule loop: sleeps until the earliest due timer or half a minute, whichever is sooner (the wall clock may
// jump), then has the engine fire what is due. Lives on the io thread.
#pragma once

#include <memory>

#include "core/clock.hpp"
#include "engine/gate.hpp"
#include "net/loop.hpp"
#include "store/store.hpp"

namespace bot::schedule {

class Schedule {
public:
    Schedule(net::Loop& loop, store::Store& store, engine::Engine& engine, engine::Gate& gate, Clock& clock);
    ~Schedule();

    void wake();  // any thread: a timer was set
    void stop();  // io thread

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace bot::schedule
