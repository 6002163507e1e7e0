#include "templates/pages.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bot::templates {
namespace {

std::string_view type_of(std::string_view name) {
    if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    if (name.ends_with(".svg")) return "image/svg+xml";
    if (name.ends_with(".html")) return "text/html; charset=utf-8";
    return "application/octet-stream";
}

}  // namespace

std::string html_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string asset_version(const std::vector<embedded::File>& files) {
    std::uint64_t hash = 1469598103934665603ULL;  // FNV-1a: only has to change, not to resist anybody
    for (const auto& file : files) {
        for (const char c : file.content) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    return fmt::format("{:016x}", hash);
}

WebReply asset(const std::vector<embedded::File>& files, const WebRequest& request) {
    const auto name = request.path.substr(request.path.rfind('/') + 1);
    const auto at =
        std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.name == name; });
    if (at == files.end() || name.ends_with(".html")) return {404, {}, "", {}};
    const bool versioned = query_value(request.query, "v").has_value();
    return {200,
            {{"Content-Type", std::string(type_of(name))},
             {"Cache-Control", versioned ? "public, max-age=31536000, immutable" : "public, max-age=300"}},
            std::string(at->content),
            {}};
}

WebReply page(std::string html) {
    return {200,
            {{"Content-Type", "text/html; charset=utf-8"},
             {"Cache-Control", "no-store"},
             {"Content-Security-Policy",
              "default-src 'self'; img-src 'self' blob:; style-src 'self'; script-src 'self'; connect-src "
              "'self'; "
              "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}},
            std::move(html),
            {}};
}

}  // namespace bot::templates
