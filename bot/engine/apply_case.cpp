// Effects on matters: opening, words, answers, registering, topic, status, rating.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/alike.hpp"
#include "engine/apply.hpp"
#include "engine/checks.hpp"
#include "engine/clocks.hpp"
#include "engine/deferral.hpp"
#include "engine/promise.hpp"
#include "engine/reminders.hpp"
#include "observe/metrics.hpp"

namespace bot::engine {

void apply(Work& work, const dialogue::Effect& effect) {
    std::visit([&](const auto& one) { acts::carry_out(work, one); }, effect);
}

void reopen_case(Work& work, const dialogue::CaseView& about) {
    const auto due = promise_of_reopening(work.tools.settings, about.desk).due(work.now);
    work.tx.reopen(about.id, work.now, due.at, due.verified);
    alike::remember(work, about.id);
    const auto again = work.view(dialogue::CaseRef{about.id});
    auto people = supervisors(work, again);
    if (again.reopened > 2) {
        for (auto& one : work.tx.staff_of_role(dialogue::Role::chair)) people.push_back(std::move(one));
    }
    const auto* key = again.reopened == 1 ? "remind.reopened" : again.reopened == 2 ? "remind.reopened_supervise" : "remind.reopened_chair";
    nudge(work, people, key, again);
    if (again.reopened > 1) work.tx.set_escalation(again.id, again.reopened == 2 ? 3 : 4);
    plan_ladder(work, again.id);
    plan_clocks(work, again.id);
}

namespace acts {
namespace {

using dialogue::CaseView;
using dialogue::Subcategory;

const Subcategory& topic_named(const Work& work, std::string_view id) {
    const auto* topic = work.tools.settings.catalogue.find(id);
    if (topic == nullptr) throw std::runtime_error(fmt::format("no sub-category {}", id));
    return *topic;
}

// Opening rows of a desk: everybody there hears of it, an emergency apart (that is paged).
void announce(Work& work, CaseId id) {
    const auto about = work.view(dialogue::CaseRef{id});
    if (about.urgency == dialogue::Urgency::p0) work.emergencies.push_back(id);
    // An emergency is paged, and a wish for a person has a notice of its own.
    if (about.urgency != dialogue::Urgency::p0 && about.subcategory != "fb.human") work.notify_desk(about, "staff.new_case", false);
}

constexpr std::size_t query_code_length = 8;

// Known to be of its topic: with the right desk.
void triage(Work& work, CaseId id) {
    const auto about = work.view(dialogue::CaseRef{id});
    if (about.status == CaseStatus::registered && about.sure) work.move(about, CaseStatus::triaged, "triaged");
}

// The limit of the new topic from the first day on, and the working days by which a hold or an extension moved the old one.
calendar::Due with_days_added(const Work& work, const CaseView& about, const Subcategory& topic) {
    const auto fresh = work.due_for(topic, about.opened);
    const bool by_the_clock = topic.urgency == dialogue::Urgency::p0 || topic.urgency == dialogue::Urgency::p1;
    if (!about.due || by_the_clock) return fresh;
    const auto was = work.due_for(topic_named(work, about.subcategory), about.opened).at;
    const auto& calendar = work.tools.settings.calendar_of(topic.desk);
    const int added = *about.due > was ? days_lost(calendar, was, *about.due) : 0;
    if (added == 0) return fresh;
    auto moved = calendar::add_working_days(calendar, fresh.at - Millis{1}, added);
    moved.verified = moved.verified && fresh.verified;
    return moved;
}

}  // namespace

// The sub-category, then the others that it might be.
std::vector<std::string> ids_of(const dialogue::OpenCase& act) {
    std::vector<std::string> ids{act.subcategory};
    ids.insert(ids.end(), act.considered.begin(), act.considered.end());
    return ids;
}

void carry_out(Work& work, const dialogue::OpenCase& act) {
    const auto& topic = topic_named(work, act.subcategory);
    const auto due = work.due_for(topic, work.now);
    store::NewCase one;
    one.member = work.person->member;
    one.conversation = work.person->conversation;
    one.previous = work.person->last_case;
    one.subcategory = topic.id;
    one.desk = topic.desk;
    one.urgency = store::to_code(act.urgency);
    // An emergency waits for nobody's consent.
    const bool held = act.held && act.urgency != dialogue::Urgency::p0;
    one.status = held ? CaseStatus::held : act.sure ? CaseStatus::triaged : CaseStatus::registered;
    one.identity = topic.identity;
    one.restricted = topic.restricted;
    one.sure = act.sure;
    one.split_from = act.split_from.value_or(CaseId{});
    one.opened = work.now;
    if (!held) {
        one.registered = work.now;
        one.due = due.at;
        one.due_verified = due.verified;
    }
    const auto id = work.tx.open_case(one);
    work.person->last_case = id;
    work.opened.push_back(id);
    observe::count("cases_opened_total", topic.category);
    work.event(id, "opened", std::nullopt, one.status, fmt::format("{}", fmt::join(ids_of(act), ",")));
    if (held) return;
    announce(work, id);
    plan_ladder(work, id);
}

void carry_out(Work& work, const dialogue::AddWords& act) {
    const auto id = work.resolve(act.to);
    const auto words = act.words ? act.words : work.words;
    work.tx.file_inbound(words, id);
    work.event(id, "said", std::nullopt, std::nullopt, {}, words);
    member_wrote(work, work.view(act.to));
    const auto about = work.view(act.to);
    if (about.status != CaseStatus::held) alike::remember_words(work, id);
    // Words that came after somebody said that an emergency may be closed have not been weighed yet.
    if (about.closing && about.urgency == dialogue::Urgency::p0 && !work.person->staff) {
        work.tx.set_closing(id, StaffId{});
        work.event(id, "closing_void");
        const auto first = work.tx.staff_member(about.closing);
        if (first && first->conversation) work.write(first->conversation, "staff.closing_void", id);
    }
    // Whoever handles it hears that there is more, once until they look.
    if (about.handler && about.urgency != dialogue::Urgency::p0) work.notify_desk(about, "staff.more_words", false);
}

void carry_out(Work& work, const dialogue::RecordAnswer& act) {
    const auto id = work.resolve(act.to);
    work.tx.answer(id, act.field, act.value, work.words);
    const auto* field = work.facts.catalogue().field(act.field);
    if (field != nullptr && field->type == dialogue::FieldType::unit) alike::remember(work, id);
}

void carry_out(Work& work, const dialogue::Register& act) {
    const auto about = work.view(act.which);
    if (about.status != CaseStatus::held) return;
    const auto due = work.due_for(topic_named(work, about.subcategory), work.now);
    work.tx.register_case(about.id, work.now, due.at, due.verified);
    work.event(about.id, "registered", CaseStatus::held, CaseStatus::registered);
    triage(work, about.id);
    alike::remember(work, about.id);
    announce(work, about.id);
    plan_ladder(work, about.id);
}

void carry_out(Work& work, const dialogue::MoveTopic& act) {
    // Another matter does not wait for the same thing, and may be urgent.
    if (const auto waiting = work.view(act.which); waiting.status == CaseStatus::on_hold) resume(work, waiting);
    const auto about = work.view(act.which);
    const auto& topic = topic_named(work, act.subcategory);
    if (act.by_staff) {
        const auto staff = work.acting_staff();
        if (work.sender_represents()) throw Refused("seat.only_looks");
        if (about.urgency == dialogue::Urgency::p0) throw Refused("staff.crisis_stays", about.id);
        if (about.restricted && !topic.restricted) throw Refused("staff.restricted_stays", about.id);
        work.tx.correct(about.id, about.subcategory, topic.id, staff, work.now);
    }
    std::optional<Instant> due;
    bool verified = true;
    // Opened again, it has a limit of its own, whatever it is about.
    if (about.status != CaseStatus::held && about.reopened == 0) {
        const auto computed = with_days_added(work, about, topic);
        due = computed.at;
        verified = computed.verified;
    }
    work.tx.set_topic(about.id, topic.id, topic.desk, store::to_code(topic.urgency), topic.restricted, act.sure, due, verified);
    work.event(about.id, "topic", std::nullopt, std::nullopt, topic.id);
    if (topic.id != about.subcategory) alike::moved(work, about.id);
    if (about.status == CaseStatus::held) {
        if (topic.urgency == dialogue::Urgency::p0) carry_out(work, dialogue::Register{act.which});
        return;
    }
    triage(work, about.id);
    const bool now_emergency = topic.urgency == dialogue::Urgency::p0 && about.urgency != dialogue::Urgency::p0;
    if (topic.desk != about.desk || now_emergency) announce(work, about.id);
    plan_ladder(work, about.id);
    if (act.by_staff && topic.id != about.subcategory) work.write(about.conversation, "case.topic_corrected", about.id);
}

void carry_out(Work& work, const dialogue::ConfirmTopic& act) {
    work.acting_staff();
    const auto about = work.view(dialogue::CaseRef{act.which});
    if (!work.facts.may_see(*work.person->staff, about)) throw Refused("staff.no_such_case");
    if (work.sender_represents()) throw Refused("seat.only_looks");
    if (!is_open(about.status)) throw Refused("staff.not_open", about.id);
    work.tx.set_sure(about.id);
    work.event(about.id, "topic", std::nullopt, std::nullopt, about.subcategory);
    triage(work, about.id);
}

void suggest_topic(Work& work, const CaseView& about, const Subcategory& topic) {
    auto due = work.due_for(topic, about.opened);
    // A later date would take back time that the member may have been told, on a guess.
    if (about.due && *about.due < due.at) due.at = *about.due;
    work.tx.set_topic(about.id, topic.id, topic.desk, store::to_code(topic.urgency), topic.restricted, false, due.at,
                      due.verified);
    work.tx.record({about.id, work.now, "bot", {}, "suggested", std::nullopt, std::nullopt, {}, topic.id});
    announce(work, about.id);
    plan_ladder(work, about.id);
}

void carry_out(Work& work, const dialogue::ChangeStatus& act) {
    const auto about = work.view(act.which);
    // Only the two-person path closes an emergency, and it comes through a staff member.
    if (about.urgency == dialogue::Urgency::p0 && !is_open(act.to)) {
        const auto second = work.acting_staff();
        if (!about.closing || about.closing == second) throw Refused("staff.second_person_needed", about.id);
        work.tx.cancel_reminders(about.id);
        // Who spoke of something else by then is not interrupted.
        const auto member = work.tx.person_in(about.conversation);
        if (member && member->at.about == about.id) work.set_step_of(about.conversation, dialogue::Step::idle, CaseId{});
        const auto answers = work.facts.answers(about.id);
        const bool silent = std::any_of(answers.begin(), answers.end(), [](const auto& one) { return one.field == "can_talk"; });
        if (!silent) work.write(about.conversation, "crisis.closed", about.id);
    }
    work.move(about, act.to, "status", act.reason);
    if (act.to == CaseStatus::reopened) reopen_case(work, about);
    if (act.to == CaseStatus::closed) plan_look_back(work, about.id);
    if (act.to == CaseStatus::closed) plan_checks(work, about.id);
    if (act.to == CaseStatus::withdrawn) plan_pressure_check(work, about);
}

void carry_out(Work& work, const dialogue::RateCase& act) {
    const auto id = work.resolve(act.which);
    work.tx.set_rating(id, act.solved, act.satisfied);
    if (act.satisfied) work.event(id, "rated", std::nullopt, std::nullopt, fmt::format("{}", *act.satisfied));
}

void carry_out(Work& work, const dialogue::MarkUrged& act) {
    const auto id = work.resolve(act.which);
    work.tx.set_urged(id, work.now);
    work.event(id, "urged");
}

void carry_out(Work& work, const dialogue::SetIdentity& act) {
    const auto id = work.resolve(act.which);
    std::optional<std::string> hash;
    if (act.mode == dialogue::IdentityMode::anonymous) {
        work.query_code = random_code(work.tools.random, query_code_length);
        hash = code_hash(work.query_code);
    }
    work.tx.set_identity(id, act.mode, hash);
    work.event(id, "identity", std::nullopt, std::nullopt, store::to_code(act.mode));
}

void carry_out(Work& work, const dialogue::NotifyDesk& act) {
    work.notify_desk(work.view(act.about), act.key, act.always);
}

void carry_out(Work& work, const dialogue::Worry& act) {
    const auto about = work.view(act.about);
    work.event(about.id, "worried");  // what opens the words of a matter that still waits for consent
    work.notify_desk(about, "staff.worried", true);
}

}  // namespace acts
}  // namespace bot::engine
