// Cutting a long letter into parts that a platform takes.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace bot::platforms {

// UTF-16 units of a UTF-8 text; a byte that is no UTF-8 counts as one.
std::size_t utf16_units(std::string_view utf8);

// Columns on a screen, roughly: Han and other wide characters and emoji take two.
std::size_t columns(std::string_view utf8);

// Parts of at most `limit` (>= 2) UTF-16 units, in order, cut after a sentence when one ends in the second
// half of a part, else at a blank there, else between characters. Blanks at the cuts are left out, and so are
// blank parts.
std::vector<std::string_view> split_utf16(std::string_view utf8, std::size_t limit);

}  // namespace bot::platforms
