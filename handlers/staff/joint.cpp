#include "handlers/staff/joint.hpp"

#include <fmt/format.h>

#include "handlers/staff/say.hpp"
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

constexpr std::size_t longest_list = 10;
constexpr std::size_t longest_line = 60;  // characters of a promise in the list

Decision stayed(Decision decision, const Turn& turn) {
    stay(decision, turn);
    return decision;
}

Decision said(const char* key, const Turn& turn, const CaseView& about) { return refuse(turn, key, CaseRef{about.id}); }

Decision ask_help(const Turn& turn, const CaseView& about) {
    const auto [whom, rest] = first_word(turn.reading.command.rest);
    const auto [maybe_day, behind] = first_word(rest);
    const auto day = text::said_day(maybe_day);
    const auto& words = day ? behind : rest;
    if (words.empty()) return said("desk.help_how", turn, about);
    Decision decision;
    decision.effect(dialogue::AskHelp{about.id, whom, day, words}).say("desk.help_asked", CaseRef{about.id}, {{"whom", whom}});
    return stayed(std::move(decision), turn);
}

Decision tell(const Turn& turn, const CaseView& about) {
    if (turn.reading.command.rest.empty()) return said("desk.tell_how", turn, about);
    Decision decision;
    decision.effect(dialogue::TellProgress{about.id, turn.reading.command.rest}).say("staff.replied", CaseRef{about.id});
    return stayed(std::move(decision), turn);
}

Decision merge(const Turn& turn, const Facts& facts, const CaseView& about) {
    const auto number = first_word(turn.reading.command.rest).first;
    const bool digits = !number.empty() && number.size() < 16 && number.find_first_not_of("0123456789") == std::string::npos;
    const auto row = digits ? without_check_digit(std::stoll(number)) : std::nullopt;
    const auto into = row ? facts.find_case(CaseId{*row}) : std::nullopt;
    if (!into) return said("desk.merge_how", turn, about);
    Decision decision;
    decision.effect(dialogue::MergeCase{about.id, into->id}).say("desk.merged", CaseRef{into->id}, {{"other", fmt::format("{}", about.number)}});
    return stayed(std::move(decision), turn);
}

Decision split(const Turn& turn, const CaseView& about) {
    if (turn.reading.command.rest.empty()) return said("desk.split_how", turn, about);
    Decision decision;
    decision.effect(dialogue::SplitCase{about.id, turn.reading.command.rest});
    return stayed(std::move(decision), turn);
}

Decision promise(const Turn& turn, const CaseView& about) {
    const auto [day, words] = first_word(turn.reading.command.rest);
    const auto until = text::said_day(day);
    if (!until || words.empty()) return said("desk.promise_how", turn, about);
    Decision decision;
    decision.effect(dialogue::MakePromise{about.id, *until, words});
    return stayed(std::move(decision), turn);
}

}  // namespace

Decision task_done(const Turn& turn, const CaseView& about) {
    Decision decision;
    decision.effect(dialogue::HelpDone{about.id, turn.reading.command.rest}).say("desk.task_noted", CaseRef{about.id});
    return stayed(std::move(decision), turn);
}

std::optional<Decision> joint(const Turn& turn, const Facts& facts, const CaseView& about) {
    const CaseRef ref{about.id};
    Decision decision;
    switch (turn.reading.command.word) {
        case Word::joint: return ask_help(turn, about);
        case Word::tell: return tell(turn, about);
        case Word::merge: return merge(turn, facts, about);
        case Word::split: return split(turn, about);
        case Word::unmerge: decision.effect(dialogue::UnmergeCase{about.id}).say("desk.unmerged", ref); break;
        case Word::follow_up:
            if (about.urgency != dialogue::Urgency::p0 && about.status != CaseStatus::withdrawn) return std::nullopt;
            decision.effect(dialogue::CheckedIn{about.id, turn.reading.command.rest}).say("staff.checked", ref);
            break;
        case Word::promise: return promise(turn, about);
        case Word::kept: decision.effect(dialogue::KeepPromise{about.id}).say("desk.kept", ref); break;
        default: return std::nullopt;
    }
    return stayed(std::move(decision), turn);
}

Decision promises(const Turn& turn, const Facts& facts) {
    const auto open = facts.promises(*turn.staff, longest_list);
    if (open.empty()) return stayed(Decision{}.say("desk.no_promises"), turn);
    Decision decision;
    Draft list{"desk.promises", {}, {}, std::nullopt, To::sender, {}};
    for (const auto& one : open) {
        const auto* key = one.due < turn.now ? "desk.promise_line_late" : "desk.promise_line";
        list.lines.push_back({key,
                              {{"at", fmt::format("{}", to_ms(one.due))}, {"who", one.by}, {"text", text::first_characters(one.words, longest_line)}},
                              {}, CaseRef{one.about}, To::sender, {}});
    }
    decision.drafts.push_back(std::move(list));
    return stayed(std::move(decision), turn);
}

}  // namespace bot::handlers::staff
