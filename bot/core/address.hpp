// Which IP addresses belong to a network of one's own.
#pragma once

#include <optional>
#include <string_view>

namespace bot {

// Loopback, private (RFC 1918, RFC 4193) or link-local (RFC 3927, RFC 4291). An IPv4 address inside an IPv6
// one counts as what it is. Nothing: this is no IP address as inet_pton(3) takes it, perhaps with a zone
// ("fe80::1%eth0").
std::optional<bool> in_own_network(std::string_view address);

}  // namespace bot
