// A member's own matters: which one is meant, and what is said when there is none.
#pragma once

#include <optional>

#include "dialogue/decision.hpp"

namespace bot::handlers::service {

constexpr std::size_t shown_cases = 5;

// A running dialogue goes on after a side question.
void stay(dialogue::Decision& decision, const dialogue::Turn& turn);

// A case number opens nothing by itself: only its owner gets an answer, and "not yours" sounds like "not there".
std::optional<dialogue::CaseView> own_case(const dialogue::Turn& turn, const dialogue::Facts& facts);

dialogue::Decision nothing_found(const dialogue::Turn& turn);

inline bool open_one(const dialogue::CaseView& one) { return is_open(one.status); }

// The one of the number that was said; else the one that is talked about, else the newest that is wanted.
template <class Wanted>
std::optional<dialogue::CaseView> meant_case(const dialogue::Turn& turn, const dialogue::Facts& facts, Wanted wanted) {
    if (turn.reading.command.number) {
        auto found = own_case(turn, facts);
        if (found && wanted(*found)) return found;
        return std::nullopt;
    }
    if (auto about = facts.find_case(turn.at.about); about && about->member == turn.member.id && wanted(*about)) return about;
    for (auto& one : facts.cases_of(turn.member.id, shown_cases)) {
        if (wanted(one)) return one;
    }
    return std::nullopt;
}

}  // namespace bot::handlers::service
