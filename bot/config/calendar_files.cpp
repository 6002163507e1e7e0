// calendar/*.toml: hours.toml holds the service hours of the organisation, <name>.hours.toml those of desks that keep other
// ones, every other file one year of public holidays.
#include <algorithm>

#include "config/hours_file.hpp"
#include "config/table.hpp"

namespace bot::config {

namespace {

using calendar::Day;
using calendar::Holiday;
using std::chrono::days;

constexpr std::string_view folder = "calendar/";
constexpr std::string_view ending = ".hours.toml";
constexpr const char* hours_file = "calendar/hours.toml";
constexpr days longest_holiday{31};

int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day(day).year()); }

// Public holidays of all years, and where they were written, as years touch: New Year may begin in December.
struct Holidays {
    std::set<int> years;
    std::vector<Holiday> all;
    std::map<Day, std::string> makeup_days;
    std::vector<std::pair<Day, Place>> makeup_at;
};

bool overlaps(const std::vector<Holiday>& all, Day from, Day to) {
    return std::any_of(all.begin(), all.end(), [&](const Holiday& one) { return from <= one.to && one.from <= to; });
}

void read_days_off(Table& table, Holiday holiday, int year, Holidays& holidays) {
    const auto from = table.day("from");
    const auto to = table.day("to");
    if (!from || !to) return;
    holiday.from = *from;
    holiday.to = *to;
    if (*to < *from || *to - *from > longest_holiday) {
        table.problem("to", "expected a day from \"from\" on, at most 31 days later");
    } else if (year_of(*from) != year && year_of(*to) != year) {
        table.problem("from", "expected a day of " + std::to_string(year));
    } else if (overlaps(holidays.all, *from, *to)) {
        table.problem("from", "some of these days belong to another holiday already");
    } else {
        holidays.all.push_back(std::move(holiday));
    }
}

void read_makeup_days(Table& table, const std::string& id, int year, Holidays& holidays) {
    const auto makeup = table.days("makeup");
    for (std::size_t i = 0; i < makeup.size(); ++i) {
        const Day day = makeup[i];
        // Days for New Year are worked in the weeks before it.
        if (year_of(day - longest_holiday) != year && year_of(day + longest_holiday) != year) {
            table.problem("makeup", i, "expected a day of " + std::to_string(year));
        } else if (!holidays.makeup_days.emplace(day, id).second) {
            table.problem("makeup", i, "expected a day of its own; this one is there twice");
        } else {
            holidays.makeup_at.emplace_back(day, table.place("makeup", i));
        }
    }
}

void read_holiday(Table& table, int year, Holidays& holidays) {
    Holiday holiday;
    holiday.id = table.code("id");
    holiday.name.zh = table.text("name_zh");
    holiday.name.en = table.text_or_empty("name_en");
    const auto id = holiday.id;
    read_days_off(table, std::move(holiday), year, holidays);
    read_makeup_days(table, id, year, holidays);
    table.done();
}

void read_year(Draft& draft, const std::string& name, const std::string& zone, Holidays& holidays) {
    const auto file = TomlFile::open(draft.folder(), name, draft.problems());
    if (!file) return;
    auto root = file->root(draft.problems());
    const auto year = static_cast<int>(root.whole("year", {2000, 2079, ""}, 0));
    if (!root.has("year")) root.problem("year", "expected a year like 2026");
    const bool again = year != 0 && !holidays.years.insert(year).second;
    if (again) root.problem("year", "expected one file a year; another one is for " + std::to_string(year) + " too");
    if (root.text("zone") != zone && root.has("zone")) {
        root.problem("zone", "expected \"" + zone + "\", the zone of " + hours_file);
    }
    root.text("source");
    root.day("published");
    auto tables = root.tables("holiday");
    if (again) return;  // one problem is enough
    for (auto& table : tables) read_holiday(table, year, holidays);
    root.done();
}

// A day cannot be off and worked; the make-up day would win silently.
void check_makeup(Draft& draft, const Holidays& holidays) {
    for (const auto& [day, place] : holidays.makeup_at) {
        if (overlaps(holidays.all, day, day)) add(draft.problems(), place, "'makeup': this day is off in the same calendar");
    }
}

// What was read, with the holidays of all years, becomes a calendar.
calendar::Calendar made_of(Draft& draft, HoursFile file, const Holidays& holidays) {
    file.rules.holidays = holidays.all;
    file.rules.makeup_days = holidays.makeup_days;
    file.rules.years = holidays.years;
    check_special_days(draft, file);
    if (!calendar::known_zone(file.rules.zone)) return {};  // a system without zones; reading has told
    return calendar::Calendar(std::move(file.rules));
}

void check_desks(Draft& draft) {
    const auto& settings = draft.settings();
    for (const auto& desk : settings.desks) {
        if (desk.calendar.empty() || settings.calendars.contains(desk.calendar)) continue;
        add(draft.problems(), draft.calendar_of_desk.at(desk.key),
            "'calendar': expected the name of a calendar; there is no calendar/" + desk.calendar + std::string(ending));
    }
}

// The notice for a year comes out in the last weeks of the year before.
void warn_of_missing_years(Draft& draft, Instant now) {
    if (!draft.problems().empty()) return;  // there may be no zone to know the year in
    auto& settings = draft.settings();
    for (const int missing : settings.years_without_holidays(now)) {
        settings.warnings.push_back("no holidays for " + std::to_string(missing) +
                                    " in calendar/: promised days of that year count weekends only");
    }
}

}  // namespace

void read_calendar(Draft& draft, Instant now) {
    const auto names = files_in(draft.folder(), "calendar", ".toml", draft.problems());
    const auto own = read_hours_file(draft, hours_file, std::nullopt).value_or(HoursFile{});
    std::map<std::string, HoursFile> others;
    Holidays holidays;
    for (const auto& name : names) {
        if (name == hours_file) continue;
        if (!name.ends_with(ending)) {
            read_year(draft, name, own.rules.zone, holidays);
        } else if (auto file = read_hours_file(draft, name, own.rules.zone)) {
            others.emplace(name.substr(folder.size(), name.size() - folder.size() - ending.size()), std::move(*file));
        }
    }
    std::sort(holidays.all.begin(), holidays.all.end(), [](const Holiday& a, const Holiday& b) { return a.from < b.from; });
    check_makeup(draft, holidays);
    auto& settings = draft.settings();
    settings.calendar = made_of(draft, own, holidays);
    for (auto& [name, file] : others) settings.calendars.emplace(name, made_of(draft, std::move(file), holidays));
    check_desks(draft);
    warn_of_missing_years(draft, now);
}

const calendar::Calendar& Settings::calendar_of(std::string_view desk) const {
    const auto found = std::find_if(desks.begin(), desks.end(), [&](const DeskSetting& one) { return one.key == desk; });
    if (found == desks.end()) return calendar;
    const auto named = calendars.find(found->calendar);
    return named == calendars.end() ? calendar : named->second;
}

std::set<int> Settings::years_without_holidays(Instant now) const {
    std::set<int> years;
    const auto add_those_of = [&](const calendar::Calendar& one) {
        for (const int year : calendar::missing_years(one, now)) years.insert(year);
    };
    add_those_of(calendar);
    for (const auto& [name, one] : calendars) add_those_of(one);
    return years;
}

}  // namespace bot::config
