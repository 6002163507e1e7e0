// The seam between a messaging platform's wire format and the rest. An adapter is pure: bytes and a time in,
// values out; it opens no socket, no file and reads no clock.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/clock.hpp"
#include "core/http.hpp"
#include "core/message.hpp"
#include "core/result.hpp"

namespace bot::platforms {

// What a webhook call holds: messages to keep, and the answer to give once they are kept. An update that is
// valid but nothing for us (a poll, a group event) has no messages and is answered all the same.
struct Received {
    std::vector<Inbound> messages;
    WebReply answer;
};

// What became of one attempt to send.
struct Sent {
    std::string platform_message_id;
};
struct RetryLater {
    std::optional<Millis> after;  // the platform's own hint, when it gave one
    std::string reason;           // a short code for the log, never a body
};
struct Unreachable {  // the member blocked us, or the address is gone: no retry
    std::string reason;
};
struct Refused {  // our letter is wrong or our credentials are: no retry, staff must see it
    std::string reason;
};
using SendOutcome = std::variant<Sent, RetryLater, Unreachable, Refused>;

struct PlatformLimits {
    std::size_t text_units = 4096;  // longest text in the platform's own unit; longer letters are split
    double per_second = 30;         // sends a second over the whole account
    Millis per_conversation{1000};  // shortest gap between two sends to one person
    std::int64_t media_bytes = 20 * 1024 * 1024;  // largest file we fetch
};

class Platform {
public:
    virtual ~Platform() = default;

    // Errors: bad_signature (answered 401), malformed (400), too_large (413). Nothing is parsed before the
    // signature holds.
    virtual Result<Received> receive(const WebRequest& request, Instant now) const = 0;

    // The request that sends this letter; several when the text is longer than the platform takes.
    virtual Result<std::vector<HttpRequest>> send(const Letter& letter) const = 0;
    virtual SendOutcome outcome(const HttpResponse& response) const = 0;

    // The call that ends a button's spinner, where the platform has one.
    virtual std::optional<HttpRequest> acknowledge_button(const std::string& button_token) const = 0;

    // Fetching a member's file takes one or two calls: ask for its address, then fetch. A platform that gives
    // the bytes at once returns the final request from media_request and nothing from media_location.
    virtual Result<HttpRequest> media_request(const Media& media) const = 0;
    virtual Result<std::optional<HttpRequest>> media_location(const HttpResponse& answer) const = 0;

    virtual PlatformLimits limits() const = 0;
};

}  // namespace bot::platforms
