// Who is behind a browser: a random token in a cookie, known to the store only by its hash. Pure but for the token.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "core/clock.hpp"
#include "core/http.hpp"
#include "core/random.hpp"

namespace bot::webchat {

struct Visitor {
    std::string sender;                    // what the store calls this browser
    std::optional<HttpHeader> set_cookie;  // for a browser that had none
};

// The visitor of this request; a browser without a token gets one.
Visitor visitor_of(const WebRequest& request, Random& random);
std::optional<std::string> known_visitor(const WebRequest& request);  // nothing without a token

// Whether a POST comes from our own page: another site's form must not speak for a member.
bool from_own_page(const WebRequest& request);

// Messages a browser may send: bursts of a person writing fast, not a program's flood.
class Allowance {
public:
    bool take(const std::string& sender, Instant now);  // false: too many, try again in a few seconds

private:
    static constexpr double burst = 40;
    static constexpr double per_second = 2;
    struct Bucket {
        double tokens = burst;
        Instant at{};
    };
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace bot::webchat
