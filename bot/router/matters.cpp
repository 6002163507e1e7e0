// Cuts a message into clauses and joins those of one matter again.
#include "router/matters.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "text/codepoints.hpp"
#include "text/normalize.hpp"

namespace bot::router {
namespace {

using dialogue::Guess;
using dialogue::Part;

constexpr double clear_confidence = 0.5;
constexpr double clearly_one = 0.7;  // share of one sub-category
constexpr std::size_t most_clauses = 30;  // of a longer message the rest stays with the last of them

constexpr std::array<std::string_view, 15> after_pause{"另外",          "还有",           "顺便",
                                                       "再有",          "此外",           "对了",
                                                       "再就是",        "还想问",         "再加上",
                                                       "and another thing", "another thing", "one more thing",
                                                       "by the way",    "besides",        "additionally"};
// "the dorm is also cold" is one clause, ", also the dorm is cold" begins a new one.
constexpr std::array<std::string_view, 2> after_comma{"also ", "plus "};
// What follows may be a matter of its own, or only one more thing of the same: it is cut and does not part neighbours.
constexpr std::string_view goes_on = "and also ";

bool is_comma(char32_t c) { return c == U',' || c == 0xFF0C || c == 0x3001; }

template <std::size_t N>
std::size_t beginning(std::string_view folded, const std::array<std::string_view, N>& words) {
    const auto found =
        std::find_if(words.begin(), words.end(), [folded](auto word) { return folded.starts_with(word); });
    return found == words.end() ? 0 : found->size();
}

// The words that begin a new clause.
struct Opening {
    std::size_t length = 0;  // bytes; 0: none do
    bool another = false;    // and say that it is about another thing
};

Opening opening_of(std::string_view rest, bool comma) {
    constexpr std::size_t longest = 24;  // bytes; a cut character at the end does no harm
    const auto folded = text::normalize(rest.substr(0, longest));
    if (const auto length = beginning(folded, after_pause); length > 0) return {length, true};
    if (folded.starts_with(goes_on)) return {goes_on.size(), false};
    const auto length = comma ? beginning(folded, after_comma) : 0;
    return {length, length > 0};
}

void cut_sentence(std::string_view sentence, std::vector<std::string_view>& out) {
    std::size_t begin = 0;
    std::size_t end = 0;      // behind the last sign that is no pause
    std::size_t settled = 0;  // no cut before this: within "and another thing" there is none
    bool pause = false;
    bool comma = false;
    for (std::size_t at = 0; at < sentence.size();) {
        const std::size_t start = at;
        const char32_t c = text::next_code_point(sentence, at);
        if (is_comma(c) || text::is_blank(c)) {
            pause = true;
            comma = comma || is_comma(c);
            continue;
        }
        const std::size_t length =
            pause && end > begin && start >= settled ? opening_of(sentence.substr(start), comma).length : 0;
        if (length > 0) {
            out.push_back(sentence.substr(begin, end - begin));
            begin = start;
            settled = start + length;
        }
        end = at;
        pause = false;
        comma = false;
    }
    out.push_back(sentence.substr(begin));
}

std::string_view category_of(std::string_view label) { return label.substr(0, label.find('.')); }

// Greetings, questions after an earlier matter ("_status", the "fb" talk about talking) and what is none of
// the union's business are no matters of their own.
bool is_matter(std::string_view label) { return !label.starts_with('_') && category_of(label) != "fb"; }

std::optional<Guess> clear_guess(std::string_view clause, const Classifier& classifier) {
    auto guesses = classifier.opinion(text::normalize(clause), 1).guesses;
    if (guesses.empty() || guesses.front().confidence < clear_confidence) return std::nullopt;
    if (!is_matter(guesses.front().subcategory)) return std::nullopt;
    return std::move(guesses.front());
}

// Within one category the sub-categories are neighbours, and a clause is little to tell them apart by: only what the
// member marks as another thing, and is clearly one, parts them.
Part* part_about(std::vector<Part>& parts, const Guess& guess, bool marked) {
    const bool apart = marked && guess.share >= clearly_one;
    const auto same = [&](const Part& part) {
        return apart ? part.guess.subcategory == guess.subcategory : category_of(part.guess.subcategory) == category_of(guess.subcategory);
    };
    const auto found = std::find_if(parts.begin(), parts.end(), same);
    return found == parts.end() ? nullptr : &*found;
}

void append(std::string& text, std::string_view clause) {
    if (!text.empty() && text.back() != ' ') text.push_back(' ');
    text.append(clause);
}

}  // namespace

std::vector<std::string_view> clauses(std::string_view text) {
    std::vector<std::string_view> out;
    for (const auto sentence : text::sentences(text)) {
        if (out.size() >= most_clauses) {
            const char* begin = out.back().data();
            out.back() = {begin, static_cast<std::size_t>(sentence.data() + sentence.size() - begin)};
        } else {
            cut_sentence(sentence, out);
        }
    }
    return out;
}

std::vector<Part> separate_matters(std::string_view text, const Classifier& classifier) {
    const auto pieces = clauses(text);
    if (pieces.size() < 2) return {};
    std::vector<Part> parts;
    std::string preface;  // unclear words before the first matter
    Part* current = nullptr;
    for (const auto piece : pieces) {
        if (auto guess = clear_guess(piece, classifier)) {
            current = part_about(parts, *guess, opening_of(piece, true).another);
            if (!current) {
                parts.push_back({std::exchange(preface, {}), *guess});
                current = &parts.back();
            }
            if (guess->confidence > current->guess.confidence) current->guess = *std::move(guess);
        }
        append(current ? current->text : preface, piece);
    }
    return parts.size() < 2 ? std::vector<Part>{} : parts;
}

}  // namespace bot::router
