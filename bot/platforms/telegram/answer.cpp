// Reads method answers. Descriptions are looked at, never passed on: they may repeat what was sent.
#include "platforms/telegram/answer.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "platforms/json.hpp"

namespace bot::platforms::telegram {
namespace {

using Json = nlohmann::json;

// Telegram asks for seconds to minutes; a longer wait is a mistake on the way and would hold letters for
// ever.
constexpr std::int64_t longest_wait_seconds = 86'400;

Millis wait_of(std::int64_t seconds) {
    return Millis{1000 * std::clamp<std::int64_t>(seconds, 1, longest_wait_seconds)};
}

std::optional<Millis> wait_from_header(const HttpResponse& response) {
    const auto value = header(response.headers, "Retry-After");
    std::int64_t seconds = 0;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (value.empty() || problem != std::errc{} || end != value.data() + value.size()) return std::nullopt;
    return wait_of(seconds);
}

std::optional<Millis> asked_wait(const HttpResponse& response, const Json& answer) {
    const auto* parameters = object_at(answer, "parameters");
    const auto seconds = parameters ? whole_at(*parameters, "retry_after") : std::nullopt;
    return seconds ? wait_of(*seconds) : wait_from_header(response);
}

bool says(const Json& answer, std::string_view words) {
    const auto* description = string_at(answer, "description");
    return description && description->find(words) != std::string::npos;
}

SendOutcome accepted(const Json& answer) {
    const auto* message = object_at(answer, "result");
    const auto id = message ? whole_at(*message, "message_id") : std::nullopt;
    return Sent{id ? std::to_string(*id) : std::string()};
}

SendOutcome failed(std::int64_t status, const HttpResponse& response, const Json& answer) {
    switch (status) {
        case 400:
            if (says(answer, "chat not found")) return Unreachable{"chat_not_found"};
            return Refused{"bad_request"};
        case 401:
            return Refused{"token_revoked"};
        case 403:
            return Unreachable{"forbidden"};  // blocked, never started, or the account is gone
        case 404:
            return Refused{"token_or_method_unknown"};
        case 429:
            return RetryLater{asked_wait(response, answer), "too_many_requests"};
        default:
            break;
    }
    if (status >= 300 && status < 500) return Refused{"status_" + std::to_string(status)};
    return RetryLater{asked_wait(response, answer), "server_error"};
}

// Every name between slashes must be a plain one, so the address cannot leave the folder of our bot's files.
bool plain_segment(std::string_view segment) {
    if (segment.empty() || segment == "." || segment == "..") return false;
    return std::none_of(segment.begin(), segment.end(),
                        [](unsigned char c) { return c < 0x20 || c == 0x7F || c == '\\' || c == ':'; });
}

Result<std::string> encoded_path(std::string_view path) {
    std::string out;
    while (true) {
        const auto end = std::min(path.find('/'), path.size());
        const auto segment = path.substr(0, end);
        if (!plain_segment(segment)) return fail(Errc::malformed, "telegram: file path");
        out += percent_encode(segment);
        if (end == path.size()) return out;
        out += '/';
        path.remove_prefix(end + 1);
    }
}

tl::unexpected<Error> no_file(int status) {
    if (status == 400 || status == 404) return fail(Errc::not_found, "telegram: file unknown");
    if (status >= 300 && status < 500 && status != 429)
        return fail(Errc::not_allowed, "telegram: file refused");
    return fail(Errc::unavailable, "telegram: getFile status " + std::to_string(status));
}

}  // namespace

SendOutcome read_outcome(const HttpResponse& response) {
    const auto parsed = parse_strict(response.body);
    const Json answer = parsed ? *parsed : Json();
    if (response.status != 200) return failed(response.status, response, answer);
    const auto ok = flag_at(answer, "ok");
    if (!ok) return RetryLater{std::nullopt, "unreadable_answer"};  // not Telegram, but somebody on the way
    if (*ok) return accepted(answer);
    return failed(whole_at(answer, "error_code").value_or(500), response, answer);
}

Result<std::string> read_file_path(const HttpResponse& response, std::int64_t most_bytes) {
    if (response.status != 200) return no_file(response.status);
    const auto answer = parse_strict(response.body);
    if (!answer) return tl::unexpected<Error>(answer.error());
    const auto* file = object_at(*answer, "result");
    const auto* path = file ? string_at(*file, "file_path") : nullptr;
    if (!flag_at(*answer, "ok").value_or(false) || !path)
        return fail(Errc::malformed, "telegram: getFile answer");
    if (whole_at(*file, "file_size").value_or(0) > most_bytes)
        return fail(Errc::too_large, "telegram: file size");
    return encoded_path(*path);
}

}  // namespace bot::platforms::telegram
