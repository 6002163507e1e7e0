// The Telegram Bot API as a platform: webhook updates in, method calls out.
// Protocol: Telegram Bot API documentation and the source of the vendor's Bot API server (webhook part); read
// 2026-11.
#pragma once

#include <memory>
#include <string>

#include "platforms/platform.hpp"

namespace bot::platforms {

struct TelegramSettings {
    std::string account;   // key of the account in the config
    std::string base_url;  // "https://api.telegram.org", or a Bot API server of the union's own
    std::string token;     // as given by BotFather, "123456:AA…"
    std::string secret;    // the secret_token of setWebhook, 1..256 of A-Z a-z 0-9 _ -
};

// Throws std::invalid_argument, naming the setting and never its value, when one of them cannot be right.
std::unique_ptr<Platform> make_telegram(TelegramSettings settings);

}  // namespace bot::platforms
