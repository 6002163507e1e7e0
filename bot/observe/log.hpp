// Structured log with closed field types: an id, a count, a duration, a code. Free text cannot get in, so a
// member's words cannot either. One line of JSON a record on standard error.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/ids.hpp"

namespace bot::observe {

enum class Level { debug, info, warning, error };

class Field {
public:
    template <class Tag>
    Field(std::string_view name, Id<Tag> id) : Field(name, id.value) {}
    Field(std::string_view name, std::int64_t count);
    Field(std::string_view name, std::chrono::milliseconds duration);  // rendered as <name>_ms

    // A word of the program's own: lower-case letters, digits, '_', '-', '.', ':' up to 64 characters.
    // Anything else is logged as "?", so text from outside cannot slip through.
    static Field code(std::string_view name, std::string_view word);
    // A path, address or message of the operating system or a library, for start-up and configuration only.
    static Field operator_detail(std::string_view name, std::string_view text);

    // The whole member of the record: "name":value
    const std::string& json() const { return json_; }

private:
    explicit Field(std::string json) : json_(std::move(json)) {}
    std::string json_;
};

// `event` is a literal like "letter_dead". Any thread; a record is written whole.
void log(Level level, std::string_view event, std::initializer_list<Field> fields = {});
void set_level(Level least);

}  // namespace bot::observe
