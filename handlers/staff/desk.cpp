#include "handlers/staff/desk.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "core/lifecycle.hpp"
#include "handlers/staff/two_lines.hpp"

namespace bot::handlers::staff {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::Step;
using dialogue::Turn;
using dialogue::Word;

constexpr std::string_view not_met_order = "not_met";
constexpr std::string_view hold_order = "hold";
constexpr std::size_t parts_of_not_met = 3;

// Parts between any of the signs, without blanks around; empty ones are left out.
std::vector<std::string> parts_of(std::string_view text, const std::vector<std::string_view>& signs) {
    std::vector<std::string> parts;
    std::string part;
    const auto keep = [&] {
        const auto first = part.find_first_not_of(" \t\r");
        if (first != std::string::npos) parts.push_back(part.substr(first, part.find_last_not_of(" \t\r") - first + 1));
        part.clear();
    };
    while (!text.empty()) {
        const auto sign = std::find_if(signs.begin(), signs.end(), [&](auto one) { return text.starts_with(one); });
        if (sign == signs.end()) {
            part += text.front();
            text.remove_prefix(1);
        } else {
            keep();
            text.remove_prefix(sign->size());
        }
    }
    keep();
    return parts;
}

std::vector<std::string> tokens_of(std::string_view text) { return parts_of(text, {" ", "\t", "\n", ",", "，", "、"}); }

std::optional<std::string> waits_for(Word word) {
    switch (word) {
        case Word::court: return "court";
        case Word::arbitration: return "arbitration";
        case Word::hospital: return "hospital";
        case Word::authority: return "authority";
        case Word::from_member: return "member";
        default: return std::nullopt;
    }
}

Decision said(const char* key, const CaseView& about) {
    Decision decision;
    decision.say(key, CaseRef{about.id}).then(Step::idle);
    return decision;
}

struct HoldOrder {
    std::string reason;
    std::optional<text::SaidDay> until;
};

HoldOrder hold_order_of(const Facts& facts, std::string_view words) {
    HoldOrder order;
    for (const auto& token : tokens_of(words)) {
        if (auto reason = waits_for(facts.word(token))) order.reason = *reason;
        if (const auto day = text::said_day(token)) order.until = day;
    }
    return order;
}

Decision order_hold(const CaseView& about, const HoldOrder& order) {
    Decision decision;
    decision.effect(dialogue::AskHold{about.id, order.reason, *order.until}).say("desk.asked", CaseRef{about.id}).then(Step::idle);
    return decision;
}

// The engine refuses it too; nobody is asked for what would be refused anyway.
const char* why_not_on_hold(const Turn& turn, const CaseView& about) {
    if (about.urgency == dialogue::Urgency::p0 || about.urgency == dialogue::Urgency::p1) return "desk.never_on_hold";
    if (about.handler != turn.staff->id) return about.handler ? "staff.not_yours" : "staff.not_now";
    const bool may = about.status == CaseStatus::on_hold || lifecycle::may_move(about.status, CaseStatus::on_hold, lifecycle::Mover::staff, false);
    return may ? nullptr : "desk.hold_when_handling";
}

// One question for all that is missing.
Decision hold(const Turn& turn, const Facts& facts, const CaseView& about, std::string_view words) {
    if (const char* why = why_not_on_hold(turn, about)) return said(why, about);
    const auto order = hold_order_of(facts, words);
    if (!order.reason.empty() && order.until) return order_hold(about, order);
    const auto* key = order.until ? "desk.hold_reason" : order.reason.empty() ? "desk.hold_both" : "desk.hold_until";
    Decision decision;
    decision.say(key, CaseRef{about.id}).then(Step::desk, CaseRef{about.id}, fmt::format("{}\n{}", hold_order, words));
    return decision;
}

Decision hold_answered(const Facts& facts, const CaseView& about, std::string_view before, std::string_view answer) {
    const auto order = hold_order_of(facts, fmt::format("{} {}", before, answer));
    return order.reason.empty() || !order.until ? said("desk.hold_how", about) : order_hold(about, order);
}

Decision extend(const Turn& turn, const CaseView& about) {
    const auto& rest = turn.reading.command.rest;
    const auto end = rest.find_first_of(" \t\n");
    const auto day = text::said_day(rest.substr(0, end));
    const auto words = end == std::string::npos ? std::string::npos : rest.find_first_not_of(" \t\n", end);
    // Without a reason nobody can decide, and the member cannot be told.
    if (!day || words == std::string::npos) {
        return rest.empty() ? ask_for_words(turn, "desk.extend_how", CaseRef{about.id}) : said("desk.extend_how", about);
    }
    Decision decision;
    decision.effect(dialogue::AskExtension{about.id, *day, rest.substr(words)}).say("desk.asked", CaseRef{about.id}).then(Step::idle);
    return decision;
}

Decision decide(const Turn& turn, const CaseView& about, bool granted) {
    const auto& words = turn.reading.command.rest;
    if (!granted && words.empty()) return ask_for_words(turn, "desk.refuse_how", CaseRef{about.id});
    Decision decision;
    decision.effect(dialogue::DecideDeferral{about.id, granted, words});
    decision.say(granted ? "desk.granted" : "desk.not_granted", CaseRef{about.id}).then(Step::idle);
    return decision;
}

// "None" is neither a reason nor a rule.
Decision cannot(const Facts& facts, const CaseView& about, std::vector<std::string> said) {
    std::erase_if(said, [&](const auto& part) { return facts.word(part) == Word::no || facts.word(part) == Word::skip; });
    const CaseRef ref{about.id};
    Decision decision;
    if (said.size() < parts_of_not_met) {
        constexpr const char* asked[] = {"desk.ask_reason", "desk.ask_rule", "desk.ask_other_way"};
        std::string so_far(not_met_order);
        for (const auto& part : said) so_far += "\n" + part;
        decision.say(asked[said.size()], ref).then(Step::desk, ref, so_far);
        return decision;
    }
    std::string other_way = said[2];
    for (std::size_t i = parts_of_not_met; i < said.size(); ++i) other_way += "\n" + said[i];
    const auto words = fmt::format("{}\n{}\n{}", said[0], said[1], other_way);
    decision.effect(dialogue::FinishCase{about.id, "not_met", words, dialogue::NotMet{said[0], said[1], other_way}});
    decision.say("staff.finished", ref).then(Step::idle);
    return decision;
}

}  // namespace

Decision not_met(const Facts& facts, const CaseView& about, const std::string& words) { return cannot(facts, about, parts_of(words, {"\n", "；", ";"})); }

std::optional<Decision> desk(const Turn& turn, const Facts& facts, const CaseView& about) {
    switch (turn.reading.command.word) {
        case Word::hold: return hold(turn, facts, about, turn.reading.command.rest);
        case Word::extend: return extend(turn, about);
        case Word::approve: return decide(turn, about, true);
        case Word::disapprove: return decide(turn, about, false);
        case Word::resume: {
            Decision decision;
            decision.effect(dialogue::ResumeCase{about.id}).say("desk.resumed", CaseRef{about.id}).then(Step::idle);
            return decision;
        }
        default: return std::nullopt;
    }
}

std::optional<Decision> desk_answer(const Turn& turn, const Facts& facts) {
    if (turn.at.step != Step::desk) return std::nullopt;
    const auto& order = turn.at.expecting;
    const bool asked = order.starts_with(hold_order) || order.starts_with(not_met_order);
    if (!asked && turn.reading.command.word != Word::cancel) return std::nullopt;
    const auto about = facts.find_case(turn.at.about);
    if (!about || !facts.may_see(*turn.staff, *about)) return Decision{}.say("staff.no_such_case").then(Step::idle);
    if (turn.reading.command.word == Word::cancel) return said("desk.left_as_it_was", *about);
    const auto end = order.find('\n');
    const auto before = end == std::string::npos ? std::string() : order.substr(end + 1);
    if (order.starts_with(hold_order)) return hold_answered(facts, *about, before, turn.said.text);
    auto said = parts_of(before, {"\n"});
    for (auto& part : parts_of(turn.said.text, {"\n"})) said.push_back(std::move(part));
    return cannot(facts, *about, std::move(said));
}

}  // namespace bot::handlers::staff
