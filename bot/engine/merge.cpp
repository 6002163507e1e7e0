// Several cases of one member: the same thing said twice goes on in one of them, and two things said in one get a case each.
#include <algorithm>
#include <fmt/format.h>

#include "engine/alike.hpp"
#include "engine/apply.hpp"
#include "engine/clocks.hpp"
#include "engine/promise.hpp"
#include "engine/reminders.hpp"
#include "observe/metrics.hpp"

namespace bot::engine::acts {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Urgency;

CaseView seen_by_sender(const Work& work, CaseId id) {
    work.acting_staff();
    const auto found = work.facts.find_case(id);
    if (!found || !work.facts.may_see(*work.person->staff, *found)) throw Refused("staff.no_such_case");
    if (work.sender_represents()) throw Refused("seat.only_looks");
    return *found;
}

int rank(Urgency urgency) { return urgency == Urgency::p1 ? 0 : 1; }

// What goes on must keep every promise: the urgent one, the restricted one, the one that is open.
void check_merge(const CaseView& gone, const CaseView& kept) {
    if (gone.id == kept.id || gone.member != kept.member) throw Refused("desk.merge_other_member", gone.id);
    if (gone.urgency == Urgency::p0 || kept.urgency == Urgency::p0) throw Refused("staff.crisis_stays", gone.id);
    if (!is_unanswered(kept.status)) throw Refused("staff.not_open", kept.id);
    if (!is_unanswered(gone.status)) throw Refused("staff.not_open", gone.id);
    const bool loses = (gone.restricted && !kept.restricted) || rank(gone.urgency) < rank(kept.urgency);
    if (loses) throw Refused("desk.merge_other_way", gone.id);
}

// The topic that the words are surely about; else the one of the case they were said in, for a person to confirm.
struct Topic {
    const dialogue::Subcategory* which = nullptr;
    bool sure = false;
};

Topic topic_of(const Work& work, const CaseView& about, const std::string& words) {
    const auto& catalogue = work.facts.catalogue();
    const auto reading = work.tools.reader->read(words, std::nullopt);
    const auto limits = work.tools.reader->thresholds();
    const auto sure = work.tools.settings.timing.sure_threshold.value_or(limits.sure);
    for (const auto& guess : reading.guesses) {
        const auto* topic = catalogue.find(guess.subcategory);
        if (topic == nullptr || topic->urgency == Urgency::p0 || topic->category == "fb") break;
        if (guess.confidence >= sure && (topic->restricted || !about.restricted)) return {topic, true};
        break;
    }
    return {catalogue.find(about.subcategory), false};
}

CaseId open_beside(Work& work, const CaseView& about, const Topic& topic, const store::Person& member) {
    const auto due = work.due_for(*topic.which, work.now);
    store::NewCase one;
    one.member = about.member;
    one.conversation = about.conversation;
    one.previous = member.last_case;
    one.subcategory = topic.which->id;
    one.desk = topic.which->desk;
    one.urgency = store::to_code(topic.which->urgency);
    one.status = topic.sure ? CaseStatus::triaged : CaseStatus::registered;
    one.identity = std::max(about.identity, topic.which->identity);  // never told more of than before
    one.restricted = topic.which->restricted;
    one.sure = topic.sure;
    one.split_from = about.id;
    one.opened = work.now;
    one.registered = work.now;
    one.due = due.at;
    one.due_verified = due.verified;
    const auto id = work.tx.open_case(one);
    observe::count("cases_opened_total", topic.which->category);
    work.event(id, "opened", std::nullopt, one.status, topic.which->id);
    return id;
}

}  // namespace

void carry_out(Work& work, const dialogue::MergeCase& act) {
    const auto gone = seen_by_sender(work, act.which);
    const auto kept = seen_by_sender(work, act.into);
    check_merge(gone, kept);
    work.move(gone, CaseStatus::merged, "merged", fmt::format("{}", kept.number));
    work.tx.set_merged_into(gone.id, kept.id);
    store::move_clocks(work.tx, gone.id, kept.id, work.now);
    work.tx.cancel_reminders(gone.id, clock_kind);
    plan_clocks(work, kept.id);
    work.event(kept.id, "merged_here", std::nullopt, std::nullopt, fmt::format("{}", gone.number));
    // The earlier of the two promises holds.
    if (gone.due && kept.due && *gone.due < *kept.due) {
        work.tx.set_due(kept.id, *gone.due, true);
        plan_ladder(work, kept.id);
    }
    work.write(kept.conversation, "case.merged", kept.id, {{"other", fmt::format("{}", gone.number)}});
}

void carry_out(Work& work, const dialogue::UnmergeCase& act) {
    const auto about = seen_by_sender(work, act.which);
    if (about.status != CaseStatus::merged) throw Refused("staff.not_now", about.id);
    work.move(about, CaseStatus::registered, "unmerged");
    work.tx.set_merged_into(about.id, CaseId{});
    if (const auto again = work.view(CaseRef{about.id}); again.sure) work.move(again, CaseStatus::triaged, "triaged");
    alike::remember(work, about.id);
    plan_ladder(work, about.id);
    work.write(about.conversation, "case.unmerged", about.id);
}

void carry_out(Work& work, const dialogue::SplitCase& act) {
    const auto about = seen_by_sender(work, act.which);
    if (!is_open(about.status) || about.status == CaseStatus::held) throw Refused("staff.not_open", about.id);
    const auto member = work.tx.person_in(about.conversation);
    const auto topic = topic_of(work, about, act.words);
    if (!member || topic.which == nullptr) throw Refused("staff.not_now", about.id);
    const auto id = open_beside(work, about, topic, *member);
    const auto fresh = work.view(CaseRef{id});
    work.event(about.id, "split", std::nullopt, std::nullopt, fmt::format("{}", fresh.number));
    work.event(id, "split", std::nullopt, std::nullopt, act.words);
    work.notify_desk(fresh, topic.sure ? "staff.new_case" : "staff.unclear", true);
    plan_ladder(work, id);
    work.write(about.conversation, "case.split", id, {{"other", fmt::format("{}", about.number)}});
    work.say({"desk.split_off", {{"other", fmt::format("{}", about.number)}}, {}, CaseRef{id}, dialogue::To::sender, {}});
}

}  // namespace bot::engine::acts
