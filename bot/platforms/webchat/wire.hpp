// The JSON that the built-in web chat page and the bot exchange. Pure; the routes are in bot/webchat.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/message.hpp"
#include "core/result.hpp"

namespace bot::platforms::webchat {

inline constexpr std::size_t longest_text = 16'000;      // bytes of UTF-8
inline constexpr std::size_t longest_body = 128 * 1024;  // room for that text with every byte escaped

// What the page posts: {"id":"…","text":"…","lang":"zh"|"en","button":true}; the last two may be left out.
struct ChatMessage {
    std::string
        id;  // made by the page, 8..64 of A-Z a-z 0-9 _ -; the same again when the page repeats a post
    std::string text;
    std::optional<Language> lang;
    bool button = false;  // pressed, not typed
};

// Errors: too_large (body or text), malformed (all else, also an empty text or a member we do not know).
[[nodiscard]] Result<ChatMessage> decode_message(std::string_view body);

// One line of the chat as the page shows it.
struct ChatEntry {
    std::int64_t id = 0;
    bool mine = false;  // the member's own
    bool person = false;  // a colleague's own words, not the bot's
    std::string text;
    std::int64_t at_ms = 0;
    std::vector<Choice> choices;
    std::vector<std::string> photos;  // addresses
    std::string client_id;            // ChatMessage::id of the member's own lines, else empty
};

// {"id":1,"mine":false,"person":false,"text":"…","at":…,"choices":[{"label":"…","say":"…"}],"photos":["…"],"client_id":"…"}.
// One line of text without line ends, and harmless inside HTML.
std::string encode_letter(const ChatEntry& entry);

// {"entries":[…],"more":false}; `more` says that there are older lines.
std::string encode_history(const std::vector<ChatEntry>& entries, bool more);

}  // namespace bot::platforms::webchat
