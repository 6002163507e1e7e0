#include "handlers/staff/lessons.hpp"

#include <fmt/format.h>
#include <charconv>

namespace bot::handlers::staff {
namespace {

using dialogue::CaseRef;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::Turn;
using dialogue::Word;

constexpr std::size_t shown = 5;

// One letter a candidate: when a member's words are erased, the letter that repeats them is emptied with
// them.
Decision list(const Turn& turn, const Facts& facts) {
    const auto open = facts.candidates(*turn.staff, shown);
    Decision decision;
    if (open.empty()) return decision.say("lesson.nothing");
    decision.say("lesson.head", std::nullopt, {{"count", fmt::format("{}", open.size())}});
    for (const auto& one : open) {
        decision.effect(dialogue::ShowCandidate{one.about});
        decision.say("lesson.candidate", CaseRef{one.about},
                     {{"item", fmt::format("{}", one.id.value)}, {"text", one.masked}});
    }
    return decision;
}

CorrectionId said(const std::string& digits) {
    CorrectionId id;
    std::from_chars(digits.data(), digits.data() + digits.size(), id.value);
    return id;
}

}  // namespace

Decision lessons(const Turn& turn, const Facts& facts) {
    const auto& command = turn.reading.command;
    if (command.word == Word::lessons) return list(turn, facts);
    const auto one = facts.find_candidate(*turn.staff, said(command.rest));
    Decision decision;
    if (!one) return decision.say("lesson.none");
    const dialogue::Values values{{"item", fmt::format("{}", one->id.value)}};
    if (command.word == Word::leave_out)
        return decision.effect(dialogue::LeaveOut{one->id}).say("lesson.left_out", std::nullopt, values);
    if (one->corrected_by == turn.staff->id) return decision.say("lesson.second_person");
    return decision.effect(dialogue::Learn{one->id}).say("lesson.learnt", std::nullopt, values);
}

}  // namespace bot::handlers::staff
