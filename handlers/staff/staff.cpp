// What staff and representatives do by chat: see their queue, accept, reply, transfer, refuse, finish, note, correct.
// Each act is checked again by the engine; here the words are understood and refusals explained.
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <set>

#include "dialogue/decision.hpp"
#include "handlers/staff/clocks.hpp"
#include "handlers/staff/desk.hpp"
#include "handlers/staff/joint.hpp"
#include "handlers/staff/lessons.hpp"
#include "handlers/staff/say.hpp"
#include "handlers/staff/seat.hpp"
#include "handlers/staff/seat_answers.hpp"
#include "handlers/staff/sheet.hpp"
#include "handlers/staff/topic.hpp"
#include "handlers/staff/two_lines.hpp"
#include "text/normalize.hpp"

namespace bot::handlers::staff {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Decision;
using dialogue::Draft;
using dialogue::Facts;
using dialogue::To;
using dialogue::Turn;
using dialogue::Word;

constexpr std::size_t queue_length = 10;
constexpr std::size_t queue_counted = 1'000;
constexpr std::size_t shortest_desk = 2;  // characters of a desk's name that may stand for it

std::optional<std::string> outcome_of(Word word) {
    if (word == Word::met || word == Word::yes) return "met";
    if (word == Word::partly) return "partly";
    if (word == Word::not_met) return "not_met";
    return std::nullopt;
}

std::string queue_line(dialogue::Urgency urgency) {
    if (urgency == dialogue::Urgency::p0) return "staff.queue_line_p0";
    return urgency == dialogue::Urgency::p1 ? "staff.queue_line_p1" : "staff.queue_line";
}

Decision queue(const Turn& turn, const Facts& facts) {
    const auto waiting = facts.queue(*turn.staff, queue_counted);
    if (waiting.empty()) return refuse(turn, "staff.queue_empty");
    Decision decision;
    Draft list{"staff.queue", {{"count", fmt::format("{}", waiting.size())}}, {}, std::nullopt, To::sender, {}};
    for (std::size_t i = 0; i < std::min(waiting.size(), queue_length); ++i) {
        list.lines.push_back({queue_line(waiting[i].urgency), {}, {}, CaseRef{waiting[i].id}, To::sender, {}});
    }
    if (waiting.size() > queue_length) {
        list.lines.push_back({"staff.queue_more", {{"count", fmt::format("{}", waiting.size() - queue_length)}}, {}, std::nullopt, To::sender, {}});
    }
    decision.drafts.push_back(std::move(list));
    stay(decision, turn);
    return decision;
}

// Whoever leads is told of collective demands, and may see the numbers again; the words stay with the desk.
bool may_count(const Turn& turn, const Facts& facts, const CaseView& about) {
    const auto role = turn.staff->role;
    const bool leads = role == dialogue::Role::supervisor || role == dialogue::Role::chair;
    return facts.may_see(*turn.staff, about) || (leads && !about.restricted && about.urgency != dialogue::Urgency::p0);
}

Decision alike(const Turn& turn, const Facts& facts, const CaseView& about) {
    auto cases = facts.same_matter(about, most_alike);
    std::erase_if(cases, [&](const auto& one) { return !may_count(turn, facts, one); });
    if (cases.empty()) return refuse(turn, "staff.alike_none", CaseRef{about.id});
    std::set<MemberId> members{about.member};
    for (const auto& one : cases) members.insert(one.member);
    Decision decision;
    decision.say("staff.alike", CaseRef{about.id},
                 {{"people", fmt::format("{}", members.size())}, {"numbers", numbers_of(cases)}});
    stay(decision, turn);
    return decision;
}

// By its code or name, or by a part of the name that no other desk has ("生活").
std::optional<std::string> desk_named(const Facts& facts, const std::string& said) {
    std::optional<std::string> like;
    int alike = 0;
    const auto wanted = text::normalize(said);
    for (const auto& [key, name] : facts.desks()) {
        if (said == key || said == name.zh || wanted == text::normalize(name.en)) return key;
        if (text::characters(said) < shortest_desk || name.zh.find(said) == std::string::npos) continue;
        like = key;
        ++alike;
    }
    return alike == 1 ? like : std::nullopt;
}

Decision transfer(const Turn& turn, const Facts& facts, const CaseView& about) {
    const auto [desk, reason] = first_word(turn.reading.command.rest);
    if (reason.empty()) return ask_for_words(turn, "staff.transfer_how", CaseRef{about.id});
    Decision decision;
    if (const auto to = facts.colleague(*turn.staff, about, desk)) {
        decision.effect(dialogue::TransferCase{about.id, about.desk, reason, *to}).say("staff.handed_to", CaseRef{about.id}, {{"name", desk}});
        stay(decision, turn);
        return decision;
    }
    if (const auto key = desk_named(facts, desk)) {
        decision.effect(dialogue::TransferCase{about.id, *key, reason}).say("staff.transferred", CaseRef{about.id});
        stay(decision, turn);
        return decision;
    }
    Draft unknown{"staff.no_such_desk", {}, {}, std::nullopt, To::sender, {}};
    for (const auto& [key, name] : facts.desks()) {
        unknown.lines.push_back(
            {"staff.desk_line", {{"key", key}, {"name", name.in(turn.member.language)}}, {}, std::nullopt, To::sender, {}});
    }
    decision.drafts.push_back(std::move(unknown));
    stay(decision, turn);
    return decision;
}

Decision finish(const Turn& turn, const Facts& facts, const CaseView& about) {
    const CaseRef ref{about.id};
    Decision decision;
    if (about.urgency == dialogue::Urgency::p0) {
        // An emergency is closed by two people, each saying so.
        if (!about.closing || about.closing == turn.staff->id) {
            decision.effect(dialogue::MarkClosing{about.id}).say("staff.second_person_needed", ref);
        } else {
            decision.effect(dialogue::ChangeStatus{ref, CaseStatus::closed, "two_people"});
            decision.say("staff.crisis_closed", ref);
        }
        stay(decision, turn);
        return decision;
    }
    const auto [word, words] = first_word(turn.reading.command.rest);
    const auto outcome = outcome_of(facts.word(word));
    if (outcome && about.status == CaseStatus::held) return refuse(turn, "staff.still_held", ref);
    if (outcome == "not_met") return not_met(facts, about, words);
    if (!outcome || words.empty()) return refuse(turn, "staff.finish_how", ref);
    decision.effect(dialogue::FinishCase{about.id, *outcome, words}).say("staff.finished", ref);
    stay(decision, turn);
    return decision;
}

// "Not yet", or anything but "solved", opens it again.
Decision follow_up(const Turn& turn, const Facts& facts, const CaseView& about) {
    const CaseRef ref{about.id};
    const auto [word, words] = first_word(turn.reading.command.rest);
    const auto meant = facts.word(word);
    const bool good = meant == Word::met || meant == Word::yes;
    const bool bad = meant == Word::not_met || meant == Word::no || meant == Word::partly || meant == Word::reopen;
    const bool answered = about.status == CaseStatus::awaiting_confirmation || about.status == CaseStatus::closed;
    if ((!good && !bad) || !answered) return refuse(turn, "staff.follow_up_how", ref);
    Decision decision;
    decision.effect(dialogue::FollowUp{about.id, good, words}).say(good ? "staff.followed_up" : "staff.follow_up_reopened", ref);
    stay(decision, turn);
    return decision;
}

class Staff final : public dialogue::Handler {
public:
    Decision handle(const Turn& turn, const Facts& facts) const override {
        const auto& command = turn.reading.command;
        if (command.word < Word::queue && command.word != Word::menu) {
            if (auto whole = completed(turn)) return carry_out(turn, facts, std::move(*whole));
            if (auto decision = plain_line(turn, facts)) return std::move(*decision);
            if (auto decision = desk_answer(turn, facts)) return std::move(*decision);
        }
        if (turn.at.step == dialogue::Step::seat && command.word < Word::queue && command.word != Word::menu) return seat_step(turn, facts);
        // Unless somebody in danger is to be helped, representatives have words of their own.
        if (dialogue::represents(turn.staff->role) && !emergency(turn, facts)) {
            auto decision = seat(turn, facts);
            if (!decision.next) stay(decision, turn);
            return decision;
        }
        if (command.word == Word::queue) return queue(turn, facts);
        if (command.word == Word::promises) return promises(turn, facts);
        if (command.word == Word::menu) return refuse(turn, "staff.words");
        if (command.word == Word::lessons || command.word == Word::learn || command.word == Word::leave_out) {
            auto decision = lessons(turn, facts);
            stay(decision, turn);
            return decision;
        }
        if (command.word == Word::broadcast || command.word == Word::send_out) return to_many(turn);
        if (command.word == Word::resend) {
            Decision decision;
            decision.effect(dialogue::ResendDead{});
            stay(decision, turn);
            return decision;
        }
        if (command.word == Word::none) return refuse(turn, turn.reading.normalized.find_first_of("0123456789") == std::string::npos ? "staff.number_needed" : "staff.no_such_word");
        if (!command.number) return refuse(turn, "staff.number_needed");
        const auto about = facts.find_case(CaseId{*command.number});
        // Whoever helps need not see the case.
        if (about && command.word == Word::task_done) return task_done(turn, *about);
        // "Not for you" and "not there" sound alike: a number must not tell whether a restricted case exists.
        if (about && command.word == Word::alike && may_count(turn, facts, *about)) return alike(turn, facts, *about);
        if (!about || !facts.may_see(*turn.staff, *about)) return refuse(turn, "staff.no_such_case");
        if (auto decision = desk(turn, facts, *about)) return std::move(*decision);
        if (command.word == Word::clock) return clocks(turn, facts, *about);
        if (auto decision = joint(turn, facts, *about)) return std::move(*decision);
        return act(turn, facts, *about);
    }

private:
    // As if all of it had been said in one line.
    Decision carry_out(const Turn& turn, const Facts& facts, dialogue::Command whole) const {
        auto reading = turn.reading;
        reading.command = std::move(whole);
        auto at = turn.at;
        at.step = dialogue::Step::idle;
        at.expecting.clear();
        return handle(Turn{turn.member, turn.staff, std::move(at), turn.said, reading, turn.now}, facts);
    }

    // Who may do so, and whether it is another person, the engine knows.
    static Decision to_many(const Turn& turn) {
        const auto& command = turn.reading.command;
        Decision decision;
        if (command.word == Word::broadcast && !command.rest.empty()) {
            decision.effect(dialogue::ProposeBroadcast{command.rest});
        } else if (command.word == Word::send_out && command.number) {
            decision.effect(dialogue::ConfirmBroadcast{*command.number});
        } else {
            decision.say("broadcast.how");
        }
        stay(decision, turn);
        return decision;
    }

    static bool emergency(const Turn& turn, const Facts& facts) {
        if (!turn.staff->on_call || !turn.reading.command.number) return false;
        const auto about = facts.find_case(CaseId{*turn.reading.command.number});
        return about && about->urgency == dialogue::Urgency::p0 && facts.may_see(*turn.staff, *about);
    }

    static Decision act(const Turn& turn, const Facts& facts, const CaseView& about) {
        const auto& command = turn.reading.command;
        const CaseRef ref{about.id};
        Decision decision;
        switch (command.word) {
            case Word::look: return look(turn, facts, about);
            case Word::transfer: return transfer(turn, facts, about);
            case Word::finish: return finish(turn, facts, about);
            case Word::correct: return correct(turn, facts, about);
            case Word::take:
                decision.effect(dialogue::Take{about.id}).effect(dialogue::LookedAt{about.id});
                decision.say("staff.taken", ref);
                stay(decision, turn);
                go_on_talking(decision, turn, about);
                return decision;
            case Word::reply:
                if (command.rest.empty()) return ask_for_words(turn, "staff.reply_how", ref);
                decision.effect(dialogue::ReplyToMember{about.id, command.rest}).say("staff.replied", ref);
                break;
            case Word::refuse:
                if (command.rest.empty()) return ask_for_words(turn, "staff.refuse_how", ref);
                decision.effect(dialogue::RefuseTransfer{about.id, command.rest}).say("staff.refused", ref);
                break;
            case Word::contacted:
                decision.effect(dialogue::Contacted{about.id, command.rest}).say("staff.contacted", ref);
                break;
            case Word::follow_up: return follow_up(turn, facts, about);
            case Word::note:
                if (command.rest.empty()) return ask_for_words(turn, "staff.note_how", ref);
                decision.effect(dialogue::AddNote{about.id, dialogue::NoteText(command.rest)}).say("staff.noted", ref);
                break;
            case Word::release:
                decision.effect(dialogue::ReleaseMember{about.id}).say("staff.released", ref).then(dialogue::Step::idle);
                return decision;
            case Word::due: return refuse(turn, about.due ? "staff.due" : "staff.still_held", ref);
            default: return refuse(turn, "staff.words");
        }
        stay(decision, turn);
        return decision;
    }
};

}  // namespace

std::unique_ptr<dialogue::Handler> make() { return std::make_unique<Staff>(); }

}  // namespace bot::handlers::staff
