// Takes an http or https URL apart (RFC 3986), strictly: what the client cannot mean exactly is refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace bot::net {

struct Url {
    bool tls = false;
    std::string host;  // lower case; an IPv6 address without its brackets
    std::uint16_t port = 0;
    std::string target;     // path and query, at least "/"; no fragment
    std::string authority;  // for the Host header: port only when it is not the scheme's own

    std::string origin() const { return (tls ? "https://" : "http://") + authority; }
};

// Errors: malformed. The detail never quotes the URL, which may hold a secret.
[[nodiscard]] Result<Url> parse_url(std::string_view text);

// "127.0.0.1:8080", "[::1]:8080", "localhost:0".
struct HostPort {
    std::string host;
    std::uint16_t port = 0;
};
[[nodiscard]] Result<HostPort> parse_host_port(std::string_view text);

}  // namespace bot::net
