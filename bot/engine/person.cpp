// "A person, please": the desk hears of it at once, and again until somebody has written. The member is told within two
// hours by day, so the second reminder goes to the supervisor before they have passed.
#include <algorithm>
#include <fmt/format.h>

#include "engine/apply.hpp"
#include "engine/reminders.hpp"
#include "observe/metrics.hpp"

namespace bot::engine {
namespace {

using dialogue::CaseView;
using std::chrono::minutes;

constexpr minutes reminded_after[] = {minutes{30}, minutes{90}};
constexpr std::size_t most_lines = 50;  // of the history, looked through for an answer

const calendar::Calendar& calendar_of(const Work& work, const CaseView& about) { return work.tools.settings.calendar_of(about.desk); }

// By night the two hours begin in the morning; who asked shortly before the night is told so too.
void plan(Work& work, const CaseView& about, Instant asked, int number) {
    const auto& calendar = calendar_of(work, about);
    auto at = calendar::after_quiet_hours(calendar, asked) + reminded_after[number - 1];
    if (!is_pressing(about.urgency)) at = calendar::after_quiet_hours(calendar, at);
    // One after the other, also when the first had to wait for the morning.
    if (number > 1) at = std::max(at, work.now + reminded_after[0]);
    const auto key = fmt::format("{}/{}/{}/{}", person_kind, about.id.value, to_ms(asked), number);
    work.effects.to_remind |= work.tx.remind(key, person_kind, about.id, number, at);
}

// Since it was asked for, a colleague wrote, called or accepted; otherwise the moment it was asked.
std::optional<Instant> still_wanted(const Work& work, const CaseView& about) {
    const auto lines = work.facts.history(about.id, most_lines);
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        if (line->kind == "replied" || line->kind == "contacted" || line->kind == "taken") return std::nullopt;
        if (line->kind == "person_wanted") return line->at;
    }
    return std::nullopt;
}

}  // namespace

void remind_of_person(Work& work, const store::ReminderRow& reminder) {
    const auto about = work.facts.find_case(reminder.about);
    const auto asked = about && is_open(about->status) ? still_wanted(work, *about) : std::nullopt;
    if (!asked) return work.tx.reminder_done(reminder.id, "done");
    if (const auto awake = calendar::after_quiet_hours(calendar_of(work, *about), work.now); !is_pressing(about->urgency) && awake > work.now) {
        work.tx.postpone_reminder(reminder.id, awake);
        work.effects.to_remind = true;
        return;
    }
    work.tx.reminder_done(reminder.id, "done");
    nudge(work, answerable(work, *about), "remind.person", *about);
    if (reminder.occurrence > 1) nudge(work, supervisors(work, *about), "remind.person", *about);
    work.event(about->id, "reminded", std::nullopt, std::nullopt, person_kind);
    observe::count("reminders_total", person_kind);
    if (reminder.occurrence < static_cast<int>(std::size(reminded_after))) plan(work, *about, *asked, reminder.occurrence + 1);
}

namespace acts {

// Asked again while the first wish is unanswered, nobody is called a second time: the reminders are on their way.
void carry_out(Work& work, const dialogue::WantPerson& act) {
    const auto about = work.view(act.about);
    if (still_wanted(work, about)) return;
    work.event(about.id, "person_wanted");
    work.notify_desk(about, "staff.person_wanted", true);
    plan(work, about, work.now, 1);
}

}  // namespace acts
}  // namespace bot::engine
