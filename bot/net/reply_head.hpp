// Writes the head of our answers: status line, what every answer carries, the route's own headers.
#pragma once

#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/http.hpp"

namespace bot::net {

struct ReplyFacts {
    int http_minor = 1;      // 0 for HTTP/1.0 clients
    bool keep_alive = true;  // after this answer
    bool event_stream = false;
    std::string_view date;  // see http_date
};

// Appends to `out`. The length is that of reply.body, whether or not the body will follow (HEAD). Headers
// that only the server may set are skipped. False when a header was left out because it could have split the
// answer.
bool append_head(std::string& out, const WebReply& reply, const ReplyFacts& facts);

std::string http_date(Instant now);  // "Sun, 06 Nov 1994 08:49:37 GMT"

// Whether a header could be written as it is: a token, then no control characters.
bool sound_header(const HttpHeader& header);
bool same_header_name(std::string_view a, std::string_view b);

}  // namespace bot::net
