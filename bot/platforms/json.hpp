// Strict reading and careful writing of JSON, shared by all codecs. Nothing here throws for bytes from
// outside, and no error repeats any of them, because they may be a member's words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace bot::platforms {

// Reads exactly one JSON text (RFC 8259). Refused as malformed: a key twice in one object, nesting deeper
// than `max_depth`, invalid UTF-8, NaN and infinities, a number too large for a double, anything after the
// text.
[[nodiscard]] Result<nlohmann::json> parse_strict(std::string_view bytes, std::size_t max_depth = 32);

// The same JSON text with each escape of half a surrogate pair ("\ud83d" alone) replaced by "\ufffd". Phones
// that cut a text in the middle of an emoji send such halves; the rest of the message is still worth having.
std::string with_whole_surrogates(std::string_view json_text);

// Bad UTF-8 is written as U+FFFD.
std::string to_json_text(const nlohmann::json& value);

// The same, and also harmless inside HTML and script: < > & ' and the two Unicode line separators are \u
// escapes.
std::string to_html_safe_json(const nlohmann::json& value);

// A member of an object by name and type. Nothing when `object` is no object, has no such member, or has it
// with another type; a null counts as not there. Pointers live as long as `object`.
const nlohmann::json* member_at(const nlohmann::json& object, std::string_view name);
const nlohmann::json* object_at(const nlohmann::json& object, std::string_view name);
const nlohmann::json* list_at(const nlohmann::json& object, std::string_view name);
const std::string* string_at(const nlohmann::json& object, std::string_view name);
std::optional<std::int64_t> whole_at(const nlohmann::json& object,
                                     std::string_view name);  // 5; not 5.0, "5", 2^63
std::optional<double> number_at(const nlohmann::json& object, std::string_view name);
std::optional<bool> flag_at(const nlohmann::json& object, std::string_view name);

}  // namespace bot::platforms
