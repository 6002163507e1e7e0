// Remarks beside the matter: they get an answer and change nothing about it.
#include "handlers/intake/menu.hpp"
#include "handlers/intake/open.hpp"
#include "text/codepoints.hpp"
#include "text/normalize.hpp"

namespace bot::handlers::intake {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::Turn;
using dialogue::Word;

constexpr double unmistakable = 0.9;
constexpr std::size_t longest_nicety = 12;   // characters; longer ones may hold a matter
constexpr std::size_t shortest_outside = 4;  // shorter ones may be answers

Decision answer(const Turn& turn, const char* key, const CaseView& about) {
    Decision decision;
    decision.say(key, CaseRef{about.id});
    decision.next = dialogue::Next{turn.at.step, CaseRef{about.id}, turn.at.expecting, turn.at.asked};
    return decision;
}

// "Our representative must not know": kept with the matter for its handler, and answered with who can see it.
Decision who_hears(const Turn& turn, const CaseView& about) {
    auto decision = answer(turn, about.restricted ? "privacy.who_sees_restricted" : "privacy.who_sees", about);
    decision.effect(dialogue::AddWords{CaseRef{about.id}});
    return decision;
}

}  // namespace

bool says_nothing(const Turn& turn) {
    if (!turn.said.media.empty() || turn.said.location) return false;
    const std::string_view said = turn.reading.normalized;
    for (std::size_t at = 0; at < said.size();) {
        if (text::is_letter_or_number(text::next_code_point(said, at))) return false;
    }
    return true;
}

std::optional<Decision> aside(const Turn& turn, const Facts&, const CaseView& about) {
    if (turn.reading.safety_answer.secret && turn.at.step != dialogue::Step::form && about.urgency != dialogue::Urgency::p0) return who_hears(turn, about);
    if (turn.reading.worrying || turn.reading.alarm != dialogue::Alarm::none || about.status == CaseStatus::held) return std::nullopt;
    // Where a colleague has accepted, "yes, I am here" may be what they wait for.
    if (about.handler) return std::nullopt;
    const auto word = turn.reading.command.word;
    if (says_nothing(turn)) return answer(turn, "case.go_on", about);
    if (word == Word::thanks || word == Word::fine) return answer(turn, "case.thats_all", about);
    if (word == Word::greeting) return answer(turn, "intake.hello", about);
    const auto* guess = best(turn);
    if (guess == nullptr || guess->confidence < turn.sure_threshold || guess->share < unmistakable || !turn.said.media.empty()) return std::nullopt;
    const auto length = text::characters(turn.reading.normalized);
    if (guess->subcategory == "fb.privacy") return answer(turn, about.restricted ? "privacy.who_sees_restricted" : "privacy.who_sees", about);
    if (turn.at.step != dialogue::Step::form && guess->subcategory == "_greeting" && length <= longest_nicety) return answer(turn, "case.thats_all", about);
    // Behind a question almost anything may be an answer ("the second lot east of town").
    const bool asked = turn.at.step == dialogue::Step::form;
    if (!asked && guess->subcategory == "_out_of_scope" && length >= shortest_outside) return answer(turn, "intake.outside", about);
    return std::nullopt;
}

}  // namespace bot::handlers::intake
