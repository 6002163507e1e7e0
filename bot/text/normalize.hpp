// Folding of texts for matching. What the member wrote is never changed; this makes a second, plain form.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/message.hpp"

namespace bot::text {

bool valid_utf8(std::string_view bytes);  // RFC 3629: no overlong forms, no surrogates, at most U+10FFFF

// Valid UTF-8 with every bad sequence replaced by U+FFFD.
std::string repaired_utf8(std::string_view bytes);

// Width (NFKC), case, traditional to simplified, control, bidi and zero-width characters removed, white space
// runs folded to one blank, trimmed. Idempotent. Bad UTF-8 is repaired first.
std::string normalize(std::string_view text);

std::size_t characters(std::string_view utf8);                           // code points
std::string first_characters(std::string_view utf8, std::size_t count);  // never cuts a code point

// Sentences of a text, split at 。!?;\n and at Latin . ! ? followed by blank or end; views into `text`.
std::vector<std::string_view> sentences(std::string_view text);

// Its sentences, cut once more at commas.
std::vector<std::string_view> phrases(std::string_view text);

Language guess_language(std::string_view normalized);  // English when Latin letters clearly outweigh Han

// "3", "三", "叁", "3。" and "three" as 3; only 0..99; nothing for any other text.
std::optional<int> small_number(std::string_view normalized);

}  // namespace bot::text
