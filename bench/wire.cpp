// Sockets, and just enough HTTP/1.1 for an answer with Content-Length or in chunks.
#include "wire.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace bench {
namespace {

// The value of a header, or nothing; `head` ends before the empty line.
std::optional<std::string_view> header(std::string_view head, std::string_view name) {
    for (std::size_t at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2)) {
        auto line = head.substr(at + 2);
        line = line.substr(0, line.find("\r\n"));
        if (line.size() <= name.size() || line[name.size()] != ':') continue;
        if (::strncasecmp(line.data(), name.data(), name.size()) != 0) continue;
        line.remove_prefix(name.size() + 1);
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        return line;
    }
    return std::nullopt;
}

bool whole(std::string_view answer, std::size_t head_end) {
    const auto head = answer.substr(0, head_end);
    const auto body = answer.substr(head_end + 4);
    if (const auto length = header(head, "Content-Length")) {
        return body.size() >= std::strtoull(std::string(*length).c_str(), nullptr, 10);
    }
    if (header(head, "Transfer-Encoding")) return body == "0\r\n\r\n" || body.ends_with("\r\n0\r\n\r\n");
    return true;  // 204 and the like
}

}  // namespace

Wire::Wire(std::uint16_t port) : handle_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(handle_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(handle_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
        ::close(handle_);
        throw std::runtime_error("nobody listens on port " + std::to_string(port));
    }
}

Wire::~Wire() {
    if (handle_ >= 0) ::close(handle_);
}

Wire::Wire(Wire&& other) noexcept : handle_(std::exchange(other.handle_, -1)), in_(std::move(other.in_)) {}

bool Wire::send(const std::string& request) {
    return ::send(handle_, request.data(), request.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(request.size());
}

std::optional<int> Wire::receive() {
    char bytes[4096];
    const auto got = ::recv(handle_, bytes, sizeof bytes, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
    if (got <= 0) return 0;
    in_.append(bytes, static_cast<std::size_t>(got));
    const auto head_end = in_.find("\r\n\r\n");
    if (head_end == std::string::npos || !whole(in_, head_end)) return std::nullopt;
    const int status = in_.size() > 12 ? std::atoi(in_.c_str() + 9) : 0;
    in_.clear();
    return status;
}

}  // namespace bench
