// Any bytes as a Telegram update and as a Telegram answer: no crash, and what comes out keeps its promises.
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "platforms/telegram/telegram.hpp"
#include "text/normalize.hpp"

namespace {

void require(bool promise) {
    if (!promise) std::abort();
}

const bot::platforms::Platform& telegram() {
    static const auto platform =
        bot::platforms::make_telegram({"telegram", "https://tg.example.org", "1:token", "s3cr3t"});
    return *platform;
}

void as_update(const std::string& bytes) {
    bot::WebRequest request;
    request.method = bot::HttpMethod::post;
    request.headers = {{"X-Telegram-Bot-Api-Secret-Token", "s3cr3t"}};
    request.body = bytes;
    const auto received = telegram().receive(request, bot::Instant{});
    if (!received) return;
    require(received->answer.status == 200);
    for (const auto& message : received->messages) {
        require(message.raw == bytes);
        require(bot::text::valid_utf8(message.text));
        require(!message.sender.empty() && message.sender.size() <= 20 && message.sender.front() != '-');
        require(!message.message_id.empty() && message.message_id.size() <= 20);
        require(message.button_token.empty() == (message.kind != bot::InboundKind::button));
        for (const auto& media : message.media) require(!media.platform_file.empty() && media.bytes >= 0);
    }
}

void as_answer(const std::string& bytes) {
    for (const int status : {200, 400, 429}) {
        telegram().outcome({status, {{"Retry-After", bytes}}, bytes});
        const auto file = telegram().media_location({status, {}, bytes});
        if (!file) continue;
        require((*file)->url.starts_with("https://tg.example.org/file/bot1:token/"));
        require((*file)->url.find("/../") == std::string::npos);
    }
}

void as_letter(const std::string& bytes) {
    bot::Letter letter;
    letter.recipient = "7";
    letter.text = bytes;
    letter.choices = {{bytes.substr(0, 20), bytes.substr(0, 70)}};
    const auto requests = telegram().send(letter);
    require(!requests || !requests->empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    as_update(bytes);
    as_answer(bytes);
    as_letter(bytes);
    return 0;
}
