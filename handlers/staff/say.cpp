#include "handlers/staff/say.hpp"

namespace bot::handlers::staff {

void stay(dialogue::Decision& decision, const dialogue::Turn& turn) {
    // An order whose words are still missing is given up for the next one that does something.
    const bool half_given = turn.at.step == dialogue::Step::desk && turn.at.expecting.starts_with(words_to_come);
    if (half_given && !decision.effects.empty()) {
        decision.then(dialogue::Step::idle);
        return;
    }
    decision.next = dialogue::Next{turn.at.step, turn.at.about ? std::optional(dialogue::CaseRef{turn.at.about}) : std::nullopt,
                                   turn.at.expecting, turn.at.asked};
}

dialogue::Decision refuse(const dialogue::Turn& turn, const char* key, std::optional<dialogue::CaseRef> about) {
    dialogue::Decision decision;
    decision.say(key, about);
    stay(decision, turn);
    return decision;
}

std::pair<std::string, std::string> first_word(const std::string& rest) {
    const auto end = rest.find_first_of(" \t\n");
    if (end == std::string::npos) return {rest, {}};
    const auto next = rest.find_first_not_of(" \t\n", end);
    return {rest.substr(0, end), next == std::string::npos ? std::string{} : rest.substr(next)};
}

}  // namespace bot::handlers::staff
