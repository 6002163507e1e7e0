// Hours of the week, shifts over midnight, special days, waking and quiet hours.
#include "config/hours_file.hpp"

#include "config/table.hpp"

namespace bot::config {

namespace {

using calendar::Day;
using calendar::Hours;
using calendar::Minutes;
using calendar::Rules;
using calendar::Span;
using std::chrono::days;

constexpr std::array<const char*, calendar::days_a_week> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr Minutes whole_day{24 * 60};
constexpr Minutes longest_shift{16 * 60};  // longer ones over midnight are times in the wrong order
constexpr Day earliest{std::chrono::year{1970} / 1 / 1};
constexpr Day latest{std::chrono::year{2079} / 12 / 31};

void read_zone(Table& root, Rules& rules, const std::optional<std::string>& otherwise) {
    if (otherwise) rules.zone = *otherwise;
    if (otherwise && !root.has("zone")) return;
    const auto zone = root.text("zone");
    if (zone.empty()) return;
    if (calendar::known_zone(zone)) {
        rules.zone = zone;
    } else {
        root.problem("zone", "expected a time zone that the system knows, like \"Asia/Shanghai\"");
    }
}

// A `to` that is not later is the time of the day after.
std::optional<Span> read_span(Table& table) {
    const auto from = table.time_of_day("from");
    const auto to = table.time_of_day("to");
    table.done();
    if (!from || !to) return std::nullopt;
    if (*from < *to) return Span{*from, *to};
    const Span over_midnight{*from, *to + whole_day};
    if (*from < whole_day && over_midnight.to - over_midnight.from <= longest_shift) return over_midnight;
    table.problem("to", "expected a time after \"from\", or a shift over midnight of at most 16 hours");
    return std::nullopt;
}

Hours read_spans(Table& parent, std::string_view key) {
    Hours hours;
    for (auto& table : parent.tables(key)) {
        const auto span = read_span(table);
        if (!span) continue;
        if (!hours.empty() && span->from < hours.back().to) {
            table.problem("from", "expected a time after the span before");
        } else {
            hours.push_back(*span);
        }
    }
    return hours;
}

void read_each_weekday(Table& root, Rules& rules) {
    auto table = root.table("week");
    if (!table) return;
    rules.week = {};
    bool any = false;
    for (std::size_t i = 0; i < weekdays.size(); ++i) {
        rules.week[i] = read_spans(*table, weekdays[i]);
        any |= !rules.week[i].empty();
    }
    table->done();
    if (!any) root.problem("week", "expected the hours of at least one day like mon = [{ from = \"08:30\", to = \"12:00\" }]");
    if (!any) rules.week = calendar::usual_week();
}

void read_week(Table& root, Rules& rules) {
    if (root.has("week")) {
        read_each_weekday(root, rules);
        if (root.has("hours")) root.problem("hours", "expected either [week] or \"hours\", which are those of Monday to Friday");
        root.tables("hours");
        return;
    }
    const auto hours = read_spans(root, "hours");
    if (hours.empty()) {
        root.problem("hours", "expected at least one span like { from = \"08:30\", to = \"12:00\" }");
        return;
    }
    rules.week = {hours, hours, hours, hours, hours, {}, {}};
}

// A night shift of Sunday meets the hours of Monday, and so on.
void check_week(Table& root, const Rules& rules) {
    Rules week_alone = rules;
    week_alone.special_days.clear();
    constexpr Day monday{std::chrono::year{1970} / 1 / 5};
    for (Day day = monday; day < monday + days{calendar::days_a_week}; day += days{1}) {
        if (!shifts_overlap(week_alone, day)) continue;
        const std::string name = weekdays.at(std::chrono::weekday{day}.iso_encoding() - 1);
        root.problem(root.has("week") ? "week" : "hours", "the shift of the day before runs into the hours of \"" + name + "\"");
    }
}

void read_special_day(Table& table, HoursFile& file) {
    const auto day = table.day("day");
    const auto name = table.wording("name");
    auto hours = read_spans(table, "hours");
    table.done();
    if (!day) return;
    if (*day < earliest || *day > latest) {
        table.problem("day", "expected a day from 1970 to 2079");
    } else if (!file.rules.special_days.try_emplace(*day, calendar::SpecialDay{{name.zh, name.en}, std::move(hours)}).second) {
        table.problem("day", "expected a day of its own; this one is there twice");
    } else {
        file.special_days.emplace(*day, table.place("day"));
    }
}

// Left out: as it was.
void read_hours_of_people(Table& root, std::string_view key, Span& span) {
    if (!root.has(key)) return;
    auto table = root.table(key);
    if (!table) return;
    if (const auto read = read_span(*table)) span = *read;
}

}  // namespace

std::optional<HoursFile> read_hours_file(Draft& draft, const std::string& name, const std::optional<std::string>& zone) {
    const auto toml = TomlFile::open(draft.folder(), name, draft.problems());
    if (!toml) return std::nullopt;
    auto root = toml->root(draft.problems());
    HoursFile file;
    read_zone(root, file.rules, zone);
    read_week(root, file.rules);
    check_week(root, file.rules);
    file.rules.public_holidays = root.flag("public_holidays", true);
    for (auto& table : root.tables("special_day")) read_special_day(table, file);
    read_hours_of_people(root, "waking", file.rules.waking);
    read_hours_of_people(root, "quiet", file.rules.quiet);
    read_hours_of_people(root, "quiet_by_day", file.rules.quiet_by_day);
    file.rules.night_shifts = root.texts("night_shifts");
    root.done();
    return file;
}

void check_special_days(Draft& draft, const HoursFile& file) {
    for (const auto& [day, place] : file.special_days) {
        const bool next_tells = file.special_days.contains(day + days{1});
        if (shifts_overlap(file.rules, day)) {
            add(draft.problems(), place, "'hours': the shift of the day before runs into them");
        } else if (!next_tells && shifts_overlap(file.rules, day + days{1})) {
            add(draft.problems(), place, "'hours': they run into those of the day after");
        }
    }
}

}  // namespace bot::config
