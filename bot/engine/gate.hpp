// The door every accepted message goes through: read outside the transaction, taken inside, answered after the commit.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/engine.hpp"

namespace bot::engine {

class Gate {
public:
    using Told = std::function<void(const Effects&)>;

    // `told` runs on the store's lane after each commit that wrote something; it must be quick.
    Gate(Engine& engine, store::Store& store, Told told) : engine_(engine), store_(store), told_(std::move(told)) {}

    // Takes all messages of one delivery. `done` runs once: after the commit with what became of each, or with an error,
    // and then none of them may be acknowledged. Errors: busy, storage_full, unavailable.
    void take(std::vector<Inbound> messages, std::function<void(Result<std::vector<Taken>>)> done);

    // Runs another unit of the engine; same promise. Timers and what else nobody waits for let messages go first.
    void run(store::Store::Unit unit, std::shared_ptr<Effects> effects, std::function<void(Result<void>)> done,
             store::Store::Waits waits = store::Store::Waits::somebody);

private:
    Engine& engine_;
    store::Store& store_;
    Told told_;
};

}  // namespace bot::engine
