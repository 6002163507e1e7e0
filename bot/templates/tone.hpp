// Checks how a Chinese message sounds: words that are never said, length, exclamation and question marks,
// emoji. The word list is templates/tone.toml.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace bot::templates {

struct Tone {
    std::size_t longest = 120;               // Han characters in one message
    std::vector<std::string> may_be_longer;  // keys, or groups as "privacy.*"
    std::vector<std::string> allowed;        // taken out of the text before the search for forbidden words
    std::vector<std::string> forbidden;
};

Result<Tone> parse_tone(std::string_view toml);

// `zh_text` may be a rendered message or its source; tags like {{due}} do not count. Empty when all is well.
std::vector<std::string> tone_problems(const Tone& tone, std::string_view key, std::string_view zh_text);

}  // namespace bot::templates
