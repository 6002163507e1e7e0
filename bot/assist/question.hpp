// What is put to the model about one message.
#pragma once

#include <string_view>

#include "core/http.hpp"
#include "engine/tools.hpp"
#include "engine/work.hpp"

namespace bot::assist {

// The instruction and the list of topics in the member's language, and the member's words with numbers and
// addresses hidden.
HttpRequest question(const engine::Tools& tools, const engine::SecondLook& look, std::string_view words);

}  // namespace bot::assist
