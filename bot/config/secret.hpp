// Secrets stand outside the config files: "file:NAME" in the folder's secrets/, "file:/path", or "env:NAME".
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace bot::config {

// The secret without white space around it. The error says what is wrong and never shows what stood in the
// setting, since that may be the secret itself, written to the wrong place.
Result<std::string> resolve_secret(std::string_view reference, const std::filesystem::path& folder);

}  // namespace bot::config
