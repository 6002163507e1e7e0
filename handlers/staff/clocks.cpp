#include "handlers/staff/clocks.hpp"

#include <optional>

#include "handlers/staff/say.hpp"

namespace bot::handlers::staff {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::Turn;
using dialogue::Word;

// A place in the list; 0 when it is none.
int place(const std::string& said) {
    if (said.empty() || said.size() > 2 || said.find_first_not_of("0123456789") != std::string::npos) return 0;
    return std::stoi(said);
}

std::optional<bool> ends(Word word) {
    if (word == Word::finish || word == Word::met || word == Word::kept || word == Word::yes) return true;
    if (word == Word::not_needed) return false;
    return std::nullopt;
}

}  // namespace

Decision clocks(const Turn& turn, const Facts& facts, const CaseView& about) {
    const auto [first, rest] = first_word(turn.reading.command.rest);
    Decision decision;
    if (first.empty()) {
        decision.effect(dialogue::ListClocks{about.id});
    } else if (const auto met = ends(facts.word(first))) {
        const auto [maybe_place, reason] = first_word(rest);
        const int nth = place(maybe_place);
        decision.effect(dialogue::EndClock{about.id, nth, *met, nth > 0 ? reason : rest});
    } else {
        const auto day = text::said_day(first_word(rest).first);
        if (place(first) == 0 || !day) return refuse(turn, place(first) == 0 ? "clock.how" : "clock.no_such_day", CaseRef{about.id});
        decision.effect(dialogue::SetClock{about.id, place(first), *day});
    }
    stay(decision, turn);
    return decision;
}

}  // namespace bot::handlers::staff
