// HTTP/1.1 client over plain TCP or TLS (system trust store, host name checked), with keep-alive per host.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "core/http.hpp"
#include "core/result.hpp"
#include "net/loop.hpp"

namespace bot::net {

// To be destroyed before its Loop, on the io thread or while run() is not running; requests on their way go on.
class Client {
public:
    using Done = std::function<void(Result<HttpResponse>)>;  // on the io thread, exactly once

    static std::unique_ptr<Client> create(Loop& loop);
    virtual ~Client() = default;

    // Every step together (resolve, connect, handshake, write, read) ends within `deadline`.
    // Errors: malformed (URL), unavailable (refused, reset, TLS), timed_out, too_large (over response_limit), not_allowed
    // (own_network_only, and the name has an address elsewhere; looked at before each connection).
    // A request is never repeated by the client itself, except on a kept-alive connection that the peer had
    // closed before taking any byte.
    virtual void send(HttpRequest request, std::chrono::milliseconds deadline, Done done) = 0;
};

}  // namespace bot::net
