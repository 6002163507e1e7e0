// Listening, accepting, and the life of a server from listen to stop.
#include "net/server.hpp"

#include <boost/asio/post.hpp>
#include <utility>

#include "net/loop_impl.hpp"
#include "net/server_core.hpp"
#include "net/spawn.hpp"
#include "net/url.hpp"
#include "observe/log.hpp"

namespace bot::net {
namespace {

constexpr std::chrono::milliseconds accept_pause{100};  // out of file handles: wait for some to come back

Task<> accept_connections(std::shared_ptr<ServerCore> core) {
    SteadyTimer pause(core->acceptor.get_executor());
    error_code failed;
    auto token = asio::redirect_error(use_task, failed);
    for (;;) {
        Socket socket(core->acceptor.get_executor());
        co_await core->acceptor.async_accept(socket, token);
        if (!core->acceptor.is_open()) co_return;
        if (!failed) {
            core->admit(std::move(socket));
            continue;
        }
        if (failed == asio::error::connection_aborted) continue;
        observe::log(observe::Level::warning, "accept_failed",
                     {observe::Field::operator_detail("reason", failed.message())});
        pause.expires_after(accept_pause);
        co_await pause.async_wait(token);
    }
}

class AsioServer final : public Server {
public:
    explicit AsioServer(std::shared_ptr<ServerCore> core) : core_(std::move(core)) {
        port_ = core_->acceptor.local_endpoint().port();
    }
    AsioServer(const AsioServer&) = delete;
    AsioServer& operator=(const AsioServer&) = delete;
    ~AsioServer() override { core_->abandon(); }

    std::uint16_t port() const override { return port_; }
    std::size_t open_connections() const override { return core_->open_connections(); }
    void stop(std::chrono::milliseconds grace, std::function<void()> stopped) override {
        core_->mailbox->put(
            [core = core_, grace, stopped = std::move(stopped)] { core->stop(grace, stopped); });
    }

private:
    std::shared_ptr<ServerCore> core_;  // shared with the connections, which may end a little later
    std::uint16_t port_ = 0;
};

Result<Tcp::endpoint> listening_endpoint(const std::string& address_port) {
    auto parts = parse_host_port(address_port);
    if (!parts) return tl::unexpected(parts.error());
    error_code failed;
    const auto address =
        asio::ip::make_address(parts->host == "localhost" ? "127.0.0.1" : parts->host, failed);
    if (failed) return fail(Errc::malformed, "listening address is not an IP address");
    return Tcp::endpoint(address, parts->port);
}

error_code open_acceptor(Acceptor& acceptor, const Tcp::endpoint& endpoint) {
    error_code failed;
    acceptor.open(endpoint.protocol(), failed);
    if (!failed) acceptor.set_option(Acceptor::reuse_address(true), failed);
    if (!failed) acceptor.bind(endpoint, failed);
    if (!failed) acceptor.listen(Acceptor::max_listen_connections, failed);
    return failed;
}

}  // namespace

Result<std::unique_ptr<Server>> Server::listen(Loop& loop, const std::string& address_port,
                                               std::vector<Route> routes, ServerLimits limits) {
    const auto endpoint = listening_endpoint(address_port);
    if (!endpoint) return tl::unexpected(endpoint.error());
    auto& impl = loop.impl();
    auto core = std::make_shared<ServerCore>(impl.io.get_executor(), impl.mailbox, std::move(routes), limits);
    if (const auto failed = open_acceptor(core->acceptor, *endpoint)) {
        return fail(Errc::unavailable, "listen on " + address_port + ": " + failed.message());
    }
    spawn(impl.io.get_executor(), "accept", accept_connections(core));
    return std::make_unique<AsioServer>(std::move(core));
}

}  // namespace bot::net
