// Checks who is calling, and builds the calls to the Bot API. The URLs hold the token, so none goes into an
// error.
#include "platforms/telegram/telegram.hpp"

#include <algorithm>
#include <stdexcept>

#include "platforms/secret.hpp"
#include "platforms/telegram/answer.hpp"
#include "platforms/telegram/calls.hpp"
#include "platforms/telegram/update.hpp"

namespace bot::platforms {
namespace {

constexpr std::string_view secret_header = "X-Telegram-Bot-Api-Secret-Token";
constexpr std::size_t longest_secret = 256;

// An update holds at most 4096 characters of text, its formatting and the message it replies to: some 100 KB
// when everything is escaped. More is not Telegram.
constexpr std::size_t longest_update = 256 * 1024;

bool is_made_of(std::string_view value, std::string_view others) {
    return !value.empty() && std::all_of(value.begin(), value.end(), [others](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    });
}

TelegramSettings checked(TelegramSettings settings) {
    auto& base = settings.base_url;
    while (base.ends_with('/')) base.pop_back();
    if (!base.starts_with("https://") && !base.starts_with("http://"))
        throw std::invalid_argument("telegram: base_url");
    if (settings.account.empty()) throw std::invalid_argument("telegram: account");
    if (!is_made_of(settings.token, ":_-")) throw std::invalid_argument("telegram: token");
    if (!is_made_of(settings.secret, "_-") || settings.secret.size() > longest_secret) {
        throw std::invalid_argument("telegram: secret");
    }
    return settings;
}

class Telegram final : public Platform {
public:
    explicit Telegram(TelegramSettings settings) : settings_(checked(std::move(settings))) {}

    Result<Received> receive(const WebRequest& request, Instant) const override {
        if (!same_secret(header(request.headers, secret_header), settings_.secret)) {
            return fail(Errc::bad_signature, "telegram: secret token");
        }
        if (request.method != HttpMethod::post) return fail(Errc::malformed, "telegram: not a POST");
        if (request.body.size() > longest_update) return fail(Errc::too_large, "telegram: update");
        auto inbound = telegram::decode_update(request.body);
        if (!inbound) return tl::unexpected<Error>(std::move(inbound.error()));
        Received received;
        if (*inbound) {
            (*inbound)->account = settings_.account;
            (*inbound)->raw = request.body;
            received.messages.push_back(std::move(**inbound));
        }
        return received;
    }

    Result<std::vector<HttpRequest>> send(const Letter& letter) const override {
        auto bodies = telegram::send_message_bodies(letter);
        if (!bodies) return tl::unexpected<Error>(std::move(bodies.error()));
        std::vector<HttpRequest> requests;
        for (auto& body : *bodies) requests.push_back(call("sendMessage", std::move(body)));
        return requests;
    }

    SendOutcome outcome(const HttpResponse& response) const override {
        return telegram::read_outcome(response);
    }

    std::optional<HttpRequest> acknowledge_button(const std::string& button_token) const override {
        if (button_token.empty()) return std::nullopt;
        return call("answerCallbackQuery", telegram::answer_callback_body(button_token));
    }

    Result<HttpRequest> media_request(const Media& media) const override {
        if (media.platform_file.empty()) return fail(Errc::not_found, "telegram: no file_id");
        if (media.bytes > limits().media_bytes) return fail(Errc::too_large, "telegram: file size");
        return call("getFile", telegram::get_file_body(media.platform_file));
    }

    Result<std::optional<HttpRequest>> media_location(const HttpResponse& answer) const override {
        const auto path = telegram::read_file_path(answer, limits().media_bytes);
        if (!path) return tl::unexpected<Error>(path.error());
        HttpRequest request;
        request.method = HttpMethod::get;
        request.url = settings_.base_url + "/file/bot" + settings_.token + "/" + *path;
        request.response_limit = static_cast<std::size_t>(limits().media_bytes);
        return request;
    }

    PlatformLimits limits() const override {
        return {.text_units = telegram::longest_text,
                .per_second = 30,
                .per_conversation = Millis{1000},
                .media_bytes = 20 * 1024 * 1024};
    }

private:
    HttpRequest call(std::string_view method, std::string body) const {
        HttpRequest request;
        request.url = settings_.base_url + "/bot" + settings_.token + "/" + std::string(method);
        request.headers.push_back({"Content-Type", "application/json"});
        request.body = std::move(body);
        return request;
    }

    TelegramSettings settings_;
};

}  // namespace

std::unique_ptr<Platform> make_telegram(TelegramSettings settings) {
    return std::make_unique<Telegram>(std::move(settings));
}

}  // namespace bot::platforms
