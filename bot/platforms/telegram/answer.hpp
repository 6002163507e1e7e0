// What Telegram answers to our method calls: {"ok":true,"result":…} or {"ok":false,"error_code":…,…}.
#pragma once

#include <string>

#include "core/http.hpp"
#include "core/result.hpp"
#include "platforms/platform.hpp"

namespace bot::platforms::telegram {

SendOutcome read_outcome(const HttpResponse& response);

// The file_path of a getFile answer, checked and percent-encoded, ready to stand behind "…/file/bot<token>/".
// Errors: not_found, too_large (over `most_bytes`), unavailable (ask again later), malformed.
[[nodiscard]] Result<std::string> read_file_path(const HttpResponse& response, std::int64_t most_bytes);

}  // namespace bot::platforms::telegram
