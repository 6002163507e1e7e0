// The two questions at most: which to ask next, and how a message answers one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialogue/decision.hpp"

namespace bot::handlers {

constexpr int most_questions = 2;

// Asks the next open question of the sub-category's form, or says that all is noted. `already` holds fields answered
// in this very decision.
void ask_next(dialogue::Decision& decision, const dialogue::Turn& turn, const dialogue::Facts& facts,
              const dialogue::Subcategory& topic, dialogue::CaseRef about, int asked,
              const std::vector<std::string>& already);

// Puts the same question once more, without counting it.
void ask_again(dialogue::Decision& decision, const dialogue::Turn& turn, const dialogue::Field& question, dialogue::CaseRef about);

// The value that this message gives to the field, if it gives one. A photo, a voice note or a place answers anything.
std::optional<std::string> value_for(const dialogue::Field& field, const dialogue::Turn& turn, bool was_asked);

// Records every answer that the message holds unasked; the fields answered.
std::vector<std::string> take_known(dialogue::Decision& decision, const dialogue::Turn& turn, const dialogue::Facts& facts,
                                    const dialogue::Subcategory& topic, dialogue::CaseRef about);

// Whether the message is "skip", "don't know" and the like.
bool skips(const dialogue::Turn& turn);

}  // namespace bot::handlers
