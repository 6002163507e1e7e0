// All open stretches of 1970 to 2079, in order, with the working time before each: what sums are read from.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "calendar/rules.hpp"
#include "calendar/zone.hpp"

namespace bot::calendar {

struct OpenTable {
    // Seconds since 1970 fit into 32 bits until 2106; half the size is twice as much in the cache.
    struct Stretch {  // [from, to)
        std::uint32_t from;
        std::uint32_t to;
        std::uint32_t before;   // open seconds before it
        std::uint32_t workday;  // index: the day that its hours belong to
    };
    struct Workday {
        Day day;
        std::uint32_t closes;
    };
    static constexpr int first_year = 1970;
    static constexpr int last_year = 2079;

    std::vector<Stretch> open;
    std::vector<Workday> workdays;
    std::array<std::uint8_t, last_year - first_year + 2> unknown_before{};  // years without holidays before each year

    OpenTable(const Rules& rules, const Zone& zone);

    bool all_known(int from_year, int to_year) const;
};

}  // namespace bot::calendar
