// Webhook bodies below fixtures/; all people, numbers and texts in them are invented.
#pragma once

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace fixtures {

inline std::string read(const std::string& name) {
    std::ifstream file(std::string(SOURCE_DIR) + "/tests/unit/platforms/fixtures/" + name, std::ios::binary);
    if (!file) throw std::runtime_error("no fixture " + name);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace fixtures
