// Reads one message file into compiled messages.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "templates/pattern.hpp"

namespace bot::templates {

struct CompiledChoice {
    Pattern label;
    Pattern say;
};

struct Message {
    std::vector<std::string> values;
    Pattern text;
    std::vector<CompiledChoice> choices;
    std::string place;  // "zh-Hans/intake.toml:12", for problems found later
};

struct MessageFile {
    std::vector<std::pair<std::string, Message>> messages;  // key, in file order
    std::vector<std::string> problems;                      // "zh-Hans/intake.toml:12: …"
};

MessageFile read_message_file(const std::string& name, std::string_view content);

}  // namespace bot::templates
