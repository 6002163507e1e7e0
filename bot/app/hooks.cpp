#include "app/hooks.hpp"

#include "observe/metrics.hpp"

namespace bot::app {
namespace {

constexpr std::size_t largest_delivery = 512 * 1024;
constexpr std::string_view prefix = "/hooks/";

WebReply refusal(const Error& error) {
    switch (error.code) {
        case Errc::bad_signature: observe::count("inbound_refused_total", "bad_signature"); return {401, {}, "", {}};
        case Errc::too_large: observe::count("inbound_refused_total", "too_large"); return {413, {}, "", {}};
        case Errc::busy:
        case Errc::storage_full:
        case Errc::unavailable:
            observe::count("inbound_refused_total", "busy");
            return {503, {{"Retry-After", "2"}}, "", {}};
        default: observe::count("inbound_refused_total", "malformed"); return {400, {}, "", {}};
    }
}

void serve_hook(const HookServices& services, const WebRequest& request, net::Respond respond) {
    const auto account = request.path.substr(prefix.size());
    const auto platform = services.platforms.find(account);
    if (platform == services.platforms.end()) {
        observe::count("inbound_refused_total", "unknown_account");
        return respond({404, {}, "", {}});
    }
    auto received = platform->second->receive(request, services.clock.now());
    if (!received) return respond(refusal(received.error()));
    if (received->messages.empty()) return respond(std::move(received->answer));
    std::vector<std::string> buttons;
    for (const auto& message : received->messages) {
        if (!message.button_token.empty()) buttons.push_back(message.button_token);
    }
    services.gate.take(std::move(received->messages),
                       [respond = std::move(respond), answer = std::move(received->answer), account,
                        buttons = std::move(buttons), &services](Result<std::vector<engine::Taken>> taken) {
                           if (!taken) return respond(refusal(taken.error()));
                           for (const auto& token : buttons) services.pressed(account, token);
                           respond(answer);
                       });
}

}  // namespace

net::Route hooks(HookServices services) {
    auto shared = std::make_shared<const HookServices>(std::move(services));
    return {HttpMethod::post, std::string(prefix), largest_delivery,
            [shared](WebRequest request, net::Respond respond) { serve_hook(*shared, request, std::move(respond)); }};
}

}  // namespace bot::app
