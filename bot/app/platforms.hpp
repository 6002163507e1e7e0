// The adapters of the accounts in bot.toml: the one place that knows them by name.
#pragma once

#include "config/settings.hpp"
#include "delivery/delivery.hpp"

namespace bot::app {

// By account key. Accounts that are off, and chats of our own, have none.
delivery::Platforms make_platforms(const config::Settings& settings);

}  // namespace bot::app
