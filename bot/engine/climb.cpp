// Plans the next step of a case's ladder, and carries it out when its hour has come. Every step is written into the case's
// history in the same unit as its letters: it happens once, whatever is killed or restarted.
#include <algorithm>
#include <fmt/format.h>

#include "engine/apply.hpp"
#include "engine/count.hpp"
#include "engine/joint.hpp"
#include "engine/ladder.hpp"
#include "engine/reminders.hpp"
#include "observe/log.hpp"
#include "observe/metrics.hpp"

namespace bot::engine {
namespace {

using dialogue::CaseView;
using ladder::Rung;
using ladder::Step;

constexpr int a_rung = 100'000;  // occurrence = rung * a_rung + count

const dialogue::Limits& limits_of(const Work& work, const CaseView& about) {
    static const dialogue::Limits five_days{false, 0, 1, 0, 5};
    const auto& catalogue = work.tools.settings.catalogue;
    const auto* topic = catalogue.find(about.subcategory);
    if (topic == nullptr) return five_days;
    const auto at = catalogue.limits.find(topic->limits);
    // A reopened case has five working days, whatever it had before.
    return at == catalogue.limits.end() || (about.reopened > 0 && !at->second.wall_clock) ? five_days : at->second;
}

const calendar::Calendar& calendar_of(const Work& work, const CaseView& about) { return work.tools.settings.calendar_of(about.desk); }

void plan(Work& work, const CaseView& about, const std::optional<Step>& after) {
    const auto step = ladder::next(calendar_of(work, about), limits_of(work, about), about, after);
    if (!step) return;
    const auto occurrence = static_cast<int>(step->rung) * a_rung + step->count;
    const auto key = fmt::format("ladder/{}/{}/{}", about.id.value, about.round, occurrence);
    work.effects.to_remind |= work.tx.remind(key, ladder_kind, about.id, occurrence, step->at);
}

// Whether the step still has something to say.
bool needed(const Step& step, const CaseView& about) {
    // An emergency is answered by somebody being there; what follows are the checks, and two people end it.
    if (about.urgency == dialogue::Urgency::p0 && about.contacted) return false;
    if (step.rung == Rung::accept || step.rung == Rung::accept_late) {
        // A topic that nobody has confirmed is confirmed by a person, whoever has the case by then.
        return !about.sure || (about.status != CaseStatus::accepted && about.status != CaseStatus::handling);
    }
    return step.rung != Rung::contact || !about.contacted;
}

std::vector<store::StaffRow> receivers(const Work& work, Rung rung, const CaseView& about) {
    auto people = answerable(work, about);
    const auto add = [&](std::vector<store::StaffRow> more) {
        for (auto& one : more) people.push_back(std::move(one));
    };
    switch (rung) {
        case Rung::accept:
        case Rung::half:
        case Rung::most: break;
        case Rung::accept_late:
        case Rung::contact:
        case Rung::due:
        case Rung::urge:
        case Rung::supervise: add(supervisors(work, about)); break;
        case Rung::chair:
            add(supervisors(work, about));
            add(work.tx.staff_of_role(dialogue::Role::chair));
            break;
        case Rung::daily: people = supervisors(work, about); break;
    }
    return people;
}

int escalation_of(Rung rung) {
    switch (rung) {
        case Rung::due: return 1;
        case Rung::urge: return 2;
        case Rung::supervise: return 3;
        case Rung::chair: return 4;
        default: return 0;
    }
}

void carry_out(Work& work, const Step& step, const CaseView& about) {
    auto people = receivers(work, step.rung, about);
    if (people.empty()) people = work.people_of("duty");
    if (people.empty()) observe::log(observe::Level::error, "nobody_to_remind", {observe::Field("case", about.id)});
    const auto level = escalation_of(step.rung);
    if (level > 0) work.tx.set_escalation(about.id, level);
    const bool unclear = !about.sure && (step.rung == Rung::accept || step.rung == Rung::accept_late);
    const auto* confirm = step.rung == Rung::accept ? "remind.confirm" : "remind.confirm_late";
    nudge(work, people, unclear ? confirm : fmt::format("remind.{}", to_code(step.rung)), about);
    work.event(about.id, "reminded", std::nullopt, std::nullopt, to_code(step.rung));
    observe::count("reminders_total", to_code(step.rung));
    // A promise that was not kept is owned up to, once.
    if (step.rung == Rung::urge && !about.restricted && about.urgency != dialogue::Urgency::p0) {
        work.write(about.conversation, "case.overdue", about.id);
    }
}

std::optional<Step> step_at(const Work& work, const CaseView& about, int occurrence) {
    return ladder::find(calendar_of(work, about), limits_of(work, about), about, static_cast<Rung>(occurrence / a_rung), occurrence % a_rung);
}

// The step that says most now; earlier ones that were due meanwhile have lapsed, and the history shows it.
std::optional<Step> latest_needed(Work& work, const CaseView& about, const Step& first) {
    std::optional<Step> latest;
    std::optional<Step> step = first;
    for (; step && step->at <= work.now; step = ladder::next(calendar_of(work, about), limits_of(work, about), about, step)) {
        if (!needed(*step, about)) continue;
        if (latest) work.event(about.id, "lapsed", std::nullopt, std::nullopt, to_code(latest->rung));
        latest = step;
    }
    return latest;
}

}  // namespace

void plan_ladder(Work& work, CaseId id) {
    if (work.view(dialogue::CaseRef{id}).round > 0) work.tx.cancel_reminders(id, ladder_kind);
    work.tx.begin_round(id);
    const auto about = work.view(dialogue::CaseRef{id});
    const auto& calendar = calendar_of(work, about);
    const auto& limits = limits_of(work, about);
    if (about.due && about.started) count_limit(work, about, ladder::contact_due(calendar, limits, *about.started).value_or(*about.due));
    if (!is_unanswered(about.status) || about.status == CaseStatus::on_hold) return;
    plan_interim(work, about, limits);
    const auto first = ladder::next(calendar, limits, about, std::nullopt);
    // A date that changes does not call for steps again that have passed.
    const bool begun = first && first->at <= work.now;
    plan(work, about, begun ? std::optional(ladder::last_due(calendar, limits, about, *first, work.now)) : std::nullopt);
}

void climb(Work& work, const store::ReminderRow& reminder) {
    const auto about = work.facts.find_case(reminder.about);
    const auto first = about && is_unanswered(about->status) && about->status != CaseStatus::on_hold ? step_at(work, *about, reminder.occurrence)
                                                                                                     : std::nullopt;
    if (!first) return work.tx.reminder_done(reminder.id, "done");
    const auto awake = calendar::after_quiet_hours(calendar_of(work, *about), work.now);
    if (!is_pressing(about->urgency) && awake > work.now) {
        work.tx.postpone_reminder(reminder.id, awake);
        work.effects.to_remind = true;
        return;
    }
    work.tx.reminder_done(reminder.id, "done");
    const auto step = latest_needed(work, *about, *first);
    if (step) carry_out(work, *step, *about);
    // Behind the last step that is due, whether it was needed or not.
    plan(work, *about, ladder::last_due(calendar_of(work, *about), limits_of(work, *about), *about, *first, work.now));
}

}  // namespace bot::engine
