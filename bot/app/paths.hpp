// Where the program finds its settings and keeps its data.
#pragma once

#include <optional>
#include <string>

namespace bot::app {

struct Options {
    std::string config = "config";
    std::string data = "var";
    std::optional<std::string> listen;  // overrides bot.toml
};

}  // namespace bot::app
