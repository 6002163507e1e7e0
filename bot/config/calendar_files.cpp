// calendar/*.toml: hours.toml holds the service hours, every other file one year of public holidays.
#include "config/parts.hpp"
#include "config/table.hpp"

namespace bot::config {

namespace {

using calendar::Calendar;
using calendar::Day;
using std::chrono::days;

constexpr const char* hours_file = "calendar/hours.toml";
constexpr days longest_holiday{31};

int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day(day).year()); }

void read_zone(Table& root, Calendar& calendar) {
    std::string zone = root.text("zone");
    if (zone.empty()) return;
    if (!calendar::known_zone(zone)) {
        root.problem("zone", "expected a time zone that the system knows, like \"Asia/Shanghai\"");
        return;
    }
    calendar.zone = std::move(zone);
}

void read_hours(Draft& draft) {
    const auto file = TomlFile::open(draft.folder(), hours_file, draft.problems());
    if (!file) return;
    auto root = file->root(draft.problems());
    auto& calendar = draft.settings().calendar;
    read_zone(root, calendar);
    std::vector<calendar::Span> hours;
    for (auto& span : root.tables("hours")) {
        const auto from = span.time_of_day("from");
        const auto to = span.time_of_day("to");
        span.done();
        if (!from || !to) continue;
        if (*to <= *from) span.problem("to", "expected a time after \"from\"");
        if (!hours.empty() && *from < hours.back().to)
            span.problem("from", "expected a time after the span before");
        hours.push_back({*from, *to});
    }
    if (hours.empty())
        root.problem("hours", "expected at least one span like { from = \"08:30\", to = \"12:00\" }");
    if (!hours.empty()) calendar.hours = std::move(hours);
    root.done();
}

// Returns the make-up days.
std::vector<Day> read_holiday(Table& table, int year, Calendar& calendar) {
    table.code("id");
    table.text("name_zh");
    table.text_or_empty("name_en");
    const auto from = table.day("from");
    const auto to = table.day("to");
    auto makeup = table.days("makeup");
    table.done();
    calendar.makeup_workdays.insert(makeup.begin(), makeup.end());
    if (!from || !to) return makeup;
    if (*to < *from || *to - *from > longest_holiday) {
        table.problem("to", "expected a day from \"from\" on, at most 31 days later");
    } else if (year_of(*from) != year && year_of(*to) != year) {
        table.problem("from", "expected a day of " + std::to_string(year));
    } else {
        for (Day day = *from; day <= *to; day += days{1}) calendar.off_days.insert(day);
    }
    return makeup;
}

// A day cannot be off and worked; the make-up day would win silently.
void check_makeup(Table& table, const std::vector<Day>& makeup, const Calendar& calendar) {
    for (std::size_t i = 0; i < makeup.size(); ++i) {
        if (calendar.off_days.contains(makeup[i]))
            table.problem("makeup", i, "this day is off in the same calendar");
    }
}

void read_year(Draft& draft, const std::string& name) {
    const auto file = TomlFile::open(draft.folder(), name, draft.problems());
    if (!file) return;
    auto root = file->root(draft.problems());
    auto& calendar = draft.settings().calendar;
    const auto year = static_cast<int>(root.whole("year", {2000, 2200, ""}, 0));
    if (!root.has("year")) root.problem("year", "expected a year like 2026");
    if (year != 0 && !calendar.years.insert(year).second) {
        root.problem("year", "expected one file a year; another one is for " + std::to_string(year) + " too");
    }
    if (root.text("zone") != calendar.zone && root.has("zone")) {
        root.problem("zone", "expected \"" + calendar.zone + "\", the zone of " + hours_file);
    }
    root.text("source");
    root.day("published");
    auto holidays = root.tables("holiday");
    std::vector<std::vector<Day>> makeup;
    for (auto& holiday : holidays) makeup.push_back(read_holiday(holiday, year, calendar));
    for (std::size_t i = 0; i < holidays.size(); ++i) check_makeup(holidays[i], makeup[i], calendar);
    root.done();
}

// The notice for a year comes out in the last weeks of the year before.
void warn_of_missing_years(Settings& settings, Instant now) {
    if (!calendar::known_zone(settings.calendar.zone)) return;  // a system without zones; read_zone has told
    const auto local = calendar::to_local(settings.calendar, now);
    const std::chrono::year_month_day today(std::chrono::floor<days>(local));
    const int year = static_cast<int>(today.year());
    const auto warn = [&](int missing) {
        settings.warnings.push_back("no holidays for " + std::to_string(missing) +
                                    " in calendar/: promised days of that year count weekends only");
    };
    if (!settings.calendar.years.contains(year)) warn(year);
    if (today.month() >= std::chrono::November && !settings.calendar.years.contains(year + 1)) warn(year + 1);
}

}  // namespace

void read_calendar(Draft& draft, Instant now) {
    const auto names = files_in(draft.folder(), "calendar", ".toml", draft.problems());
    read_hours(draft);
    for (const auto& name : names) {
        if (name != hours_file) read_year(draft, name);
    }
    warn_of_missing_years(draft.settings(), now);
}

}  // namespace bot::config
