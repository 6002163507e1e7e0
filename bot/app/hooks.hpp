// /hooks/<account>: platforms call here. Verified, decoded, taken, and only then answered.
#pragma once

#include <functional>
#include <string>

#include "delivery/delivery.hpp"
#include "engine/gate.hpp"
#include "net/server.hpp"

namespace bot::app {

struct HookServices {
    engine::Gate& gate;
    const delivery::Platforms& platforms;
    Clock& clock;
    std::function<void(const std::string& account, const std::string& button_token)> pressed;
};

net::Route hooks(HookServices services);

}  // namespace bot::app
