// The words that always work: 进度, 催办, 人工 … for members; 接, 回, 转 … with a case number for staff.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dialogue/reading.hpp"
#include "router/word_table.hpp"

namespace bot::router {

class Words {
public:
    // command key -> spellings. Keys without a meaning are left out.
    // `courtesy`: said before or behind a member's word for politeness.
    explicit Words(const std::map<std::string, std::vector<std::string>>& spellings, const std::vector<std::string>& courtesy = {});

    // Member's words are the whole message, perhaps with a case number before or behind ("进度 10013", "10013
    // 进度"). Staff words and 补充 begin the message, a case number follows, and whatever comes then is
    // `rest`, exactly as written. A wrong check digit leaves `number` empty; a wrong number alone is no
    // command at all.
    dialogue::Command find(std::string_view text, std::string_view normalized) const;

    // A staff word without its case number ("接"), or a case number beside a word that is none ("拒绝 10024"): of a
    // colleague it is a slip, of a member an ordinary sentence.
    bool like_a_staff_word(std::string_view normalized) const;

private:
    const dialogue::Command* politely_spelled(std::string_view normalized) const;
    const dialogue::Command* spelled(std::string_view normalized) const;
    std::optional<dialogue::Command> whole(std::string_view normalized) const;
    std::optional<dialogue::Command> with_rest(std::string_view text) const;
    std::optional<dialogue::Command> binding(std::string_view text) const;
    std::optional<dialogue::Command> announcement(std::string_view text) const;

    std::unordered_map<std::string, dialogue::Command>
        by_spelling_;  // folded, without blanks and signs around
    std::vector<std::string> courtesy_;  // folded
};

}  // namespace bot::router
