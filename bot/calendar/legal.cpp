// Calendar arithmetic of legal periods.
#include "calendar/legal.hpp"

#include <stdexcept>

namespace bot::calendar {

namespace {

using std::chrono::days;

Day months_later(Day from, int months) {
    const auto date = std::chrono::year_month_day{from} + std::chrono::months{months};
    if (date.ok()) return Day{date};
    return Day{date.year() / date.month() / std::chrono::last};
}

Day last_day(const LegalPeriod& period, Day from) {
    switch (period.unit) {
        case PeriodUnit::days: return from + days{period.amount};
        case PeriodUnit::months: return months_later(from, period.amount);
        case PeriodUnit::years: return months_later(from, 12 * period.amount);
    }
    throw std::logic_error("a legal period without a unit");
}

}  // namespace

LegalDates legal_dates(const LegalPeriod& period, Day from) {
    if (period.amount < 1) throw std::logic_error("a legal period of no length");
    LegalDates dates;
    dates.last = last_day(period, from);
    dates.safety = dates.last - days{period.safety_days};
    for (const int before : period.remind_days) {
        if (dates.last - days{before} > from) dates.reminders.push_back(dates.last - days{before});
    }
    return dates;
}

Pressing how_pressing(const LegalDates& dates, Day today) { return today > dates.safety ? Pressing::now : Pressing::calm; }

}  // namespace bot::calendar
