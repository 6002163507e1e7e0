// One message's whole turn as a unit of work: deduplicate, load, route, decide, apply, render, remember.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/message.hpp"
#include "engine/tools.hpp"
#include "engine/work.hpp"
#include "store/store.hpp"

namespace bot::engine {

struct Taken {
    InboxId id;             // row of the message, also when it was here before
    bool repeated = false;  // the platform sent it again: nothing happened
    bool stuck = false;     // a handler failed: kept, answered, and a person was told
    Instant at{};
    Effects effects;
};

struct Suggested {
    bool taken = false;  // false: the member or staff decided meanwhile
    Effects effects;
};

class Engine {
public:
    Engine(std::shared_ptr<const Tools> tools, Clock& clock);

    // Swaps settings, wording and model at once; units already made keep the old ones.
    void replace_tools(std::shared_ptr<const Tools> tools);
    std::shared_ptr<const Tools> tools() const;

    // What the text says, read outside the transaction. Any thread.
    dialogue::Reading read(const Inbound& message) const;

    // A unit that takes this message; `taken` is filled when it ran. Runs on the store's lane.
    store::Store::Unit receive(Inbound message, dialogue::Reading reading, std::shared_ptr<Taken> taken) const;

    // Fires every due timer and forgets what was held too long; one unit. `effects` is filled when it ran.
    store::Store::Unit tick(std::shared_ptr<Effects> effects) const;

    // A unit that gives the case this sub-category when its topic is still open. `suggested` is filled when it ran.
    store::Store::Unit suggest(SecondLook look, std::string subcategory, std::shared_ptr<Suggested> suggested) const;

    // Accounts and desks of the settings into the store; at start and after a reload.
    store::Store::Unit prepare() const;

private:
    std::shared_ptr<const Tools> tools_;  // reached by std::atomic_load/store
    Clock& clock_;
};

}  // namespace bot::engine
