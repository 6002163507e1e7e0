// The invented union of config/demo.toml.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.hpp"

namespace bot::config {

struct DemoStaff {
    std::string name;
    std::string role;
    std::string desk;
    bool on_call = false;
};

struct DemoMember {
    std::string name;
    std::vector<std::string> says;  // one message after another
};

struct Demo {
    std::vector<DemoStaff> staff;
    std::vector<DemoMember> members;
};

// Errors: not_found (no such file), invalid_config (with line).
Result<Demo> load_demo(const std::filesystem::path& folder);

}  // namespace bot::config
