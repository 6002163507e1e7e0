// An emergency begins: the fixed text for its kind, people paged, the first question.
#pragma once

#include <string>

#include "dialogue/decision.hpp"

namespace bot::handlers::crisis {

// `safety` is what the words say, or what the topic alone tells (see of_topic).
dialogue::Decision begin(const dialogue::Turn& turn, const dialogue::Facts& facts, const dialogue::Safety& safety);
std::string first_text(const dialogue::Turn& turn, const dialogue::Safety& safety);

// The danger of an emergency that no word names: asked about gently, and paged all the same.
dialogue::Safety of_topic(std::string_view subcategory);

}  // namespace bot::handlers::crisis
