// Starting a matter: from a member's free words to a case, a question or a menu.
#pragma once

#include <optional>

#include "dialogue/decision.hpp"

namespace bot::handlers::intake {

// Routes free words that belong to no running dialogue.
dialogue::Decision start(const dialogue::Turn& turn, const dialogue::Facts& facts);

// Opens a case of this topic with the message as its first words, then the notice or the first question.
dialogue::Decision open(dialogue::Decision decision, const dialogue::Turn& turn, const dialogue::Facts& facts,
                        const dialogue::Subcategory& topic, bool sure);

// Whether the message is clearly about something else than this case.
bool another_matter(const dialogue::Turn& turn, const dialogue::CaseView& about);

// What is said beside the matter within a running talk: a thank-you, a question about the bot, the weather. Answered
// without becoming part of the matter; nothing when it belongs to it.
std::optional<dialogue::Decision> aside(const dialogue::Turn& turn, const dialogue::Facts& facts, const dialogue::CaseView& about);

// Signs alone, without a word, a picture or a place.
bool says_nothing(const dialogue::Turn& turn);

// A one-bubble answer for somebody who only asks: what helps, which numbers.
void add_information(dialogue::Decision& decision, const dialogue::Turn& turn, const dialogue::Facts& facts,
                     const dialogue::Subcategory& topic, dialogue::CaseRef about);

}  // namespace bot::handlers::intake
