// Years whose public holidays are missing are told in the log: at once, when they change, and once a day.
#pragma once

#include <optional>
#include <set>

#include "core/clock.hpp"

namespace bot::schedule {

class YearWatch {
public:
    // Whether `missing` is to be told now; then it counts as told. Asked as often as one likes.
    bool tells(const std::set<int>& missing, Instant now);

private:
    std::set<int> told_;
    std::optional<Instant> told_at_;
};

}  // namespace bot::schedule
