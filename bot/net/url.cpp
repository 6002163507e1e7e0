// Parsing of URLs and listening addresses.
#include "net/url.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace bot::net {
namespace {

constexpr std::size_t longest_url = 8 * 1024;  // longer ones are refused by most servers anyway

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool host_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

bool address_character(char c) {
    return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9') || c == ':' || c == '.';
}

// Blanks, controls and bytes over 0x7e would break the request line.
bool plain_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

std::optional<std::uint16_t> parse_port(std::string_view digits) {
    if (digits.empty() || digits.size() > 5) return std::nullopt;
    std::uint16_t port = 0;
    const auto end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, port);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return port;
}

struct Authority {
    std::string host;
    bool bracketed = false;
    std::optional<std::string_view> port;
};

std::optional<Authority> split_authority(std::string_view text) {
    Authority out;
    std::string_view rest;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        out.host = lower(text.substr(1, end - 1));
        out.bracketed = true;
        rest = text.substr(end + 1);
        if (!std::all_of(out.host.begin(), out.host.end(), address_character)) return std::nullopt;
    } else {
        const auto end = std::min(text.find(':'), text.size());
        out.host = lower(text.substr(0, end));
        rest = text.substr(end);
        if (!std::all_of(out.host.begin(), out.host.end(), host_character)) return std::nullopt;
    }
    if (out.host.empty() || out.host.size() > 253) return std::nullopt;
    if (rest.empty()) return out;
    if (rest.front() != ':') return std::nullopt;
    out.port = rest.substr(1);
    return out;
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
    if (text.size() > longest_url || !plain_ascii(text))
        return fail(Errc::malformed, "URL: length or characters");
    const auto colon = text.find("://");
    if (colon == std::string_view::npos) return fail(Errc::malformed, "URL: no scheme");
    const auto scheme = lower(text.substr(0, colon));
    if (scheme != "http" && scheme != "https") return fail(Errc::malformed, "URL: neither http nor https");

    Url url;
    url.tls = scheme == "https";
    auto rest = text.substr(colon + 3);
    rest = rest.substr(0, rest.find('#'));
    const auto end = std::min(rest.find_first_of("/?"), rest.size());
    auto authority = split_authority(rest.substr(0, end));
    if (!authority) return fail(Errc::malformed, "URL: host");

    const std::uint16_t usual = url.tls ? 443 : 80;
    url.port = usual;
    if (authority->port && !authority->port->empty()) {
        const auto port = parse_port(*authority->port);
        if (!port || *port == 0) return fail(Errc::malformed, "URL: port");
        url.port = *port;
    }
    url.host = std::move(authority->host);
    url.authority = authority->bracketed ? "[" + url.host + "]" : url.host;
    if (url.port != usual) url.authority += ":" + std::to_string(url.port);
    url.target = rest.substr(end);
    if (!url.target.starts_with('/')) url.target.insert(0, "/");
    return url;
}

Result<HostPort> parse_host_port(std::string_view text) {
    auto authority = split_authority(text);
    if (!authority || !authority->port) return fail(Errc::malformed, "address: expected host:port");
    const auto port = parse_port(*authority->port);
    if (!port) return fail(Errc::malformed, "address: port");
    return HostPort{std::move(authority->host), *port};
}

}  // namespace bot::net
