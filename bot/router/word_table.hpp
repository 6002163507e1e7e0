// What goes with each word: a case number, further words, a number of a list.
#pragma once

#include <optional>
#include <string_view>

#include "dialogue/reading.hpp"

namespace bot::router {

// The word that a key of the settings stands for: the names of dialogue::Word, and "zh" and "en" for the languages. Nothing
// for an unknown key.
std::optional<dialogue::Command> word_for(std::string_view key);

bool takes_number(dialogue::Word word);
bool takes_rest(dialogue::Word word);

// A number of a list, not of a case: "学 3". A bare 跳过 answers a question; with such a number it leaves one out.
bool takes_item(dialogue::Word word);

// Staff words mean nothing without a case number, nor 绑定 without a code, nor 学 without the number of a list.
bool stands_alone(dialogue::Word word);

inline bool is_members(dialogue::Word word) { return word < dialogue::Word::queue; }

}  // namespace bot::router
