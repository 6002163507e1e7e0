// HTTP as values, so that platform adapters and routes need no network library.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bot {

enum class HttpMethod { get, head, post, other };

struct HttpHeader {
    std::string name;
    std::string value;
};

// The first header of that name, compared without case; empty when there is none.
std::string_view header(const std::vector<HttpHeader>& headers, std::string_view name);

// A request that reached our server. `path` has no query and is percent-decoded once.
struct WebRequest {
    HttpMethod method = HttpMethod::get;
    std::string path;
    std::string query;  // raw, without '?'
    std::vector<HttpHeader> headers;
    std::string body;
};

// The decoded value of `name` in a raw query string; nothing when it is not there.
std::optional<std::string> query_value(std::string_view query, std::string_view name);
std::string percent_decode(std::string_view text);
std::string percent_encode(std::string_view text);
std::optional<std::string> cookie_value(const std::vector<HttpHeader>& headers, std::string_view name);

// A server-sent-event stream (WHATWG HTML, "server-sent events"). The route keeps a shared pointer and pushes;
// the connection takes. Thread-safe. A slow reader is cut off at `max_pending` bytes; it reconnects and resumes.
class EventStream {
public:
    static constexpr std::size_t max_pending = 256 * 1024;
    virtual ~EventStream() = default;
    virtual void push(std::string_view id, std::string_view event, std::string_view data) = 0;
    virtual void close() = 0;
    virtual bool closed() const = 0;                       // the browser went away, or close() was called
    virtual void on_closed(std::function<void()> told) = 0;  // called once, on the io thread
};

struct WebReply {
    int status = 200;
    std::vector<HttpHeader> headers;  // Content-Type and the like; length and connection are set by the server
    std::string body;
    // Set for an event stream: called once on the io thread when the response head has been written.
    std::function<void(std::shared_ptr<EventStream>)> stream;
};

// A request that we send.
struct HttpRequest {
    HttpMethod method = HttpMethod::post;
    std::string url;  // http:// or https://; may hold a secret, so it is never logged
    std::vector<HttpHeader> headers;
    std::string body;
    std::size_t response_limit = 1024 * 1024;  // bytes of body we are ready to take
    bool own_network_only = false;  // goes to loopback, private and link-local addresses and to no other
};

struct HttpResponse {
    int status = 0;
    std::vector<HttpHeader> headers;
    std::string body;
};

}  // namespace bot
