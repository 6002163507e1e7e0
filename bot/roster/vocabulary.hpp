// What columns and the words in them are called, in every language of the wording.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "templates/messages.hpp"

namespace bot::roster {

class Vocabulary {
public:
    // The messages list.<list>.<column> and word.<group>.<code>: names separated by "|".
    explicit Vocabulary(const templates::Messages& messages);

    // The column of a list that a heading means: "number" for the list "members" and the heading "工号 (必填)".
    std::optional<std::string> column(std::string_view list, std::string_view heading) const;
    // The code that a word stands for in a group: "dispatched" in "employment". A code stands for itself.
    std::optional<std::string> code(std::string_view group, std::string_view word) const;
    // The first name of a column in this language, for telling what is missing.
    std::string name_of(Language language, std::string_view list, std::string_view column) const;

private:
    const templates::Messages& messages_;
    std::map<std::string, std::string, std::less<>> meanings_;  // "list.members.<folded name>" -> "number"
};

}  // namespace bot::roster
