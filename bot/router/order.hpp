// Which handler takes a message: safety words first, a person second, the running dialogue third, topics fourth.
#pragma once

#include <string_view>

#include "dialogue/turn.hpp"

namespace bot::router {

// The name of a handler, as listed in handlers/CMakeLists.txt.
std::string_view choose(const dialogue::Turn& turn);

}  // namespace bot::router
