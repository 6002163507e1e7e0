#include "app/platforms.hpp"

#include "platforms/telegram/telegram.hpp"

namespace bot::app {

delivery::Platforms make_platforms(const config::Settings& settings) {
    delivery::Platforms all;
    for (const auto& account : settings.accounts) {
        if (!account.enabled || account.platform != "telegram") continue;
        all.emplace(account.key, platforms::make_telegram({account.key, account.base_url, account.token, account.secret}));
    }
    return all;
}

}  // namespace bot::app
