#include "engine/ladder.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace bot::engine::ladder {
namespace {

using calendar::Calendar;
using dialogue::CaseView;
using dialogue::Limits;
using dialogue::Urgency;
using std::chrono::hours;
using std::chrono::minutes;

constexpr hours accept_within{4};              // of working time
constexpr minutes accept_urgent_within{30};
constexpr int half_percent = 50;
constexpr int most_percent = 80;
constexpr int chair_morning = 3;               // two whole working days after
constexpr hours chair_after_urgent{4};
constexpr minutes chair_after_emergency{15};
constexpr hours morning{9};

constexpr std::array<std::string_view, 10> codes{"accept", "accept_late", "contact", "half", "most", "due", "chair", "urge", "supervise", "daily"};

bool in_order(const Step& a, const Step& b) { return std::tie(a.at, a.rung, a.count) < std::tie(b.at, b.rung, b.count); }

// Nine o'clock of the nth working day after a moment; 1 is the first.
Instant morning_after(const Calendar& calendar, Instant from, int n) {
    auto day = calendar::local_day(calendar, from);
    for (int left = n; left > 0;) {
        day += std::chrono::days{1};
        if (calendar::is_workday(calendar, day)) --left;
    }
    return calendar::to_utc(calendar, calendar::LocalTime{day} + morning);
}

Instant part_of(const Calendar& calendar, const Limits& limits, const CaseView& about, int percent) {
    return limits.wall_clock ? calendar::share_of_wall_clock(*about.started, *about.due, percent)
                             : calendar::share_of(calendar, *about.started, *about.due, percent);
}

// Early reminders of many cases come together, on the half hour, as one letter; never behind the due moment.
constexpr minutes together{30};

Instant on_the_half_hour(Instant at, Instant due) {
    const auto floor = std::chrono::floor<minutes>(at);
    const auto into = floor.time_since_epoch() % together;
    const auto mark = into == minutes{0} && floor == at ? at : Instant{floor - into + together};
    return std::min(mark, due);
}

void add_acceptance(const Calendar& calendar, const Limits& limits, const CaseView& about, std::vector<Step>& steps) {
    if (about.urgency == Urgency::p0) return;  // pages call for that
    const auto after = [&](int times) {
        return limits.wall_clock ? *about.started + times * accept_urgent_within
                                 : calendar::add_working_time(calendar, *about.started, times * accept_within).at;
    };
    steps.push_back({Rung::accept, 0, after(1)});
    steps.push_back({Rung::accept_late, 0, after(2)});
    if (const auto contact = contact_due(calendar, limits, *about.started)) steps.push_back({Rung::contact, 0, *contact});
}

Step morning_step(const Calendar& calendar, const Limits& limits, const CaseView& about, int n) {
    const auto rung = n == 1                                     ? Rung::urge
                      : n == 2                                     ? Rung::supervise
                      : n == chair_morning && !limits.wall_clock ? Rung::chair
                                                                 : Rung::daily;
    return {rung, rung == Rung::daily ? n : 0, morning_after(calendar, *about.due, n)};
}

int morning_of(const Limits& limits, const Step& step) {
    if (step.rung == Rung::urge) return 1;
    if (step.rung == Rung::supervise) return 2;
    if (step.rung == Rung::chair && !limits.wall_clock) return chair_morning;
    return step.rung == Rung::daily ? step.count : 0;
}

}  // namespace

std::string_view to_code(Rung rung) { return codes.at(static_cast<std::size_t>(rung)); }

std::optional<Instant> contact_due(const Calendar& calendar, const Limits& limits, Instant started) {
    if (limits.first_contact_minutes > 0) return calendar::add_waking_time(calendar, started, minutes{limits.first_contact_minutes});
    if (limits.first_contact_working_days > 0) return calendar::add_working_days(calendar, started, limits.first_contact_working_days).at;
    return std::nullopt;
}

std::vector<Step> steps(const Calendar& calendar, const Limits& limits, const CaseView& about) {
    std::vector<Step> list;
    if (!about.due || !about.started) return list;
    add_acceptance(calendar, limits, about, list);
    for (const auto& [rung, percent] : {std::pair{Rung::half, half_percent}, std::pair{Rung::most, most_percent}}) {
        const auto at = part_of(calendar, limits, about, percent);
        list.push_back({rung, 0, limits.wall_clock ? at : on_the_half_hour(at, *about.due)});
    }
    list.push_back({Rung::due, 0, *about.due});
    if (limits.wall_clock) {
        const auto after = about.urgency == Urgency::p0 ? std::chrono::minutes(chair_after_emergency) : std::chrono::minutes(chair_after_urgent);
        list.push_back({Rung::chair, 0, *about.due + after});
    }
    std::sort(list.begin(), list.end(), in_order);
    return list;
}

std::optional<Step> next(const Calendar& calendar, const Limits& limits, const CaseView& about, const std::optional<Step>& after) {
    const auto list = steps(calendar, limits, about);
    if (list.empty()) return std::nullopt;
    if (!after) return list.front();
    std::optional<Step> found;
    for (const auto& one : list) {
        if (!in_order(*after, one)) continue;
        found = one;
        break;
    }
    // Mornings go on until somebody answers; the first of them that comes after the step.
    int n = morning_of(limits, *after) + 1;
    auto coming = morning_step(calendar, limits, about, n);
    while (!in_order(*after, coming)) coming = morning_step(calendar, limits, about, ++n);
    return found && in_order(*found, coming) ? *found : coming;
}

std::optional<Step> find(const Calendar& calendar, const Limits& limits, const CaseView& about, Rung rung, int count) {
    for (const auto& one : steps(calendar, limits, about)) {
        if (one.rung == rung) return one;
    }
    const int n = morning_of(limits, {rung, count, {}});
    if (n < 1 || !about.due) return std::nullopt;
    return morning_step(calendar, limits, about, n);
}

Step last_due(const Calendar& calendar, const Limits& limits, const CaseView& about, const Step& first, Instant now) {
    auto last = first;
    for (auto coming = next(calendar, limits, about, last); coming && coming->at <= now; coming = next(calendar, limits, about, last)) {
        last = *coming;
    }
    return last;
}

}  // namespace bot::engine::ladder
