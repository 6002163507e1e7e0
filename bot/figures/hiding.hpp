// Hides what is too small to show, and with it whatever it could be worked out from.
#pragma once

#include "figures/rates.hpp"

namespace bot::figures {

// Marks the lines whose cases are too few; one hidden line among its neighbours takes the next smallest with it.
void hide_small(Sheet& sheet);

// The same for one rate by what it is a share of; hidden lines stay hidden. One entry a line.
std::vector<bool> hidden_rates(const Sheet& sheet, Measure measure);

}  // namespace bot::figures
