// Finds the separate matters in one message: "热水坏了,另外工资也没发" is two.
#pragma once

#include <string_view>
#include <vector>

#include "dialogue/reading.hpp"
#include "router/classifier.hpp"

namespace bot::router {

// The clauses of a message: its sentences, cut once more before "另外", "还有", "顺便" and their like. Views
// into `text`.
std::vector<std::string_view> clauses(std::string_view text);

// Two or more matters of clearly different categories, or nothing. What is unclear stays with what
// stands before it.
std::vector<dialogue::Part> separate_matters(std::string_view text, const Classifier& classifier);

}  // namespace bot::router
