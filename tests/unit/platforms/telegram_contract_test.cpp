// Telegram keeps the promises of every platform.
#include "contract.hpp"
#include "telegram_sample.hpp"

namespace {

contract::Sample sample() {
    namespace tg = telegram_sample;
    contract::Sample made;
    made.account = "telegram";
    made.platform = tg::platform();
    made.proven = [](std::string body) { return tg::call(std::move(body)); };
    made.forged = [](bot::WebRequest request) {
        request.headers.back().value = "s3cr3t_A-2";
        return request;
    };
    for (const auto* name :
         {"text", "english", "start", "start_invited", "photo", "voice", "video", "video_note", "document",
          "audio", "location", "contact", "button", "button_old", "edited", "blocked", "unblocked"}) {
        made.messages.push_back(tg::update(name));
    }
    for (const auto* name : {"group", "sticker", "poll", "channel_post", "group_button", "live_position",
                             "bot", "left_group", "game_button", "future"}) {
        made.for_nobody.push_back(tg::update(std::string("ignored_") + name));
    }
    made.too_many_bytes = 256 * 1024 + 1;
    made.secrets = {tg::token, tg::secret};
    made.letter.recipient = "7234567890";
    made.letter.text = "已登记";
    made.letter.choices = {{"对", "是"}, {"不对", "不是"}};
    made.accepted = {200, {}, R"({"ok":true,"result":{"message_id":77,"chat":{"id":7234567890}}})"};
    return made;
}

}  // namespace

TEST_CASE("Telegram keeps the promises of every platform") { contract::check_contract(sample()); }
