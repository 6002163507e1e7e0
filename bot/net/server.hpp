// HTTP/1.1 server (RFC 9112) with deadlines, limits and server-sent events; the only door into the program.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/http.hpp"
#include "core/result.hpp"
#include "net/loop.hpp"

namespace bot::net {

// Answers one request. May be called from any thread, once; later calls are ignored. Dropping it unanswered
// answers 500.
using Respond = std::function<void(WebReply)>;
using Serve = std::function<void(WebRequest, Respond)>;

struct Route {
    HttpMethod method = HttpMethod::get;
    std::string path;          // exact, or a prefix when it ends in '/'; the longest match wins
    std::size_t body_limit = 64 * 1024;  // bytes; more gets 413 before the body is read whole
    Serve serve;
};

struct ServerLimits {
    std::chrono::milliseconds header_deadline{10'000};  // whole request head must be here; slow-loris guard
    std::chrono::milliseconds body_deadline{30'000};
    std::chrono::milliseconds idle{75'000};             // keep-alive wait for the next request
    std::chrono::milliseconds write_deadline{30'000};
    std::chrono::milliseconds event_ping{20'000};       // comment line on a quiet event stream
    std::size_t header_bytes = 16 * 1024;
    std::size_t connections = 4096;                     // one more gets 503 and is closed
    std::size_t connections_per_peer = 1024;
};

// To be destroyed before its Loop, on the io thread or while run() is not running; connections are closed at once.
class Server {
public:
    // Binds at once. "127.0.0.1:0" takes a free port. Errors: malformed (address), unavailable (in use, forbidden).
    static Result<std::unique_ptr<Server>> listen(Loop& loop, const std::string& address_port,
                                                  std::vector<Route> routes, ServerLimits limits = {});
    virtual ~Server() = default;

    virtual std::uint16_t port() const = 0;
    // Stops accepting, answers new requests on open connections with 503, closes event streams, lets running
    // requests finish up to `grace`, then closes everything and calls `stopped` on the io thread.
    virtual void stop(std::chrono::milliseconds grace, std::function<void()> stopped) = 0;
    virtual std::size_t open_connections() const = 0;
};

}  // namespace bot::net
