// A day as people write it in a chat: "3月20日", "2026-03-20", "3-20". Without a year it is the next such day.
#pragma once

#include <optional>
#include <string_view>

namespace bot::text {

struct SaidDay {
    std::optional<int> year;
    unsigned month = 1;
    unsigned day = 1;
    bool operator==(const SaidDay&) const = default;
};

// Of a whole word; nothing when it is none, or no day of any year.
std::optional<SaidDay> said_day(std::string_view word);

}  // namespace bot::text
