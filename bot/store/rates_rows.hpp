// What the rates are made of: numbers of limits that fell into a period, by group.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bot::store {

enum class RatesBy { whole, unit, category, handler, channel };

constexpr std::string_view to_code(RatesBy by) {
    switch (by) {
        case RatesBy::whole: return "whole";
        case RatesBy::unit: return "unit";
        case RatesBy::category: return "category";
        case RatesBy::handler: return "handler";
        case RatesBy::channel: return "channel";
    }
    return "whole";
}

struct RateCounts {
    std::int64_t cases = 0;      // limits that fell into the period
    std::int64_t contacted = 0;  // a person was in touch in time
    std::int64_t replied = 0;    // answered in time
    std::int64_t extended = 0;
    std::int64_t answered = 0;   // the member, or a look back, said whether it is solved
    std::int64_t solved = 0;
    std::int64_t partly = 0;
    std::int64_t asked = 0;      // how satisfied they are
    std::int64_t rated = 0;
    std::int64_t pleased = 0;    // four or five

    RateCounts& operator+=(const RateCounts& other);
    bool operator==(const RateCounts&) const = default;
};

struct RateRow {
    bool sealed = false;  // for special teams alone, or an emergency: one group, whatever the others are grouped by
    std::string group;    // id of a unit or of staff, a category, a channel's key; empty: none is known
    RateCounts counts;
};

}  // namespace bot::store
