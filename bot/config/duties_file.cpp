// duties.toml: what falls to representatives and group leaders again and again. Optional: without the file there are none.
#include <algorithm>
#include <functional>

#include "config/parts.hpp"
#include "config/table.hpp"

namespace bot::config {

namespace {

using Every = Duty::Every;

constexpr const char* duties_file = "duties.toml";
constexpr Whole offsets{0, 366, "days"};
constexpr Whole terms{1, 90, "days"};
constexpr std::int64_t shortest_month = 28;

void read_seats(Table& table, Duty& duty) {
    const auto who = table.one_of("seats", {"all", "representatives", "group_leaders"});
    if (!who) return;
    duty.representatives = *who != 2;
    duty.group_leaders = *who != 1;
}

void read_period(Table& table, Duty& duty) {
    constexpr Every kinds[] = {Every::month, Every::quarter, Every::day, Every::new_member};
    const auto kind = table.one_of("every", {"month", "quarter", "day", "new_member"});
    if (!kind) return;
    duty.every = kinds[*kind];
    if (duty.every == Every::day) duty.days = table.days("days");
    if (duty.every == Every::new_member) {
        if (!table.has("within_days")) table.problem("within_days", "expected the number of days that it may take");
        duty.within_days = static_cast<int>(table.whole("within_days", terms, 3));
    }
    if (std::adjacent_find(duty.days.begin(), duty.days.end(), std::greater_equal<>()) != duty.days.end()) {
        table.problem("days", "expected days in their order, none twice");
    }
}

// A reminder that lies behind the end of its period would come when the next one has begun.
std::int64_t last_useful_day(const Duty& duty) {
    switch (duty.every) {
        case Every::month: return shortest_month - 1;
        case Every::quarter: return 89;
        case Every::day: return offsets.to;
        case Every::new_member: return duty.within_days;
    }
    return 0;
}

void read_reminders(Table& table, Duty& duty) {
    const auto days = table.wholes("remind_days", offsets);
    if (days.empty()) table.problem("remind_days", "expected at least one day");
    for (std::size_t i = 0; i < days.size(); ++i) {
        if (days[i] > last_useful_day(duty)) table.problem("remind_days", i, "expected a day within the period");
        if (std::find(days.begin(), days.begin() + static_cast<std::ptrdiff_t>(i), days[i]) != days.begin() + static_cast<std::ptrdiff_t>(i)) {
            table.problem("remind_days", i, "expected each day once");
        }
        duty.remind_days.push_back(static_cast<int>(days[i]));
    }
}

Duty read_duty(Table& table) {
    Duty duty;
    duty.id = table.code("id");
    duty.name = table.wording("name");
    read_seats(table, duty);
    read_period(table, duty);
    read_reminders(table, duty);
    table.done();
    return duty;
}

}  // namespace

void read_duties(Draft& draft) {
    std::error_code error;
    if (!std::filesystem::exists(draft.folder() / duties_file, error)) return;
    const auto file = TomlFile::open(draft.folder(), duties_file, draft.problems());
    if (!file) return;
    auto root = file->root(draft.problems());
    auto& duties = draft.settings().duties;
    for (auto& table : root.tables("duty")) {
        auto duty = read_duty(table);
        const bool again = std::any_of(duties.begin(), duties.end(), [&](const auto& one) { return one.id == duty.id; });
        if (again && !duty.id.empty()) table.problem("id", "expected an id of its own; \"" + duty.id + "\" is there twice");
        duties.push_back(std::move(duty));
    }
    root.done();
}

}  // namespace bot::config
