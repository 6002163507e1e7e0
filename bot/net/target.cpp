// Request targets; the first thing that hostile requests play with.
#include "net/target.hpp"

#include <cctype>

#include "core/http.hpp"

namespace bot::net {
namespace {

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

// core's percent_decode lets a stray '%' stand; a server must not guess.
bool soundly_encoded(std::string_view path) {
    for (std::size_t i = path.find('%'); i != std::string_view::npos; i = path.find('%', i + 3)) {
        if (i + 2 >= path.size() || !is_hex(path[i + 1]) || !is_hex(path[i + 2])) return false;
        if (path[i + 1] == '0' && path[i + 2] == '0') return false;
    }
    return path.find('\0') == std::string_view::npos;
}

// "http://desk.example/path" becomes "/path"; RFC 9112 section 3.2.2 makes servers take it.
std::string_view without_authority(std::string_view text) {
    const auto colon = text.find("://");
    if (colon == std::string_view::npos) return {};
    const auto slash = text.find_first_of("/?", colon + 3);
    return slash == std::string_view::npos ? std::string_view("/") : text.substr(slash);
}

}  // namespace

Result<Target> parse_target(std::string_view text) {
    if (text.starts_with("http://") || text.starts_with("https://")) text = without_authority(text);
    if (text.starts_with('?')) return Target{"/", std::string(text.substr(1))};
    if (!text.starts_with('/')) return fail(Errc::malformed, "request target");
    const auto mark = text.find('?');
    const auto path = text.substr(0, mark);
    if (!soundly_encoded(path)) return fail(Errc::malformed, "request path");
    Target out;
    out.path = path.find('%') == std::string_view::npos ? std::string(path) : percent_decode(path);
    if (mark != std::string_view::npos) out.query = text.substr(mark + 1);
    return out;
}

}  // namespace bot::net
