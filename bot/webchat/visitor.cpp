#include "webchat/visitor.hpp"

#include <algorithm>

#include "engine/facts.hpp"
#include "fmt/format.h"

namespace bot::webchat {
namespace {

constexpr std::string_view cookie_name = "nj_chat";
constexpr std::size_t token_length = 32;  // about 157 bits
constexpr std::size_t sender_length = 32;

bool is_token(std::string_view text) {
    return text.size() == token_length &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
}

std::string sender_for(std::string_view token) {
    std::string hex;
    for (const char c : engine::code_hash(token)) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return hex.substr(0, sender_length);
}

}  // namespace

std::optional<std::string> known_visitor(const WebRequest& request) {
    const auto token = cookie_value(request.headers, cookie_name);
    if (!token || !is_token(*token)) return std::nullopt;
    return sender_for(*token);
}

Visitor visitor_of(const WebRequest& request, Random& random) {
    if (auto known = known_visitor(request)) return {std::move(*known), std::nullopt};
    const auto token = random_code(random, token_length);
    const bool secure = header(request.headers, "X-Forwarded-Proto") == "https";
    // A year: the chat is the member's own line to the union, and the number of a case is no way in by itself.
    return {sender_for(token),
            HttpHeader{"Set-Cookie", fmt::format("{}={}; Path=/chat; HttpOnly; SameSite=Lax; Max-Age=31536000{}",
                                                 cookie_name, token, secure ? "; Secure" : "")}};
}

bool from_own_page(const WebRequest& request) {
    const auto site = header(request.headers, "Sec-Fetch-Site");
    if (!site.empty()) return site == "same-origin";
    const auto origin = header(request.headers, "Origin");
    if (origin.empty()) return true;  // no browser, so no borrowed cookie
    const auto host = origin.find("://");
    return host != std::string_view::npos && origin.substr(host + 3) == header(request.headers, "Host");
}

bool Allowance::take(const std::string& sender, Instant now) {
    if (buckets_.size() > 50'000) buckets_.clear();
    auto [at, fresh] = buckets_.try_emplace(sender);
    auto& bucket = at->second;
    if (!fresh && now > bucket.at) {
        const std::chrono::duration<double> since = now - bucket.at;
        bucket.tokens = std::min(burst, bucket.tokens + since.count() * per_second);
    }
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
}

}  // namespace bot::webchat
