// What goes in and out of a conversation, free of any platform's wire format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/ids.hpp"

namespace bot {

enum class Language { zh_hans, en };

enum class MediaKind { photo, voice, video, file };

// A file that the member sent. Either still at the platform (platform_file) or already kept (sha256).
struct Media {
    MediaKind kind = MediaKind::photo;
    std::string platform_file;  // the platform's reference, empty once there is a hash
    std::string sha256;         // lower-case hex of the kept bytes, empty until then
    std::string mime;           // as the platform says; checked again by looking at the bytes
    std::int64_t bytes = 0;     // as the platform says, 0 when unknown
};

struct Location {
    double latitude = 0;   // degrees, -90..90
    double longitude = 0;  // degrees, -180..180
};

enum class InboundKind {
    message,    // the member wrote, spoke or sent a file
    button,     // the member pressed a button; `text` is what the button says
    started,    // first contact or "follow" without words; `text` may carry an invitation code
    blocked,    // the member left; nothing more can be sent
    edited,     // the member changed an earlier message; kept as an addition, never an overwrite
};

// One accepted message from a platform. Everything in it comes from outside; `text` is valid UTF-8 and
// otherwise exactly what was sent.
struct Inbound {
    std::string account;     // key of the union's platform account in the config, e.g. "web"
    std::string message_id;  // the platform's id, unique within the account; 1..128 bytes
    std::string sender;      // the platform's id of the person; 1..128 bytes
    InboundKind kind = InboundKind::message;
    std::string text;
    std::vector<Media> media;
    std::optional<Location> location;
    std::optional<Language> language_hint;
    std::string button_token;  // what the platform wants back so that the button stops spinning
    std::string raw;           // the original bytes
};

struct Choice {
    std::string label;  // shown on the button
    std::string say;    // what pressing it says; at most 60 bytes (Telegram callback_data takes 64)
};

// One outgoing message, ready for a platform adapter.
struct Letter {
    LetterId id;
    ConversationId conversation;
    std::string account;
    std::string recipient;  // the platform's id of the person
    std::string text;
    std::vector<Choice> choices;
    int tries = 0;  // sends begun so far
};

}  // namespace bot
