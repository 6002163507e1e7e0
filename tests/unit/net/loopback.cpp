// Blocking sockets and small fixtures.
#include "loopback.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

#include "core/http.hpp"

namespace loopback {
namespace {

sockaddr_in local(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void give_up_after_five_seconds(int fd) {
    const timeval limit{5, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

}  // namespace

Peer Peer::connect_to(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(fd >= 0);
    give_up_after_five_seconds(fd);
    const auto address = local(port);
    REQUIRE(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    return Peer(fd);
}

bool Peer::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool Peer::more() {
    char part[4096];
    const auto got = ::recv(fd_, part, sizeof part, 0);
    if (got <= 0) return false;
    unread_.append(part, static_cast<std::size_t>(got));
    return true;
}

std::string Peer::read_until(std::string_view mark) {
    auto at = unread_.find(mark);
    while (at == std::string::npos && more()) at = unread_.find(mark);
    return read_exactly(at == std::string::npos ? unread_.size() : at + mark.size());
}

std::string Peer::read_exactly(std::size_t count) {
    while (unread_.size() < count && more()) {
    }
    std::string out = unread_.substr(0, count);
    unread_.erase(0, out.size());
    return out;
}

std::string Peer::read_to_end() {
    while (more()) {
    }
    return std::exchange(unread_, {});
}

bool Peer::something_to_read(std::chrono::milliseconds within) {
    pollfd poll{fd_, POLLIN, 0};
    return ::poll(&poll, 1, static_cast<int>(within.count())) > 0;
}

void Peer::finish_sending() { ::shutdown(fd_, SHUT_WR); }

void Peer::reset_on_close() {
    const linger at_once{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void Peer::hang_up() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

std::string Peer::Reply::value(std::string_view name) const {
    const auto start = head.find("\r\n" + std::string(name) + ": ");
    if (start == std::string::npos) return "(none)";
    const auto from = start + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
}

Peer::Reply Peer::read_reply(bool with_body) {
    Reply reply;
    reply.head = read_until("\r\n\r\n");
    if (reply.head.size() < 12) return reply;
    reply.status = std::atoi(reply.head.c_str() + 9);
    const auto length = reply.value("Content-Length");
    if (with_body && length != "(none)") reply.body = read_exactly(std::stoul(length));
    return reply;
}

Listener::Listener() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const auto address = local(0);
    REQUIRE(::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(fd_, 16) == 0);
    give_up_after_five_seconds(fd_);
    sockaddr_in bound{};
    socklen_t size = sizeof bound;
    REQUIRE(::getsockname(fd_, reinterpret_cast<sockaddr*>(&bound), &size) == 0);
    port_ = ntohs(bound.sin_port);
}

Listener::~Listener() { ::close(fd_); }

std::string Listener::url(std::string_view path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

Peer Listener::accept() {
    const int fd = ::accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC);
    REQUIRE(fd >= 0);
    give_up_after_five_seconds(fd);
    return Peer(fd);
}

void Signal::give() {
    const std::lock_guard lock(mutex_);
    given_ = true;
    changed_.notify_all();
}

bool Signal::wait(std::chrono::milliseconds limit) {
    std::unique_lock lock(mutex_);
    // The system clock, because ThreadSanitizer of g++ 12 does not know pthread_cond_clockwait.
    return changed_.wait_until(lock, std::chrono::system_clock::now() + limit, [this] { return given_; });
}

void RunningLoop::halt() {
    if (!thread_.joinable()) return;
    loop.stop();
    thread_.join();
}

void RunningLoop::on_loop(const std::function<void()>& work) {
    Signal done;
    loop.post([&] {
        work();
        done.give();
    });
    REQUIRE(done.wait());
}

Desk::Desk(std::vector<bot::net::Route> routes, bot::net::ServerLimits limits) {
    auto made = bot::net::Server::listen(running.loop, "127.0.0.1:0", std::move(routes), limits);
    REQUIRE(made);
    server = std::move(*made);
}

Desk::~Desk() { running.halt(); }  // the server goes after its loop has stopped running

bot::net::Route route(bot::HttpMethod method, std::string path, bot::net::Serve serve) {
    bot::net::Route made;
    made.method = method;
    made.path = std::move(path);
    made.serve = std::move(serve);
    return made;
}

bot::WebReply text_reply(std::string body, int status) {
    bot::WebReply reply;
    reply.status = status;
    reply.headers.push_back(bot::HttpHeader{"Content-Type", "text/plain"});
    reply.body = std::move(body);
    return reply;
}

bot::net::Route echo(std::string path) {
    return route(bot::HttpMethod::post, std::move(path),
                 [](bot::WebRequest request, bot::net::Respond respond) {
                     respond(text_reply(std::move(request.body)));
                 });
}

}  // namespace loopback
