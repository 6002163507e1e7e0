// One webhook update of Telegram, from JSON to what the member did.
#pragma once

#include <optional>
#include <string_view>

#include "core/message.hpp"
#include "core/result.hpp"

namespace bot::platforms::telegram {

// Takes the body of a webhook call whose secret was right. Nothing when the update is valid but not for us:
// groups, channels, other bots, stickers, polls and whatever Telegram invents next. `account` and `raw` are
// left empty. Errors: malformed.
[[nodiscard]] Result<std::optional<Inbound>> decode_update(std::string_view body);

}  // namespace bot::platforms::telegram
