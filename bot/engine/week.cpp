#include "engine/week.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/duties.hpp"
#include "engine/hand_over.hpp"
#include "observe/metrics.hpp"
#include "store/week.hpp"

namespace bot::engine {
namespace {

constexpr std::string_view watch_key = "seat_watch";
constexpr std::chrono::hours watch_every{1};
constexpr std::chrono::hours danger_passes{1};
constexpr std::chrono::days useful{2};
constexpr Millis a_day{86'400'000};

Instant midnight(const calendar::Calendar& calendar, calendar::Day day) {
    return calendar::to_utc(calendar, calendar::LocalTime{day});
}

// The next moment at which something is to be done, within the hour.
Instant next_watch(const Work& work) {
    auto next = work.now + watch_every;
    const auto meet = [&](Instant at) {
        if (at > work.now) next = std::min(next, at);
    };
    const auto& calendar = work.tools.settings.calendar;
    for (const auto at : {work.now, work.now + watch_every}) {
        if (const auto week = week_of(calendar, at)) meet(week->opens);
        meet(calendar::next_opening(calendar, at));
    }
    return next;
}

}  // namespace

std::optional<Week> week_of(const calendar::Calendar& calendar, Instant at) {
    const auto today = calendar::local_day(calendar, at);
    const auto into_week = std::chrono::days{std::chrono::weekday{today}.iso_encoding() - 1};
    Week week;
    week.monday = today - into_week;
    week.opens = calendar::next_opening(calendar, midnight(calendar, week.monday));
    const auto first = calendar::local_day(calendar, week.opens);
    if (first >= week.monday + std::chrono::days{7}) return std::nullopt;
    week.stale = midnight(calendar, first + useful);
    return week;
}

std::string day_code(calendar::Day day) {
    const std::chrono::year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

void keep_watch(Work& work) {
    if (store::any_seat(work.tx)) store::set_reminder(work.tx, watch_key, watch_kind, CaseId{}, 0, work.now);
}

void watch_seats(Work& work, const store::ReminderRow& reminder) {
    const auto next_term = follow_terms(work);
    plan_digests(work, reminder.due);
    plan_notices(work);
    plan_duties(work);
    work.tx.postpone_reminder(reminder.id, std::min(next_term, next_watch(work)));
    work.effects.to_remind = true;
}

bool lasts(const Work& work, const store::SeatRow& seat) {
    const auto now = work.tx.seats_at(work.now);
    return std::any_of(now.begin(), now.end(), [&](const auto& one) { return one.id == seat.id; });
}

std::optional<Holder> holder_of(const store::Snapshot& snapshot, const store::SeatRow& seat) {
    const auto conversation = snapshot.conversation_of(seat.id);
    if (!conversation) return std::nullopt;
    auto person = snapshot.person_in(conversation);
    if (!person) return std::nullopt;
    const bool answers = person->staff && dialogue::represents(person->staff->role);
    return Holder{std::move(*person), answers};
}

bool puts_off(Work& work, const store::ReminderRow& reminder, const store::Person& to) {
    auto until = calendar::after_quiet_hours(work.tools.settings.calendar, work.now);
    if (dialogue::in_crisis(to.at.step)) until = std::max(until, work.now + danger_passes);
    if (until <= work.now) return false;
    work.tx.postpone_reminder(reminder.id, until);
    work.effects.to_remind = true;
    return true;
}

dialogue::Draft line_with_days(const std::string& key, const dialogue::CaseView& about, Instant now) {
    const auto left = about.due.value_or(now) - now;
    const bool late = left < Millis{0};
    const auto days = late ? (-left + a_day - Millis{1}) / a_day : left / a_day;
    const auto* ending = late ? "_late" : days == 0 ? "_today" : "";
    return {key + ending, {{"days", fmt::format("{}", days)}}, {}, dialogue::CaseRef{about.id}, dialogue::To::sender, {}};
}

}  // namespace bot::engine
