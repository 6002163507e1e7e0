// All handlers by name. The list stands in handlers/CMakeLists.txt.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "dialogue/decision.hpp"

namespace bot::handlers {

using Registry = std::map<std::string, std::unique_ptr<dialogue::Handler>, std::less<>>;
Registry make_all();

}  // namespace bot::handlers
