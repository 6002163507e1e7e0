// Makes the engine's tools out of a config folder: settings checked, wording loaded and cross-checked, model loaded.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "engine/tools.hpp"

namespace bot::app {

struct MadeTools {
    std::shared_ptr<const engine::Tools> tools;  // empty when there are problems
    std::vector<std::string> problems;           // for the administrator, one a line
    std::vector<std::string> warnings;
};

MadeTools make_tools(const std::string& config, const std::string& data, const Clock& clock, Random& random);

}  // namespace bot::app
