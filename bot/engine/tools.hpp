// What the engine works with: settings, wording, handlers, randomness. One immutable set; a reload makes a new one.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "config/settings.hpp"
#include "core/random.hpp"
#include "handlers/registry.hpp"
#include "router/reader.hpp"
#include "templates/messages.hpp"

namespace bot::engine {

// Raised when the notice's meaning changes: members are then asked once more.
constexpr int notice_version = 2;

struct Tools {
    config::Settings settings;
    templates::Messages messages;
    handlers::Registry handlers;
    std::unique_ptr<const router::Reader> reader;
    Random& random;
    std::map<std::string, double, std::less<>> paces;  // account -> letters a second that its platform takes; chats of our own are not named
};

}  // namespace bot::engine
