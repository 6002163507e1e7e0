// Comparing a shared secret that a caller presents with the one we know.
#pragma once

#include <string_view>

namespace bot::platforms {

// True only for equal, non-empty secrets. The time taken tells the length, which is no secret, and nothing
// else.
bool same_secret(std::string_view given, std::string_view known);

}  // namespace bot::platforms
