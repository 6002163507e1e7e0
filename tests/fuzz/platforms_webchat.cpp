// Any bytes as a post of the chat page; what was read is sent back as a line of the chat and must be sound
// JSON.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "platforms/json.hpp"
#include "platforms/webchat/wire.hpp"
#include "text/normalize.hpp"

namespace {

using namespace bot::platforms;

void require(bool promise) {
    if (!promise) std::abort();
}

void echo(const std::string& text, bool sound) {
    const webchat::ChatEntry entry{.id = 1,
                                  .mine = true,
                                  .person = true,
                                  .text = text,
                                  .at_ms = 2,
                                  .choices = {{text, text}},
                                  .photos = {text},
                                  .client_id = text};
    const auto sent = webchat::encode_letter(entry);
    require(sent.find_first_of("<>&'\r\n") == std::string::npos);
    const auto read = parse_strict(sent);
    require(read.has_value());
    if (sound) require(*string_at(*read, "text") == text);
    require(parse_strict(webchat::encode_history({entry}, true)).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    echo(bytes, false);
    const auto message = webchat::decode_message(bytes);
    if (!message) return 0;
    require(bot::text::valid_utf8(message->text) && !message->text.empty());
    require(message->text.size() <= webchat::longest_text);
    require(message->id.size() >= 8 && message->id.size() <= 64);
    echo(message->text, true);
    return 0;
}
