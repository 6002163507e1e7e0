// Small things that all staff words need: a side answer that leaves the running dialogue alone, and the first word of a line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "dialogue/decision.hpp"

namespace bot::handlers::staff {

// Of a half given order, in `expecting`.
constexpr std::string_view words_to_come = "words\n";

// The running dialogue, if there is one, goes on afterwards.
void stay(dialogue::Decision& decision, const dialogue::Turn& turn);
dialogue::Decision refuse(const dialogue::Turn& turn, const char* key, std::optional<dialogue::CaseRef> about = std::nullopt);

// The first word of `rest` and what follows it.
std::pair<std::string, std::string> first_word(const std::string& rest);

}  // namespace bot::handlers::staff
