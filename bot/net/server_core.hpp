// What the connections of one server share: routes, limits, the clock tick, and who is connected.
#pragma once

#include <atomic>
#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "net/asio.hpp"
#include "net/mailbox.hpp"
#include "net/routes.hpp"
#include "net/server.hpp"

namespace bot::net {

class Session;

class ServerCore : public std::enable_shared_from_this<ServerCore> {
public:
    ServerCore(const Executor& executor, std::shared_ptr<Mailbox> box, std::vector<Route> table,
               ServerLimits bounds);

    void admit(Socket socket);  // a new connection, or its polite refusal when there are too many
    void left(Session& session, bool counted, const asio::ip::address& peer);
    void busy() { ++busy_; }
    void rested();  // a request has been answered to the last byte

    void stop(std::chrono::milliseconds grace, std::function<void()> stopped);
    void abandon();  // closes everything at once

    std::size_t open_connections() const { return open_.load(std::memory_order_relaxed); }

    const std::shared_ptr<Mailbox> mailbox;
    const RouteTable routes;
    const ServerLimits limits;
    Acceptor acceptor;
    bool draining = false;
    std::string date;  // for the Date header, renewed by the tick

private:
    bool has_room(const asio::ip::address& peer) const;
    void tick();
    void wait_for_tick();
    void finish_when_empty();

    // One timer for all deadlines. Connections only note when theirs is; a timer each would cost two
    // operations on Asio's timer queue a request.
    SteadyTimer tick_timer_;
    SteadyTimer grace_timer_;
    std::chrono::milliseconds tick_length_;
    bool ticking_ = false;
    std::vector<Session*> sessions_;  // each knows its index
    std::unordered_map<asio::ip::address, std::size_t> by_peer_;
    std::atomic<std::size_t> open_{0};
    std::size_t busy_ = 0;
    std::function<void()> stopped_;
};

}  // namespace bot::net
