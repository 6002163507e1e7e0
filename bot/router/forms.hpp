// The two shapes in which patterns are looked for in a folded text.
#pragma once

#include <string>
#include <string_view>

namespace bot::router {

struct Forms {
    std::u32string joined;  // without blanks: where Han patterns stand
    std::u32string spaced;  // ASCII words with single blanks around each, everything else a blank: where English ones do
};

// `normalized` comes from text::normalize.
Forms forms_of(std::string_view normalized);

bool is_ascii(std::string_view text);

}  // namespace bot::router
