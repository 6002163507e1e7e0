// Which sub-category is meant, where it is not certain: the numbered menu with a person as its last choice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialogue/decision.hpp"

namespace bot::handlers::intake {

// The best guess at the topic; none when no word was known.
const dialogue::Guess* best(const dialogue::Turn& turn);

// Sub-categories that the words that always work, or a person, serve better than a form.
bool served_elsewhere(std::string_view id);

// The sub-categories besides one that may be offered and have at least this share, best first.
std::vector<std::string> likely_ones(const dialogue::Turn& turn, const dialogue::Facts& facts, std::string_view besides, double least);

// Opens a case for a person and asks: which of these, or one more word.
dialogue::Decision unclear(const dialogue::Turn& turn, const dialogue::Facts& facts);

// The member says that a matter was put under a wrong topic: the other likely ones to choose from, once; then a person looks.
dialogue::Decision choose_again(const dialogue::Turn& turn, const dialogue::Facts& facts, const dialogue::CaseView& about);

}  // namespace bot::handlers::intake
