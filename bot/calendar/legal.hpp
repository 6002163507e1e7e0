// Legal periods: calendar days, months and years within which somebody must go to arbitration, to court, to the authority.
// They are counted like the law counts them: the first day is not counted, and a month ends on the day of the same number
// or, where there is none, on its last. No holiday moves them here: what a law may grant beyond is nothing to rely on.
#pragma once

#include <string>
#include <vector>

#include "calendar/rules.hpp"

namespace bot::calendar {

enum class PeriodUnit { days, months, years };

struct LegalPeriod {
    std::string id;      // "arbitration"
    Name name;           // 申请劳动仲裁
    int amount = 0;      // from 1 on
    PeriodUnit unit = PeriodUnit::days;
    Name counted_from;   // what happens on day 0: 收到裁决书
    Name source;         // law and article
    int safety_days = 0; // how long before the last day our own date lies; shorter than the period
    std::vector<int> remind_days;            // before the last day, the longest first
    std::vector<std::string> subcategories;  // matters it may concern
};

struct LegalDates {
    Day last;
    Day safety;                  // the date that people are told to keep to
    std::vector<Day> reminders;  // those that lie after day 0, in order
};

LegalDates legal_dates(const LegalPeriod& period, Day from);

// After the safety date, and however long after the last day, there is one answer: a lawyer must look at it now. Whether
// it is too late nobody but a lawyer decides.
enum class Pressing { calm, now };
Pressing how_pressing(const LegalDates& dates, Day today);

}  // namespace bot::calendar
