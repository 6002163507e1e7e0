// The JSON bodies of the Bot API methods that we call.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/message.hpp"
#include "core/result.hpp"

namespace bot::platforms::telegram {

inline constexpr std::size_t longest_text = 4096;  // UTF-16 units

// One body a part of the text; the buttons stand under the last. Plain text, no parse_mode, so nothing in a
// letter needs escaping. Errors: malformed (recipient, empty text, a button that Telegram would refuse).
[[nodiscard]] Result<std::vector<std::string>> send_message_bodies(const Letter& letter);

std::string answer_callback_body(const std::string& button_token);
std::string get_file_body(const std::string& file_id);

}  // namespace bot::platforms::telegram
