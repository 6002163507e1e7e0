// Which day a colleague means who writes one without a year: the next such day.
#pragma once

#include <optional>

#include "calendar/calendar.hpp"
#include "text/said_day.hpp"

namespace bot::engine {

inline std::optional<calendar::Day> day_meant(const calendar::Calendar& calendar, Instant now, const text::SaidDay& said) {
    const auto today = calendar::local_day(calendar, now);
    const std::chrono::year_month_day of_today{today};
    const auto in = [&](std::chrono::year year) {
        return std::chrono::year_month_day{year, std::chrono::month{said.month}, std::chrono::day{said.day}};
    };
    auto meant = in(said.year ? std::chrono::year{*said.year} : of_today.year());
    if (!said.year && meant.ok() && calendar::Day{meant} < today) meant = in(of_today.year() + std::chrono::years{1});
    if (!meant.ok()) return std::nullopt;
    return calendar::Day{meant};
}

}  // namespace bot::engine
