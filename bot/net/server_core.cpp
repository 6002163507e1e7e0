// Who is connected: caps, deadlines, graceful stop.
#include "net/server_core.hpp"

#include <algorithm>
#include <utility>

#include "net/reply_head.hpp"
#include "net/session.hpp"
#include "net/spawn.hpp"
#include "observe/metrics.hpp"

namespace bot::net {
namespace {

using std::chrono::milliseconds;

// Refusals being written at one time; beyond that, connections over the cap are closed without a word.
constexpr std::size_t most_refusals = 64;

// An eighth of the shortest limit: deadlines come at most that much late.
milliseconds tick_length(const ServerLimits& limits) {
    const auto shortest = std::min({limits.header_deadline, limits.body_deadline, limits.idle,
                                    limits.write_deadline, limits.event_ping});
    return std::clamp(shortest / 8, milliseconds(5), milliseconds(250));
}

}  // namespace

ServerCore::ServerCore(const Executor& executor, std::shared_ptr<Mailbox> box, std::vector<Route> table,
                       ServerLimits bounds)
    : mailbox(std::move(box)),
      routes(std::move(table)),
      limits(bounds),
      acceptor(executor),
      tick_timer_(executor),
      grace_timer_(executor),
      tick_length_(tick_length(bounds)) {}

bool ServerCore::has_room(const asio::ip::address& peer) const {
    if (open_connections() >= limits.connections) return false;
    const auto known = by_peer_.find(peer);
    return known == by_peer_.end() || known->second < limits.connections_per_peer;
}

void ServerCore::admit(Socket socket) {
    error_code failed;
    const auto peer = socket.remote_endpoint(failed).address();
    if (failed || draining) return;
    socket.set_option(Tcp::no_delay(true), failed);
    if (!failed) socket.non_blocking(true, failed);
    if (failed) return;
    const bool room = has_room(peer);
    if (!room && sessions_.size() >= open_connections() + most_refusals) return;
    if (room) {
        open_.fetch_add(1, std::memory_order_relaxed);
        ++by_peer_[peer];
    }
    wait_for_tick();
    const auto welcome = room ? Session::Welcome::counted : Session::Welcome::turned_away;
    const auto executor = socket.get_executor();
    auto session = std::make_shared<Session>(shared_from_this(), std::move(socket), peer, welcome);
    session->index = sessions_.size();
    sessions_.push_back(session.get());
    observe::gauge("http_connections", static_cast<double>(open_connections()));
    spawn(executor, "session", Session::run(std::move(session)));
}

void ServerCore::left(Session& session, bool counted, const asio::ip::address& peer) {
    auto& slot = sessions_[session.index];
    slot = sessions_.back();
    slot->index = session.index;
    sessions_.pop_back();
    if (counted) {
        open_.fetch_sub(1, std::memory_order_relaxed);
        const auto known = by_peer_.find(peer);
        if (--known->second == 0) by_peer_.erase(known);
        observe::gauge("http_connections", static_cast<double>(open_connections()));
    }
    finish_when_empty();
}

void ServerCore::rested() {
    --busy_;
    if (draining && busy_ == 0) {
        // Posted: the connection that reports this is still in the middle of its own work.
        mailbox->put([core = shared_from_this()] { core->abandon(); });
    }
}

void ServerCore::stop(milliseconds grace, std::function<void()> stopped) {
    if (draining) return;
    draining = true;
    stopped_ = std::move(stopped);
    error_code ignored;
    acceptor.close(ignored);
    for (auto* session : sessions_) session->end_stream();
    grace_timer_.expires_after(busy_ == 0 ? milliseconds(0) : grace);
    grace_timer_.async_wait([weak = weak_from_this()](error_code failed) {
        const auto core = weak.lock();
        if (core && !failed) core->abandon();
    });
    finish_when_empty();
}

void ServerCore::abandon() {
    draining = true;
    error_code ignored;
    acceptor.close(ignored);
    tick_timer_.cancel();
    grace_timer_.cancel();
    while (!sessions_.empty()) sessions_.back()->end();
}

void ServerCore::finish_when_empty() {
    if (draining && sessions_.empty() && stopped_) mailbox->put(std::exchange(stopped_, nullptr));
}

void ServerCore::wait_for_tick() {
    if (ticking_) return;
    ticking_ = true;
    date = http_date(SystemClock().now());
    tick_timer_.expires_after(tick_length_);
    tick_timer_.async_wait([weak = weak_from_this()](error_code failed) {
        const auto core = weak.lock();
        if (!core) return;
        core->ticking_ = false;
        if (!failed && !core->sessions_.empty()) core->tick();
    });
}

void ServerCore::tick() {
    wait_for_tick();
    const auto now = Steady::now();
    // Backwards: a connection that ends is replaced in the list by the last one, which has been looked at
    // already.
    for (std::size_t i = sessions_.size(); i-- > 0;) {
        if (i < sessions_.size()) sessions_[i]->check_deadline(now);
    }
}

}  // namespace bot::net
