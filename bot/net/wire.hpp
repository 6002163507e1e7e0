// Client connections, plain or TLS, and the ones kept for the next request to the same place.
#pragma once

#include <boost/asio/ssl/stream.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "net/asio.hpp"
#include "net/url.hpp"

namespace bot::net {

struct Wire {
    explicit Wire(const Executor& executor) : socket(executor) {}
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    void close();
    // Whether a kept connection is still quiet: neither closed by the peer nor with bytes that nobody asked
    // for.
    bool still_quiet();

    Task<std::size_t> read_some(asio::mutable_buffer space, error_code& failed);
    Task<std::size_t> write_some(asio::const_buffer bytes, error_code& failed);
    // Asks for the name of `host` in the certificate, and tells it to the peer.
    Task<> handshake(asio::ssl::context& context, const std::string& host, error_code& failed);

    Socket socket;
    std::optional<asio::ssl::stream<Socket&>> tls;
};

class KeptWires {
public:
    explicit KeptWires(const Executor& executor) : sweep_timer_(executor) {}

    std::shared_ptr<Wire> take(const std::string& origin);  // null when there is none that is still good
    // `owner` keeps this object alive while the idle timer runs.
    void keep(const std::string& origin, std::shared_ptr<Wire> wire, const std::weak_ptr<void>& owner);

private:
    struct Kept {
        std::shared_ptr<Wire> wire;
        Steady::time_point until;
    };
    void sweep_later(const std::weak_ptr<void>& owner);

    std::unordered_map<std::string, std::vector<Kept>> by_origin_;
    SteadyTimer sweep_timer_;
    bool sweeping_ = false;
};

}  // namespace bot::net
