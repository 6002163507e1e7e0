// What staff do to a case. Every act is checked here: who they are, what the state allows, whose case it is.
#include <algorithm>
#include <fmt/format.h>

#include "core/lifecycle.hpp"
#include "engine/alike.hpp"
#include "engine/apply.hpp"
#include "engine/clocks.hpp"
#include "engine/deferral.hpp"
#include "engine/arrival.hpp"
#include "engine/checks.hpp"
#include "engine/joint.hpp"
#include "engine/reminders.hpp"

namespace bot::engine::acts {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Step;
using dialogue::Urgency;

constexpr std::size_t most_resent = 500;

CaseView seen_case(const Work& work, CaseId id) {
    if (!work.person || !work.person->staff) throw Refused("staff.not_allowed");
    auto about = work.view(CaseRef{id});
    if (!work.facts.may_see(*work.person->staff, about)) throw Refused("staff.no_such_case");
    return about;
}

// Of a representative on call, emergencies only.
CaseView handled_case(const Work& work, CaseId id) {
    auto about = seen_case(work, id);
    work.acting_staff();
    if (work.sender_represents() && about.urgency != Urgency::p0) throw Refused("seat.only_looks");
    return about;
}

// The case must be registered and open, and nobody else's.
CaseView workable(const Work& work, CaseId id) {
    auto about = handled_case(work, id);
    if (about.status == CaseStatus::held) throw Refused("staff.still_held", id);
    if (!is_open(about.status)) throw Refused("staff.not_open", id);
    if (about.handler && about.handler != work.person->staff->id) throw Refused("staff.not_yours", id);
    return about;
}

void accept(Work& work, const CaseView& about) {
    work.tx.set_handler(about.id, work.person->staff->id);
    const bool waits = lifecycle::may_move(about.status, CaseStatus::accepted, about.urgency == Urgency::p0);
    if (waits) {
        work.move(about, CaseStatus::accepted, "taken");
    } else {
        work.event(about.id, "taken");
    }
    work.tx.set_notified(work.person->staff->id, std::nullopt);
}

// Whoever writes to the member has accepted the case, if it waited for somebody.
void accept_if_waiting(Work& work, const CaseView& about) {
    const bool waits = lifecycle::may_move(about.status, CaseStatus::accepted, about.urgency == Urgency::p0);
    if (!about.handler || waits) accept(work, about);
}

// A person was in touch with the member: counted once, and only now is the case being handled.
void contact(Work& work, CaseId id) {
    work.tx.set_contacted(id, work.now);
    const auto about = work.view(CaseRef{id});
    if (about.status == CaseStatus::accepted) work.move(about, CaseStatus::handling, "contacted");
}

// Somebody is with the member now: the pages stop, what is promised goes on.
void stop_pages(Work& work, CaseId id) {
    work.tx.cancel_reminders(id);
    plan_ladder(work, id);
    plan_checks(work, id);
}

bool restricted_desk(const Work& work, std::string_view key) {
    const auto& desks = work.tools.settings.desks;
    return std::any_of(desks.begin(), desks.end(), [&](const auto& one) { return one.key == key && one.restricted; });
}

bool in_person(const CaseView& about) { return about.urgency == Urgency::p0 || about.subcategory == "fb.human"; }

// What the member says next is most likely said to the colleague who wrote, and not to a question that was open before.
void expect_answer(Work& work, const CaseView& about) {
    const auto member = work.tx.person_in(about.conversation);
    if (!member || (member->at.step != Step::idle && member->at.step != Step::form)) return;
    work.set_step_of(about.conversation, Step::idle, about.id, dialogue::answer_to_colleague);
}

void write_answer(Work& work, const CaseView& about, const dialogue::FinishCase& act) {
    const auto& name = work.person->staff->name;
    if (act.why) {
        work.write(about.conversation, "reply.not_met", about.id,
                   {{"reason", act.why->reason}, {"rule", act.why->rule}, {"other_way", act.why->other_way}, {"name", name}});
    } else {
        work.write(about.conversation, "reply.from_staff", about.id, {{"text", act.words}, {"name", name}});
    }
}

}  // namespace

void carry_out(Work& work, const dialogue::Take& act) {
    const auto about = workable(work, act.which);
    const bool already_mine = about.handler == work.person->staff->id;
    accept(work, about);
    if (about.urgency == Urgency::p0) stop_pages(work, about.id);
    if (in_person(about)) {
        // Only now may the bot say that somebody is there.
        work.set_step_of(about.conversation, Step::human, about.id);
        work.write(about.conversation, about.urgency == Urgency::p0 ? "crisis.person_here" : "human.person_here", about.id);
    } else if (!already_mine) {
        work.write(about.conversation, "case.taken", about.id);
    }
}

void carry_out(Work& work, const dialogue::ReplyToMember& act) {
    const auto about = workable(work, act.which);
    accept_if_waiting(work, about);
    if (about.urgency == Urgency::p0 && !about.handler) {
        stop_pages(work, about.id);
        work.set_step_of(about.conversation, Step::human, about.id);
    }
    work.event(about.id, "replied", std::nullopt, std::nullopt, act.words);
    contact(work, about.id);
    const auto* key = in_person(about) ? "reply.in_person" : "reply.from_staff";
    work.write(about.conversation, key, about.id, {{"text", act.words}, {"name", work.person->staff->name}});
    expect_answer(work, about);
}

void carry_out(Work& work, const dialogue::TransferCase& act) {
    const auto about = workable(work, act.which);
    if (about.urgency == Urgency::p0) throw Refused("staff.crisis_stays", about.id);
    if (act.desk == about.desk && !act.to) throw Refused("staff.same_desk", about.id);
    if (about.restricted && !restricted_desk(work, act.desk)) throw Refused("staff.restricted_stays", about.id);
    // First-contact responsibility: whoever sends it on stays answerable until somebody accepts.
    if (!about.first_contact) work.tx.set_handler(about.id, work.person->staff->id);
    work.tx.set_transfer(about.id, act.desk, about.desk);
    work.move(about, CaseStatus::assigned, "transferred", act.reason);
    alike::moved(work, about.id);
    const auto after = work.view(CaseRef{about.id});
    const auto colleague = act.to ? work.tx.staff_member(act.to) : std::nullopt;
    if (colleague && colleague->conversation) {
        work.write(colleague->conversation, "staff.transferred_here", about.id);
        return;  // the member's desk is the same
    }
    work.notify_desk(after, "staff.transferred_here", true);
    work.write(about.conversation, "case.transferred", about.id);
}

void carry_out(Work& work, const dialogue::RefuseTransfer& act) {
    const auto about = workable(work, act.which);
    const auto back_to = work.tx.transferred_from(about.id);
    if (!back_to) throw Refused("staff.nothing_to_refuse", about.id);
    work.tx.set_transfer(about.id, *back_to, std::nullopt);
    work.tx.count_return(about.id);
    work.move(about, CaseStatus::triaged, "returned", act.reason);
    alike::moved(work, about.id);
    const templates::Values why{{"reason", act.reason}, {"by", work.person->staff->name}};
    const auto first = work.tx.staff_member(about.first_contact);
    if (first && first->conversation) {
        work.write(first->conversation, "staff.came_back", about.id, why);
    } else {
        work.notify_desk(work.view(CaseRef{about.id}), "staff.new_case", true);
    }
    // The second refusal is for the supervisor to decide, not for the desks to go on with.
    if (about.returned + 1 < 2) return;
    for (const auto& one : work.tx.staff_of_role(dialogue::Role::supervisor)) {
        work.write(one.conversation, "staff.decide", about.id, why);
    }
}

void carry_out(Work& work, const dialogue::FinishCase& act) {
    const auto about = workable(work, act.which);
    if (act.outcome == "not_met" && !act.why) throw Refused("staff.finish_how", about.id);
    if (tasks_open(work, about.id)) throw Refused("desk.tasks_open", about.id);
    // A legal date must not be lost with the case that knew of it.
    if (any_clock_runs(work.tx, about.id)) throw Refused("clock.still_runs", about.id);
    accept_if_waiting(work, about);
    if (about.status == CaseStatus::on_hold) resume(work, about);
    work.event(about.id, "replied", std::nullopt, std::nullopt, act.words);
    contact(work, about.id);
    if (const auto now = work.view(CaseRef{about.id}); now.status != CaseStatus::handling) work.move(now, CaseStatus::handling, "more");
    work.tx.set_outcome(about.id, act.outcome, work.now);
    work.move(work.view(CaseRef{about.id}), CaseStatus::replied, "finished", act.outcome);
    work.written.reset();
    write_answer(work, about, act);
    answer_sent(work, about.id);
}

void carry_out(Work& work, const dialogue::TellProgress& act) {
    const auto about = workable(work, act.which);
    if (about.urgency == Urgency::p0 || !is_unanswered(about.status)) throw Refused("staff.not_now", about.id);
    accept_if_waiting(work, about);
    work.event(about.id, "interim", std::nullopt, std::nullopt, act.words);
    contact(work, about.id);
    work.write(about.conversation, "case.interim", about.id, {{"text", act.words}, {"name", work.person->staff->name}});
}

void carry_out(Work& work, const dialogue::Contacted& act) {
    const auto about = workable(work, act.which);
    accept_if_waiting(work, about);
    if (!act.words.empty()) work.tx.note(about.id, work.acting_staff(), act.words, work.now);
    contact(work, about.id);
    if (about.status == CaseStatus::replied) told_otherwise(work, about.id);
}

// Notes go into a table that nothing which makes letters reads.
void carry_out(Work& work, const dialogue::AddNote& act) {
    const auto about = handled_case(work, act.which);
    work.tx.note(about.id, work.acting_staff(), act.words.for_staff_only(), work.now);
}

void carry_out(Work& work, const dialogue::ReleaseMember& act) {
    const auto about = workable(work, act.which);
    if (about.urgency == Urgency::p0) throw Refused("staff.crisis_stays", about.id);
    const auto member = work.tx.person_in(about.conversation);
    if (!member || member->at.step != Step::human) throw Refused("staff.nothing_to_release", about.id);
    work.set_step_of(about.conversation, Step::idle, about.id);
    work.event(about.id, "released");
    work.write(about.conversation, "human.released", about.id);
}

void carry_out(Work& work, const dialogue::LookedAt& act) {
    const auto about = seen_case(work, act.which);
    const auto staff = work.person->staff->id;
    work.tx.audit(work.now, fmt::format("s{}", staff.value), "look", about.id, fmt::format("{}", staff.value));
    work.tx.set_notified(staff, std::nullopt);
}

void carry_out(Work& work, const dialogue::ResendDead&) {
    const auto& staff = (work.acting_staff(), *work.person->staff);
    if (work.sender_represents() || (staff.desk != "duty" && staff.role != dialogue::Role::supervisor)) throw Refused("staff.not_allowed");
    const auto dead = work.tx.dead_letters(most_resent);
    for (const auto& letter : dead) work.tx.retry_letter(letter.id, work.now);
    work.effects.to_push |= !dead.empty();
    work.say({"staff.resent", {{"count", fmt::format("{}", dead.size())}}, {}, std::nullopt, dialogue::To::sender, {}});
}

void carry_out(Work& work, const dialogue::RelayToHandler& act) {
    const auto about = work.view(act.about);
    const auto handler = work.tx.staff_member(about.handler);
    if (!handler || !handler->conversation) {
        work.notify_desk(about, "staff.more_words", true);
        return;
    }
    work.write(handler->conversation, "staff.relay", about.id, {{"text", work.relayed_text}}, true);
}

}  // namespace bot::engine::acts
