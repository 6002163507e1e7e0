// The member's chat page and its routes under /chat: a platform like the others, whose letters the page fetches itself.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "core/worker.hpp"
#include "engine/gate.hpp"
#include "net/server.hpp"
#include "store/media_files.hpp"
#include "store/store.hpp"
#include "webchat/hub.hpp"

namespace bot::webchat {

struct Services {
    std::string account;  // key of the webchat account in the config
    engine::Engine& engine;
    engine::Gate& gate;
    store::Store& store;
    std::shared_ptr<Hub> hub;
    const store::MediaFiles& files;
    Worker& worker;
    Random& random;
    Clock& clock;
};

std::vector<net::Route> routes(Services services);

}  // namespace bot::webchat
