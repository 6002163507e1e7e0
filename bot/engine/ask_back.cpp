// The questions after an answer: whether it is solved, asked again when nobody answers, and some time after closing. Silence
// closes only what may be closed so; of everything else a person makes sure.
#include <algorithm>
#include <fmt/format.h>

#include "engine/apply.hpp"
#include "engine/reminders.hpp"
#include "observe/metrics.hpp"

namespace bot::engine {
namespace {

using dialogue::CaseView;
using std::chrono::days;

constexpr int first_question_after = 2;   // working days
constexpr int second_question_after = 5;  // working days
constexpr days silence_closes_after{7};
constexpr int asked_by_person_every = 5;  // working days, until somebody did
constexpr int look_back_after = 10;       // working days
constexpr int look_back_again = 3;        // working days
constexpr int look_backs_asked = 3;
constexpr std::int64_t one_in = 10;       // of the cases that need no look back, so many are asked all the same

enum Question : int { first_question, second_question, silence };

const calendar::Calendar& calendar_of(const Work& work, const CaseView& about) { return work.tools.settings.calendar_of(about.desk); }

Instant after_working_days(const Work& work, const CaseView& about, Instant from, int count) {
    const auto& calendar = calendar_of(work, about);
    return calendar::next_opening(calendar, calendar::add_working_days(calendar, from, count).at);
}

// The third is never before the second question, whatever holidays lie between.
Instant question_at(const Work& work, const CaseView& about, int number) {
    const auto answered = about.answered.value_or(work.now);
    if (number == first_question) return after_working_days(work, about, answered, first_question_after);
    const auto second = after_working_days(work, about, answered, second_question_after);
    if (number == second_question) return second;
    const auto silent = std::max(answered + silence_closes_after, second + days{1});
    return number == silence ? silent : after_working_days(work, about, work.now, asked_by_person_every);
}

void plan(Work& work, std::string_view kind, const CaseView& about, int number, Instant at) {
    // Answered twice, it is asked twice: the moment of the answer is part of the key.
    const auto key = fmt::format("{}/{}/{}/{}", kind, about.id.value, to_ms(about.answered.value_or(Instant{})), number);
    work.effects.to_remind |= work.tx.remind(key, kind, about.id, number, at);
}

bool silence_may_close(const Work& work, const CaseView& about) {
    const auto* topic = work.tools.settings.catalogue.find(about.subcategory);
    const bool ordinary = about.urgency != dialogue::Urgency::p0 && about.urgency != dialogue::Urgency::p1;
    return topic != nullptr && topic->auto_close && ordinary && !about.restricted && about.reopened == 0;
}

void ask_again(Work& work, const CaseView& about) {
    work.write(about.conversation, "confirm.still_open", about.id);
    work.event(about.id, "asked");
    const auto member = work.tx.person_in(about.conversation);
    // Whoever talks about something else is not interrupted: the number in the letter is enough.
    if (member && member->at.step == dialogue::Step::idle) work.set_step_of(about.conversation, dialogue::Step::confirm, about.id);
}

void nobody_answered(Work& work, const CaseView& about) {
    if (silence_may_close(work, about)) {
        work.move(about, CaseStatus::closed, "status", "no_answer");
        work.write(about.conversation, "confirm.closed_unanswered", about.id);
        return plan_look_back(work, about.id);
    }
    nudge(work, answerable(work, about), "remind.no_answer", about);
    nudge(work, supervisors(work, about), "remind.no_answer", about);
    work.event(about.id, "reminded", std::nullopt, std::nullopt, "no_answer");
}

// High stakes, opened again, or one of the few that are asked at random: by its number, so that a restart changes nothing.
bool wants_look_back(const Work& work, const CaseView& about) {
    const auto* topic = work.tools.settings.catalogue.find(about.subcategory);
    return topic == nullptr || !topic->auto_close || about.reopened > 0 || about.id.value % one_in == 0;
}

bool postponed(Work& work, const CaseView& about, const store::ReminderRow& reminder) {
    const auto awake = calendar::after_quiet_hours(calendar_of(work, about), work.now);
    if (awake <= work.now) return false;
    work.tx.postpone_reminder(reminder.id, awake);
    work.effects.to_remind = true;
    return true;
}

}  // namespace

void plan_questions(Work& work, CaseId id) {
    const auto about = work.view(dialogue::CaseRef{id});
    // Answered again: what was to be asked about the answer before is no longer asked, nor does its silence count.
    work.tx.cancel_reminders(id, question_kind);
    plan(work, question_kind, about, first_question, question_at(work, about, first_question));
}

void ask_question(Work& work, const store::ReminderRow& reminder) {
    const auto about = work.facts.find_case(reminder.about);
    if (!about || about->status != CaseStatus::awaiting_confirmation) return work.tx.reminder_done(reminder.id, "done");
    if (postponed(work, *about, reminder)) return;
    work.tx.reminder_done(reminder.id, "done");
    observe::count("reminders_total", question_kind);
    if (reminder.occurrence < silence) {
        ask_again(work, *about);
    } else {
        nobody_answered(work, *about);
    }
    const auto after = work.view(dialogue::CaseRef{about->id});
    if (after.status != CaseStatus::awaiting_confirmation) return;
    // After a standstill nobody is asked twice at once.
    const auto at = std::max(question_at(work, after, reminder.occurrence + 1), work.now + days{1});
    plan(work, question_kind, after, reminder.occurrence + 1, at);
}

void plan_look_back(Work& work, CaseId id) {
    const auto about = work.view(dialogue::CaseRef{id});
    // What is closed by two people has its own checks.
    if (about.urgency == dialogue::Urgency::p0 || !wants_look_back(work, about)) return;
    work.tx.cancel_reminders(id, look_back_kind);
    plan(work, look_back_kind, about, 1, after_working_days(work, about, work.now, look_back_after));
}

void remind_of_look_back(Work& work, const store::ReminderRow& reminder) {
    const auto about = work.facts.find_case(reminder.about);
    if (!about || about->status != CaseStatus::closed) return work.tx.reminder_done(reminder.id, "done");
    if (postponed(work, *about, reminder)) return;
    work.tx.reminder_done(reminder.id, "done");
    nudge(work, answerable(work, *about), "remind.look_back", *about);
    if (reminder.occurrence > 1) nudge(work, supervisors(work, *about), "remind.look_back", *about);
    work.event(about->id, "reminded", std::nullopt, std::nullopt, "look_back");
    observe::count("reminders_total", look_back_kind);
    if (reminder.occurrence >= look_backs_asked) return;
    plan(work, look_back_kind, *about, reminder.occurrence + 1, after_working_days(work, *about, work.now, look_back_again));
}

namespace acts {

void carry_out(Work& work, const dialogue::FollowUp& act) {
    work.acting_staff();
    const auto about = work.view(dialogue::CaseRef{act.which});
    if (!work.facts.may_see(*work.person->staff, about)) throw Refused("staff.no_such_case");
    work.event(about.id, "looked_back", std::nullopt, std::nullopt, act.words);
    if (!act.good) {
        work.move(about, CaseStatus::reopened, "status", "look_back");
        return reopen_case(work, about);
    }
    const bool waiting = about.status == CaseStatus::awaiting_confirmation;
    work.move(about, waiting ? CaseStatus::closed : CaseStatus::followed_up, "status", "look_back");
    if (waiting) work.tx.set_rating(about.id, true, std::nullopt);
}

}  // namespace acts
}  // namespace bot::engine
