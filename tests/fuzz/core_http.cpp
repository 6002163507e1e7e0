// Query strings, percent-encoding and cookies: whatever a browser or a stranger sends.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/case.hpp"
#include "core/http.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto decoded = bot::percent_decode(bytes);
    if (decoded.size() > bytes.size()) std::abort();
    if (bot::percent_decode(bot::percent_encode(bytes)) != bytes) std::abort();
    (void)bot::query_value(bytes, "after");
    const std::vector<bot::HttpHeader> headers{{"Cookie", std::string(bytes)}, {std::string(bytes), "x"}};
    const auto cookie = bot::cookie_value(headers, "nj_chat");
    if (cookie && cookie->size() > bytes.size()) std::abort();
    (void)bot::header(headers, "cookie");
    return 0;
}
