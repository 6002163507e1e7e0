// The request target of an HTTP request (RFC 9112 section 3.2) as path and query.
#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"

namespace bot::net {

struct Target {
    std::string path;   // percent-decoded once
    std::string query;  // raw, without '?'
};

// Takes origin form and absolute form. Errors: malformed, for a bad percent sequence, a NUL or another form.
[[nodiscard]] Result<Target> parse_target(std::string_view text);

}  // namespace bot::net
