// Recognises the words that always work.
#include "router/words.hpp"

#include <utility>

#include "router/said_number.hpp"
#include "router/word_table.hpp"
#include "text/codepoints.hpp"
#include "text/normalize.hpp"

namespace bot::router {
namespace {

using dialogue::Command;
using dialogue::Word;

// No word with its case number is longer; a longer message is not searched for one.
constexpr std::size_t longest_whole = 120;

// A slip of a colleague is a word or two beside the number, in bytes.
constexpr std::size_t longest_slip = 24;

// Where in the text a staff word's case number may begin at the latest.
constexpr std::size_t longest_head = 60;

bool is_typed_digit(char32_t c) { return text::is_ascii_digit(c) || (c >= 0xFF10 && c <= 0xFF19); }

bool separates(char32_t c) {
    constexpr std::u32string_view signs = U":,.;\u3001\u3002\uFF1A\uFF0C\uFF0E\uFF1B\u53F7";  // 53F7: 号
    return text::is_blank(c) || signs.find(c) != std::u32string_view::npos;
}

// What follows a word or a number: without the blanks and the one sign that part it from what stands before.
std::string_view rest_of(std::string_view text, std::size_t at) {
    bool sign = false;
    while (at < text.size()) {
        std::size_t behind = at;
        const char32_t c = text::next_code_point(text, behind);
        if (!text::is_blank(c) && (sign || !separates(c))) break;
        sign = sign || !text::is_blank(c);
        at = behind;
    }
    return text.substr(at);
}

// The first run of digits near the beginning of a text, whatever their width.
struct DigitRun {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::optional<DigitRun> first_digits(std::string_view text) {
    std::optional<DigitRun> run;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const bool digit = is_typed_digit(text::next_code_point(text, at));
        if (digit && !run)
            run = DigitRun{start, at};
        else if (digit)
            run->end = at;
        else if (run || at > longest_head)
            break;
    }
    return run;
}

// Whether a word follows the number without a gap, as in "看2023年的工资条": then a wrong check digit means
// that no case was meant. So it does after 补充 anyway ("补充 3000元没发").
bool goes_on(std::string_view text, std::size_t at) {
    return at < text.size() && text::is_letter_or_number(text::next_code_point(text, at));
}

constexpr std::size_t shortest_code = 4;
constexpr std::size_t longest_code = 64;

bool is_code_sign(char c) {
    const auto wide = static_cast<char32_t>(static_cast<unsigned char>(c));
    return text::is_ascii_letter(wide) || text::is_ascii_digit(wide) || c == '-' || c == '_';
}

}  // namespace

Words::Words(const std::map<std::string, std::vector<std::string>>& spellings, const std::vector<std::string>& courtesy) {
    for (const auto& one : courtesy) courtesy_.push_back(text::normalize(one));
    for (const auto& [key, forms] : spellings) {
        const auto command = word_for(key);
        if (!command) continue;
        for (const auto& form : forms) {
            auto folded = joined(text::normalize(form));
            if (!folded.empty()) by_spelling_.try_emplace(std::move(folded), *command);
        }
    }
}

const Command* Words::spelled(std::string_view normalized) const {
    const auto found = by_spelling_.find(joined(normalized));
    return found == by_spelling_.end() ? nullptr : &found->second;
}

// "hi there" is a courtesy of "hi" alone: between Latin letters nothing is cut.
const Command* Words::politely_spelled(std::string_view normalized) const {
    if (const Command* word = spelled(normalized)) return word;
    const auto said = bare(normalized);
    const auto cuts_a_word = [](char left, char right) {
        const auto letter = [](char c) { return text::is_ascii_letter(static_cast<unsigned char>(c)); };
        return letter(left) && letter(right);
    };
    for (const auto& polite : courtesy_) {
        if (polite.empty() || said.size() <= polite.size()) continue;
        const auto rest = said.size() - polite.size();
        if (said.ends_with(polite) && !cuts_a_word(said[rest - 1], said[rest])) {
            if (const Command* word = spelled(said.substr(0, rest)); word != nullptr && is_members(word->word)) return word;
        }
        if (said.starts_with(polite) && !cuts_a_word(said[polite.size() - 1], said[polite.size()])) {
            if (const Command* word = spelled(said.substr(polite.size())); word != nullptr && is_members(word->word)) return word;
        }
    }
    return nullptr;
}

bool Words::like_a_staff_word(std::string_view normalized) const {
    if (normalized.size() > longest_whole) return false;
    if (const Command* word = spelled(normalized)) return word->word != Word::bind && !stands_alone(word->word);
    for (const auto& said : {number_at_end(normalized), number_at_begin(normalized)}) {
        if (said && said->row && !said->words.empty() && said->words.size() <= longest_slip && spelled(said->words) == nullptr) return true;
    }
    // "回 你好": an order whose number was forgotten.
    const auto blank = normalized.find(' ');
    const Command* first = blank == std::string_view::npos ? nullptr : spelled(normalized.substr(0, blank));
    return first != nullptr && first->word >= Word::queue && takes_rest(first->word);
}

std::optional<Command> Words::whole(std::string_view normalized) const {
    if (const Command* word = politely_spelled(normalized); word && stands_alone(word->word)) return *word;
    for (const auto& said : {number_at_end(normalized), number_at_begin(normalized)}) {
        if (!said) continue;
        if (said->words.empty()) {
            if (!said->row) return std::nullopt;
            return Command{Word::case_number, said->row, {}, Language::zh_hans};
        }
        const Command* word = spelled(said->words);
        if (word && takes_item(word->word)) {
            return Command{word->word == Word::learn ? Word::learn : Word::leave_out, {}, std::string(said->digits), Language::zh_hans};
        }
        if (!word || !takes_number(word->word)) continue;
        Command command = *word;
        command.number = said->row;
        if (!said->row) command.rest = said->digits;  // "评价 5" gives five stars, not case 5
        return command;
    }
    return std::nullopt;
}

std::optional<Command> Words::with_rest(std::string_view text) const {
    const auto digits = first_digits(text);
    if (!digits) return std::nullopt;
    const auto head = text::normalize(text.substr(0, digits->begin));
    const Command* word = spelled(head);
    if (!word) word = spelled(without_label(head));
    // Alone it is an outcome; before a number it says that this one is solved.
    const bool solved = word && word->word == Word::met;
    if (!word || !(takes_rest(word->word) || solved)) return std::nullopt;
    const auto number = text::normalize(text.substr(digits->begin, digits->end - digits->begin));
    constexpr std::size_t fewest_digits = 4;
    if (number.size() < fewest_digits) return std::nullopt;
    Command command = *word;
    if (solved) command.word = Word::says_solved;
    command.number = row_of(number);
    command.rest = rest_of(text, digits->end);
    if (!command.number && (word->word == Word::add || goes_on(text, digits->end))) return std::nullopt;
    return command;
}

// "绑定 K7QF…", "绑定K7QF…", "bind K7QF…": the code is the last run of Latin letters and digits.
std::optional<Command> Words::binding(std::string_view text) const {
    constexpr std::string_view blanks = " \t\r\n";
    const auto last = text.find_last_not_of(blanks);
    if (last == std::string_view::npos) return std::nullopt;
    text = text.substr(0, last + 1);
    std::size_t begin = text.size();
    while (begin > 0 && is_code_sign(text[begin - 1])) --begin;
    const auto code = text.substr(begin);
    if (begin == 0 || code.size() < shortest_code || code.size() > longest_code) return std::nullopt;
    const Command* word = spelled(text::normalize(text.substr(0, begin)));
    if (!word || word->word != Word::bind) return std::nullopt;
    Command command = *word;
    command.rest = code;
    return command;
}

// "群发 …": a word of its own, and everything behind it.
std::optional<Command> Words::announcement(std::string_view text) const {
    const auto gap = text.find_first_of(" \t\r\n");
    if (gap == 0 || gap == std::string_view::npos || gap > longest_head) return std::nullopt;
    const Command* word = spelled(text::normalize(text.substr(0, gap)));
    if (!word || word->word != Word::broadcast) return std::nullopt;
    Command command = *word;
    command.rest = rest_of(text, gap);
    return command;
}

Command Words::find(std::string_view text, std::string_view normalized) const {
    if (normalized.size() <= longest_whole) {
        if (auto command = whole(normalized)) return *command;
        if (auto command = binding(text)) return *command;
    }
    if (auto command = announcement(text)) return *command;
    return with_rest(text).value_or(Command{});
}

}  // namespace bot::router
