#include "handlers/service/own_case.hpp"

namespace bot::handlers::service {

using dialogue::CaseRef;
using dialogue::Decision;
using dialogue::Turn;

void stay(Decision& decision, const Turn& turn) {
    decision.next = dialogue::Next{turn.at.step, turn.at.about ? std::optional(CaseRef{turn.at.about}) : std::nullopt, turn.at.expecting, turn.at.asked};
}

std::optional<dialogue::CaseView> own_case(const Turn& turn, const dialogue::Facts& facts) {
    const auto number = turn.reading.command.number;
    if (!number) return std::nullopt;
    auto found = facts.find_case(CaseId{*number});
    if (!found || found->member != turn.member.id) return std::nullopt;
    return found;
}

Decision nothing_found(const Turn& turn) {
    Decision decision;
    decision.say(turn.reading.command.number ? "progress.unknown" : "progress.none");
    stay(decision, turn);
    return decision;
}

}  // namespace bot::handlers::service
