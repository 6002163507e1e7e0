// The bytes of a request that we send.
#pragma once

#include <string>

#include "core/http.hpp"
#include "core/result.hpp"
#include "net/url.hpp"

namespace bot::net {

// Head and body. Host, length and connection are set here, whatever request.headers say. Errors: malformed,
// for a header that could split the request or a method we cannot name.
[[nodiscard]] Result<std::string> request_text(const HttpRequest& request, const Url& url);

}  // namespace bot::net
