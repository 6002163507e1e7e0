// One request of the client on its way: resolve, connect, handshake, write, read, under one deadline.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "net/asio.hpp"
#include "net/client.hpp"
#include "net/response_parser.hpp"
#include "net/url.hpp"
#include <optional>

#include "net/wire.hpp"

namespace bot::net {

// What all requests of one client share; they may outlive it.
struct ClientCore : std::enable_shared_from_this<ClientCore> {
    explicit ClientCore(const Executor& io);

    struct Addresses {
        std::vector<Tcp::endpoint> list;
        Steady::time_point until;
    };

    // Made on first use: loading the system's certificates takes longer than all the rest of a start.
    asio::ssl::context& tls();

    Executor executor;
    std::optional<asio::ssl::context> tls_;  // outlives the kept wires that use it
    KeptWires kept;
    std::unordered_map<std::string, Addresses> known;  // resolved lately, by host:port
};

class Exchange : public std::enable_shared_from_this<Exchange> {
public:
    Exchange(std::shared_ptr<ClientCore> core, Url url, std::string text, const HttpRequest& request,
             Client::Done done);

    static Task<> run(std::shared_ptr<Exchange> exchange);

    void start_deadline(std::chrono::milliseconds deadline);

private:
    using Addresses = std::vector<Tcp::endpoint>;

    Task<Result<HttpResponse>> over_kept_wire();
    Task<Result<HttpResponse>> over_new_wire();
    Task<Result<Addresses>> addresses();
    bool may_connect_to(const Addresses& list) const;
    std::string place() const;
    Task<Result<bool>> connect();
    Task<Result<bool>> secure();
    Task<Result<HttpResponse>> converse();
    Task<error_code> write();
    Task<Result<HttpResponse>> read();
    Task<error_code> read_message(ResponseParser& parser);

    void finish(Result<HttpResponse> result);
    void arm(Steady::time_point at);
    void time_came();

    const std::shared_ptr<ClientCore> core_;
    const Url url_;
    const std::string text_;
    const bool head_only_;
    const std::size_t response_limit_;
    const bool own_network_only_;
    Client::Done done_;
    SteadyTimer timer_;
    Steady::time_point until_;
    std::shared_ptr<Wire> wire_;
    std::string in_;         // read, not parsed yet
    bool untouched_ = true;  // the peer has not taken a byte of the request
    bool over_ = false;      // done_ has been called
};

}  // namespace bot::net
