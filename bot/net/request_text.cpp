// Requests on the wire (RFC 9112).
#include "net/request_text.hpp"

#include <algorithm>

#include "net/reply_head.hpp"

namespace bot::net {
namespace {

std::string_view method_word(HttpMethod method) {
    switch (method) {
        case HttpMethod::get:
            return "GET";
        case HttpMethod::head:
            return "HEAD";
        case HttpMethod::post:
            return "POST";
        case HttpMethod::other:
            return {};
    }
    return {};
}

bool clients_own(std::string_view name) {
    for (const std::string_view own : {"Host", "Content-Length", "Connection", "Transfer-Encoding"}) {
        if (same_header_name(name, own)) return true;
    }
    return false;
}

}  // namespace

Result<std::string> request_text(const HttpRequest& request, const Url& url) {
    const auto word = method_word(request.method);
    if (word.empty()) return fail(Errc::malformed, "request: method");
    if (!std::all_of(request.headers.begin(), request.headers.end(), sound_header)) {
        return fail(Errc::malformed, "request: header");
    }
    std::string text;
    text.reserve(512 + url.target.size() + request.body.size());
    text.append(word).append(" ").append(url.target).append(" HTTP/1.1\r\nHost: ").append(url.authority);
    text += "\r\n";
    if (header(request.headers, "User-Agent").empty()) text += "User-Agent: niangjia\r\n";
    for (const auto& one : request.headers) {
        if (!clients_own(one.name)) text.append(one.name).append(": ").append(one.value).append("\r\n");
    }
    if (request.method == HttpMethod::post || !request.body.empty()) {
        text.append("Content-Length: ").append(std::to_string(request.body.size())).append("\r\n");
    }
    text.append("\r\n").append(request.body);
    return text;
}

}  // namespace bot::net
