// Heads of answers (RFC 9110, RFC 9112).
#include "net/reply_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>

namespace bot::net {
namespace {

struct Reason {
    int status;
    std::string_view words;
};
constexpr Reason reasons[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
};

std::string_view reason(int status) {
    const auto found = std::find_if(std::begin(reasons), std::end(reasons),
                                    [&](const Reason& one) { return one.status == status; });
    return found == std::end(reasons) ? "Other" : found->words;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool token_character(char c) {
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool servers_own(std::string_view name, bool event_stream) {
    for (const std::string_view own : {"Content-Length", "Connection", "Transfer-Encoding", "Date"}) {
        if (same_header_name(name, own)) return true;
    }
    return event_stream &&
           (same_header_name(name, "Content-Type") || same_header_name(name, "Cache-Control"));
}

void append_number(std::string& out, std::size_t number) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

// Every answer carries these unless the route says otherwise.
struct Guard {
    std::string_view name;
    std::string_view line;
};
constexpr Guard guards[] = {
    {"X-Content-Type-Options", "X-Content-Type-Options: nosniff\r\n"},
    {"Referrer-Policy", "Referrer-Policy: no-referrer\r\n"},
    {"X-Frame-Options", "X-Frame-Options: DENY\r\n"},
};

bool append_own_headers(std::string& out, const WebReply& reply, bool event_stream) {
    bool all_sound = true;
    for (const auto& one : reply.headers) {
        if (servers_own(one.name, event_stream)) continue;
        if (sound_header(one)) {
            append_header(out, one.name, one.value);
        } else {
            all_sound = false;
        }
    }
    return all_sound;
}

}  // namespace

bool same_header_name(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    return std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool sound_header(const HttpHeader& header) {
    const auto sound_in_value = [](char c) {
        return (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) || c == '\t';
    };
    return !header.name.empty() && std::all_of(header.name.begin(), header.name.end(), token_character) &&
           std::all_of(header.value.begin(), header.value.end(), sound_in_value);
}

bool append_head(std::string& out, const WebReply& reply, const ReplyFacts& facts) {
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::size_t>(reply.status));
    out.append(" ").append(reason(reply.status)).append("\r\n");
    append_header(out, "Date", facts.date);
    const bool all_sound = append_own_headers(out, reply, facts.event_stream);
    for (const auto& guard : guards) {
        const bool set = std::any_of(reply.headers.begin(), reply.headers.end(), [&](const HttpHeader& h) {
            return same_header_name(h.name, guard.name);
        });
        if (!set) out += guard.line;
    }
    if (facts.event_stream) {
        out +=
            "Content-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-store\r\nX-Accel-Buffering: "
            "no\r\n";
    } else if (reply.status != 204 && reply.status != 304) {
        out += "Content-Length: ";
        append_number(out, reply.body.size());
        out += "\r\n";
    }
    if (!facts.keep_alive) {
        out += "Connection: close\r\n";
    } else if (facts.http_minor == 0) {
        out += "Connection: keep-alive\r\n";
    }
    out += "\r\n";
    return all_sound;
}

std::string http_date(Instant now) {
    static constexpr std::string_view days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(now - day));
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                       days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                       months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace bot::net
