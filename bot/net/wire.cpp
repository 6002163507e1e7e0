// Client connections and their pool; the source that pays for TLS.
#include "net/wire.hpp"

#include <sys/socket.h>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <utility>

namespace bot::net {
namespace {

constexpr std::chrono::seconds kept_for{30};  // servers commonly hang up after 60 s or more
constexpr std::size_t most_kept = 8;          // an origin; delivery sends few letters to one at a time

bool is_address(const std::string& host) {
    error_code failed;
    asio::ip::make_address(host, failed);
    return !failed;
}

}  // namespace

void Wire::close() {
    error_code ignored;
    socket.close(ignored);
}

bool Wire::still_quiet() {
    if (!socket.is_open() || (tls && SSL_pending(tls->native_handle()) > 0)) return false;
    char byte = 0;
    const auto got = ::recv(socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

Task<std::size_t> Wire::read_some(asio::mutable_buffer space, error_code& failed) {
    auto token = asio::redirect_error(use_task, failed);
    return tls ? tls->async_read_some(space, token) : socket.async_read_some(space, token);
}

Task<std::size_t> Wire::write_some(asio::const_buffer bytes, error_code& failed) {
    auto token = asio::redirect_error(use_task, failed);
    return tls ? tls->async_write_some(bytes, token) : socket.async_write_some(bytes, token);
}

Task<> Wire::handshake(asio::ssl::context& context, const std::string& host, error_code& failed) {
    tls.emplace(socket, context);
    if (!is_address(host)) SSL_set_tlsext_host_name(tls->native_handle(), host.c_str());
    tls->set_verify_mode(asio::ssl::verify_peer);
    tls->set_verify_callback(asio::ssl::host_name_verification(host));
    auto token = asio::redirect_error(use_task, failed);
    return tls->async_handshake(asio::ssl::stream_base::client, token);
}

std::shared_ptr<Wire> KeptWires::take(const std::string& origin) {
    const auto found = by_origin_.find(origin);
    if (found == by_origin_.end()) return nullptr;
    auto& kept = found->second;
    const auto now = Steady::now();
    while (!kept.empty()) {
        auto last = std::move(kept.back());  // the youngest is the likeliest to be good
        kept.pop_back();
        if (now < last.until && last.wire->still_quiet()) return std::move(last.wire);
    }
    by_origin_.erase(found);
    return nullptr;
}

void KeptWires::keep(const std::string& origin, std::shared_ptr<Wire> wire,
                     const std::weak_ptr<void>& owner) {
    auto& kept = by_origin_[origin];
    if (kept.size() >= most_kept) kept.erase(kept.begin());
    kept.push_back(Kept{std::move(wire), Steady::now() + kept_for});
    sweep_later(owner);
}

void KeptWires::sweep_later(const std::weak_ptr<void>& owner) {
    if (std::exchange(sweeping_, true)) return;
    sweep_timer_.expires_after(kept_for);
    sweep_timer_.async_wait([this, owner](error_code failed) {
        const auto alive = owner.lock();
        if (!alive || failed) return;
        sweeping_ = false;
        const auto now = Steady::now();
        for (auto& [origin, kept] : by_origin_) {
            std::erase_if(kept,
                          [&](const Kept& one) { return one.until <= now || !one.wire->still_quiet(); });
        }
        std::erase_if(by_origin_, [](const auto& entry) { return entry.second.empty(); });
        if (!by_origin_.empty()) sweep_later(owner);
    });
}

}  // namespace bot::net
