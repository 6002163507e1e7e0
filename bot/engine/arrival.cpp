#include "engine/arrival.hpp"

#include <fmt/format.h>

#include "engine/apply.hpp"
#include "engine/desk_parts.hpp"
#include "engine/reminders.hpp"
#include "observe/metrics.hpp"

namespace bot::engine {
namespace {

constexpr int days_in_a_row = 5;
constexpr std::chrono::days a_day{1};
constexpr std::chrono::days a_week{7};

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Step;
using dialogue::Urgency;

// After an emergency, a bereavement or a talk about feelings nobody is asked how satisfied they were.
bool asks_satisfaction(const CaseView& about) {
    return about.urgency != Urgency::p0 && about.subcategory != "emotion.support" && about.subcategory != "care.occasion";
}

void ask_whether_solved(Work& work, const CaseView& about) {
    work.move(about, CaseStatus::awaiting_confirmation, "asked");
    if (!asks_satisfaction(about)) {
        work.write(about.conversation, "confirm.gently", about.id);
        return;
    }
    plan_questions(work, about.id);
    // "Done" is only said of what was done.
    work.write(about.conversation, about.outcome == "met" ? "confirm.ask" : "confirm.ask_otherwise", about.id);
    const auto member = work.tx.person_in(about.conversation);
    if (member && !dialogue::in_crisis(member->at.step) && member->at.step != Step::human) {
        work.set_step_of(about.conversation, Step::confirm, about.id);
    }
}

// Silence counts from when the answer was there, however long it was on its way.
CaseView counted_from_now(Work& work, const CaseView& about) {
    work.tx.set_outcome(about.id, about.outcome, work.now);
    return work.view(CaseRef{about.id});
}

// A letter that only arrives at night is asked about in the morning.
bool asleep(Work& work, const CaseView& about, const store::ReminderRow& reminder) {
    const bool urgent = about.urgency == Urgency::p0 || about.urgency == Urgency::p1;
    const auto awake = calendar::after_quiet_hours(desk_calendar(work, about), work.now);
    if (urgent || awake <= work.now) return false;
    work.tx.postpone_reminder(reminder.id, awake);
    work.effects.to_remind = true;
    return true;
}

void plan(Work& work, const CaseView& about, int time) {
    const auto& calendar = desk_calendar(work, about);
    // After a whole working day, then every morning; who did not call in a week is not reached by asking every day.
    const auto later = calendar::local_day(calendar, work.now) + (time > days_in_a_row + 1 ? a_week : a_day);
    const auto one_day_later = calendar::add_working_days(calendar, work.now, 1).at;
    const auto at = calendar::next_opening(calendar, time == 1 ? one_day_later : calendar::to_utc(calendar, calendar::LocalTime{later}));
    const auto key = fmt::format("{}/{}/{}/{}", undelivered_kind, about.id.value, to_ms(about.answered.value_or(work.now)), time);
    work.effects.to_remind |= work.tx.remind(key, undelivered_kind, about.id, time, at);
}

}  // namespace

void answer_sent(Work& work, CaseId id) {
    const auto about = work.view(CaseRef{id});
    // What is fetched by the member's own page is there as soon as it is written.
    const bool there = !work.written || work.written->state == store::LetterState::kept;
    if (there) return ask_whether_solved(work, about);
    work.tx.set_answer_letter(id, work.written->letter);
    plan(work, about, 1);
}

void answer_arrived(Work& work, const store::ReminderRow& reminder) {
    const auto about = work.facts.find_case(reminder.about);
    const bool waits = about && about->status == CaseStatus::replied;
    if (waits && asleep(work, *about, reminder)) return;
    work.tx.reminder_done(reminder.id, "done");
    if (waits) ask_whether_solved(work, counted_from_now(work, *about));
}

void remind_of_undelivered(Work& work, const store::ReminderRow& reminder) {
    work.tx.reminder_done(reminder.id, "done");
    const auto about = work.facts.find_case(reminder.about);
    if (!about || about->status != CaseStatus::replied) return;
    observe::count("reminders_total", undelivered_kind);
    work.event(about->id, "reminded", std::nullopt, std::nullopt, undelivered_kind);
    nudge(work, answerable(work, *about), "remind.undelivered", *about);
    if (reminder.occurrence > 1) nudge(work, supervisors(work, *about), "remind.undelivered", *about);
    plan(work, *about, reminder.occurrence + 1);
}

void told_otherwise(Work& work, CaseId id) {
    work.move(counted_from_now(work, work.view(CaseRef{id})), CaseStatus::awaiting_confirmation, "told");
    plan_questions(work, id);
}

}  // namespace bot::engine
