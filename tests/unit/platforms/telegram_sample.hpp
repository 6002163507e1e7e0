// A Telegram bot of an invented union, and calls to it.
#pragma once

#include <memory>
#include <string>

#include "fixtures.hpp"
#include "platforms/telegram/telegram.hpp"

namespace telegram_sample {

inline const std::string token = "99001:AAtest-token_0123456789";
inline const std::string secret = "s3cr3t_A-1";
inline const std::string base = "https://tg.example.org";

inline std::unique_ptr<bot::platforms::Platform> platform() {
    return bot::platforms::make_telegram({"telegram", base, token, secret});
}

inline bot::WebRequest call(std::string body, std::string shown_secret = secret) {
    bot::WebRequest request;
    request.method = bot::HttpMethod::post;
    request.path = "/hooks/telegram";
    request.headers = {{"Content-Type", "application/json"},
                       {"X-Telegram-Bot-Api-Secret-Token", std::move(shown_secret)}};
    request.body = std::move(body);
    return request;
}

inline std::string update(const std::string& name) { return fixtures::read("telegram/" + name + ".json"); }

inline constexpr bot::Instant now{bot::Millis{1'772'413'200'000}};

}  // namespace telegram_sample
