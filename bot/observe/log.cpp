// Writes records through spdlog; the one source that includes it.
#include "observe/log.hpp"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <memory>

#include "observe/code.hpp"

namespace bot::observe {

namespace {

constexpr std::size_t longest_detail = 1000;  // bytes; keeps a record on one screen

// Bytes of the UTF-8 character at the front, 0 when the bytes are no valid character (RFC 3629, table 3-7 of
// Unicode).
std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    const unsigned second = byte(1);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong_or_surrogate =
            (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F);
        return tail(1) && tail(2) && !overlong_or_surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool out_of_range = (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
        return tail(1) && tail(2) && tail(3) && !out_of_range ? 4 : 0;
    }
    return 0;
}

void append_character(std::string& out, std::string_view character) {
    const char c = character.front();
    if (c == '"' || c == '\\') {
        out += '\\';
        out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
        out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
        out += character;
    }
}

// A JSON string; bytes that are not UTF-8 become '?', so that a record is always valid JSON on one line.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    while (!text.empty() && out.size() < longest_detail) {
        const std::size_t length = character_length(text);
        append_character(out, length == 0 ? std::string_view("?") : text.substr(0, length));
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out + (text.empty() ? "\"" : "…\"");
}

std::string member(std::string_view name, std::string_view json) {
    return fmt::format("\"{}\":{}", name, json);
}

spdlog::level::level_enum spd_level(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

spdlog::logger& logger() {
    // Kept until the process ends: loops may still log while statics are torn down.
    static const auto made = [] {
        auto fresh =
            std::make_unique<spdlog::logger>("bot", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        // The time stands first so that records of one file sort as text.
        fresh->set_formatter(std::make_unique<spdlog::pattern_formatter>(
            R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})", spdlog::pattern_time_type::utc));
        fresh->set_level(spdlog::level::info);
        return fresh.release();
    }();
    return *made;
}

}  // namespace

Field::Field(std::string_view name, std::int64_t count) : json_(fmt::format("\"{}\":{}", name, count)) {}

Field::Field(std::string_view name, std::chrono::milliseconds duration)
    : json_(fmt::format("\"{}_ms\":{}", name, duration.count())) {}

Field Field::code(std::string_view name, std::string_view word) {
    return Field(member(name, is_code(word) ? fmt::format("\"{}\"", word) : "\"?\""));
}

Field Field::operator_detail(std::string_view name, std::string_view text) {
    return Field(member(name, quoted(text)));
}

void log(Level level, std::string_view event, std::initializer_list<Field> fields) {
    const auto at = spd_level(level);
    if (!logger().should_log(at)) return;
    std::string record = fmt::format("\"event\":\"{}\"", is_code(event) ? event : "?");
    for (const auto& field : fields) {
        record += ',';
        record += field.json();
    }
    logger().log(at, spdlog::string_view_t(record));
}

void set_level(Level least) { logger().set_level(spd_level(least)); }

}  // namespace bot::observe
