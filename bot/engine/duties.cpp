#include "engine/duties.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/apply.hpp"
#include "engine/late_duties.hpp"
#include "observe/metrics.hpp"
#include "store/week.hpp"

namespace bot::engine {
namespace {

using calendar::Day;
using config::Duty;
using std::chrono::days;
using store::SeatRow;

constexpr std::string_view day_setting = "duties_day";  // up to which day everything was planned
constexpr days forgotten_after{35};  // the union has heard of it by then
constexpr std::int64_t first_number = 1000;             // so that numbers are as long as those of matters
constexpr std::size_t most_lines = 5;
constexpr std::size_t most_buttons = 3;
constexpr std::size_t most_members = 20'000;
constexpr Millis a_day{86'400'000};

// One time that a duty falls due.
struct Occasion {
    std::string period;
    Day first;
    Day last;
    Day reminds_from;  // with so many days added, or taken from the last one
};

std::chrono::year_month_day date_of(Day day) { return std::chrono::year_month_day{day}; }

Occasion month_of(Day today, unsigned months) {
    const auto date = date_of(today);
    const auto month = (static_cast<unsigned>(date.month()) - 1) / months * months + 1;
    const auto begins = date.year() / std::chrono::month{month};
    const auto next = begins + std::chrono::months{static_cast<int>(months)};
    const Day first{begins / 1};
    return {fmt::format("{}/{}", day_code(first), months), first, Day{next / 1} - days{1}, first};
}

// What is on today, or was to be reminded of since the last planning.
std::vector<Occasion> occasions(const Duty& duty, Day after, Day today) {
    switch (duty.every) {
        case Duty::Every::month: return {month_of(today, 1)};
        case Duty::Every::quarter: return {month_of(today, 3)};
        case Duty::Every::new_member: {
            std::vector<Occasion> found;
            // Of yesterday and before: whoever comes today is still among them tomorrow.
            for (auto day = std::min(after, today - days{duty.within_days}); day < today; day += days{1}) {
                found.push_back({day_code(day), day, std::max(day + days{duty.within_days}, today), day + days{1}});
            }
            return found;
        }
        case Duty::Every::day: break;
    }
    std::vector<Occasion> found;
    const auto earliest = duty.remind_days.empty() ? 0 : *std::max_element(duty.remind_days.begin(), duty.remind_days.end());
    for (const auto day : duty.days) {
        if (day >= today && day - days{earliest} <= today) found.push_back({day_code(day), day - days{earliest}, day, day});
    }
    return found;
}

bool reminded_between(const Duty& duty, const Occasion& occasion, Day after, Day today) {
    return std::any_of(duty.remind_days.begin(), duty.remind_days.end(), [&](int offset) {
        const auto day = duty.every == Duty::Every::day ? occasion.reminds_from - days{offset} : occasion.reminds_from + days{offset};
        return day > after && day <= today;
    });
}

class Planning {
public:
    Planning(Work& work, Day after, Day today) : work_(work), after_(after), today_(today) {}

    // True when the holder is to be reminded today.
    bool plan(const SeatRow& seat) {
        bool reminds = false;
        const auto began = calendar::local_day(calendar(), seat.from);
        for (const auto& duty : work_.tools.settings.duties) {
            if (!(seat.kind == store::SeatKind::representative ? duty.representatives : duty.group_leaders)) continue;
            for (const auto& occasion : occasions(duty, after_, today_)) {
                // A period that was running already when the seat began is not made up for.
                if (duty.every != Duty::Every::day && began > occasion.first) continue;
                if (duty.every == Duty::Every::new_member && !somebody_came(seat, occasion.first)) continue;
                store::add_task(work_.tx, seat.id, duty.id, occasion.period, end_of(occasion.last));
                reminds = reminds || reminded_between(duty, occasion, after_, today_);
            }
        }
        return reminds;
    }

private:
    const calendar::Calendar& calendar() const { return work_.tools.settings.calendar; }
    Instant end_of(Day day) const { return calendar::to_utc(calendar(), calendar::LocalTime{day + days{1}}); }

    // Who it was is not said: the list of members is the union's.
    bool somebody_came(const SeatRow& seat, Day day) const {
        const auto from = calendar::to_utc(calendar(), calendar::LocalTime{day});
        const auto members = work_.tx.members_of(seat.constituency, work_.now, most_members);
        return std::any_of(members.begin(), members.end(), [&](const auto& one) { return one.verified >= from && one.verified < end_of(day); });
    }

    Work& work_;
    const Day after_;
    const Day today_;
};

std::optional<Day> planned_until(const Work& work) {
    const auto said = work.tx.setting(day_setting);
    if (!said) return std::nullopt;
    return Day{days{std::stoll(*said)}};
}

}  // namespace

std::int64_t row_of(const dialogue::DutyTask& task) { return without_check_digit(task.number).value_or(first_number) - first_number; }

void plan_duties(Work& work) {
    const auto& calendar = work.tools.settings.calendar;
    if (work.tools.settings.duties.empty() || !calendar::is_open(calendar, work.now)) return;
    const auto today = calendar::local_day(calendar, work.now);
    const auto before = planned_until(work).value_or(today - days{1});
    if (before >= today) return;
    work.tx.set_setting(day_setting, fmt::format("{}", today.time_since_epoch().count()));
    Planning planning(work, before, today);
    for (const auto& seat : work.tx.seats_at(work.now)) {
        if (!planning.plan(seat)) continue;
        const auto key = fmt::format("{}/{}/{}", duty_kind, seat.id.value, day_code(today));
        work.tx.remind(key, duty_kind, CaseId{}, static_cast<int>(seat.id.value), work.now);
    }
    plan_late_duties(work, before, today);
}

std::vector<dialogue::DutyTask> duties_of(const Tools& tools, const store::Snapshot& snapshot, SeatId seat, Instant now) {
    std::vector<dialogue::DutyTask> found;
    const auto& duties = tools.settings.duties;
    for (const auto& task : store::tasks_due_after(snapshot, seat, now - forgotten_after)) {
        const auto at = std::find_if(duties.begin(), duties.end(), [&](const auto& one) { return one.id == task.duty; });
        // A duty that the union has given up is nobody's any more.
        if (at != duties.end()) found.push_back({with_check_digit(first_number + task.id), at->name, task.due});
    }
    return found;
}

dialogue::Draft duty_line(const dialogue::DutyTask& task, Language language, Instant now) {
    const auto left = task.due - now;
    const auto* key = left <= Millis{0} ? "duty.line_late" : left < a_day ? "duty.line_today" : "duty.line";
    return {key,
            {{"task", fmt::format("{}", task.number)}, {"name", task.name.in(language)}, {"days", fmt::format("{}", left / a_day)}},
            {}, std::nullopt, dialogue::To::sender, {}};
}

void send_duties(Work& work, const store::ReminderRow& reminder) {
    const auto seat = work.tx.seat(SeatId{reminder.occurrence});
    const auto holder = seat && lasts(work, *seat) ? holder_of(work.tx, *seat) : std::nullopt;
    const auto tasks = holder ? duties_of(work.tools, work.tx, seat->id, work.now) : std::vector<dialogue::DutyTask>();
    if (tasks.empty()) return work.tx.reminder_done(reminder.id, "cancelled");
    if (puts_off(work, reminder, holder->person)) return;
    work.tx.reminder_done(reminder.id, "done");
    observe::count("reminders_total", duty_kind);
    const auto language = holder->person.language;
    dialogue::Draft letter{"duty.letter", {{"count", fmt::format("{}", tasks.size())}}, {}, std::nullopt, dialogue::To::sender, {}};
    for (std::size_t i = 0; i < std::min(tasks.size(), most_lines); ++i) {
        letter.lines.push_back(duty_line(tasks[i], language, work.now));
        if (!holder->answers || i >= most_buttons) continue;
        const auto say = work.tools.messages.render(language, "duty.did", {{"task", fmt::format("{}", tasks[i].number)}}).text;
        letter.choices.push_back({say, say});
    }
    if (tasks.size() > most_lines) {
        letter.lines.push_back({"digest.more", {{"count", fmt::format("{}", tasks.size() - most_lines)}}, {}, std::nullopt, dialogue::To::sender, {}});
    }
    work.say_to(holder->person.conversation, letter);
}

std::vector<dialogue::DutyTask> StoreFacts::duties(const dialogue::StaffMember& staff) const {
    std::vector<dialogue::DutyTask> all;
    for (const auto& seat : snapshot_.seats_of(staff.id, now_)) {
        for (auto& task : duties_of(tools_, snapshot_, seat.id, now_)) all.push_back(std::move(task));
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.due < b.due; });
    return all;
}

namespace acts {

void carry_out(Work& work, const dialogue::DutyDone& act) {
    if (!work.sender_represents()) throw Refused("staff.not_allowed");
    const auto task = store::task(work.tx, act.task - first_number);
    const auto seats = work.tx.seats_of(work.person->staff->id, work.now);
    const bool mine = task && std::any_of(seats.begin(), seats.end(), [&](const auto& seat) { return seat.id == task->seat; });
    if (!mine) throw Refused("duty.unknown");
    store::task_done(work.tx, task->id, work.now);
    const auto left = work.facts.duties(*work.person->staff).size();
    work.say({"duty.done", {{"count", left > 0 ? fmt::format("{}", left) : std::string()}}, {}, std::nullopt, dialogue::To::sender, {}});
}

}  // namespace acts
}  // namespace bot::engine
