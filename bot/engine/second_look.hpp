// Which messages a model of the union's own may look at again, when that is still of use, and what becomes of
// its answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dialogue/decision.hpp"
#include "engine/work.hpp"

namespace bot::engine {

// After a turn that ended in the menu of topics: what to ask, if this message may be shown to a model at all.
// Only words of a member who agreed, of middle certainty, and without any sign of danger or worry.
std::optional<SecondLook> second_look(const dialogue::Turn& turn, const dialogue::Decision& decision,
                                      const Work& work);

// The member's words while nobody has answered the menu, taken the case or corrected it.
std::optional<std::string> words_still_unclear(const store::Snapshot& snapshot, const SecondLook& look);

// False: somebody decided meanwhile, or this sub-category is not to be suggested.
bool take_suggestion(Work& work, const SecondLook& look, std::string_view subcategory);

}  // namespace bot::engine
