// One text with places for values, compiled once into flat pieces. The part of mustache that wording needs:
// {{value}}, {{#value}}…{{/value}}, {{^value}}…{{/value}}, {{! remark }}. A line with a section tag that
// comes out blank is left out, so an optional line is written as {{#due}}回话:{{due}}{{/due}}. No HTML
// escaping: these texts go to chats. Source: mustache(5), the manual of the template language; the rule for
// blank lines is wider than there.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace bot::templates {

class Pattern {
public:
    // `names` are the values the text may use; their order gives the order of values in `render`.
    static Result<Pattern> parse(std::string_view text, const std::vector<std::string>& names);

    // `values` has one entry for each of `names`. Any number of threads at once.
    void render(const std::vector<std::string_view>& values, std::string& out) const;

    bool uses(std::size_t name) const;
    std::size_t literal_bytes() const;

private:
    enum class Kind { literal, line_end, value, when_filled, when_empty, section_end };
    struct Piece {
        Kind kind;
        std::string text;      // literal; without line breaks
        std::size_t name = 0;  // value, when_filled, when_empty
        std::size_t end = 0;   // when_filled, when_empty: their section_end
    };
    class Parser;

    std::vector<Piece> pieces_;
};

}  // namespace bot::templates
