// What of a member's words is hidden before a model of the union's own sees them.
#pragma once

#include <string>
#include <string_view>

namespace bot::assist {

// The words folded as for matching, so that nothing hides between invisible or wide characters. Numbers of
// five digits and more, identity and phone numbers in groups too, mail addresses and web addresses become
// "*". Names and places stay: they cannot be told from other words.
std::string masked(std::string_view words);

}  // namespace bot::assist
