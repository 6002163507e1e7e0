// What the rules of masking share: the text seen twice, once as written and once folded, and the spans they
// find.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace bot::text::masking {

using Keys = std::u32string_view;

// Character by character: `keys` in plain width, small letters, simplified form; white space is one kind of
// blank.
struct Letters {
    std::u32string written;
    std::u32string keys;
};

inline constexpr char32_t number_mark = U'0';
inline constexpr char32_t name_mark = U'*';

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    char32_t mark = name_mark;
};
using Spans = std::vector<Span>;

// The rules, each in its file.
void find_numbers(const Letters& text, Spans& found);    // digits, plates, rooms
void find_addresses(const Letters& text, Spans& found);  // mail, web, accounts
void find_people(const Letters& text, Spans& found);
void find_english_people(const Letters& text, Spans& found);
void find_places(const Letters& text, Spans& found);  // firms, streets, villages

bool is_digit(char32_t key);  // 0 to 9
inline bool is_small_letter(char32_t key) { return key >= U'a' && key <= U'z'; }
inline bool is_word_sign(char32_t key) {
    return is_digit(key) || is_small_letter(key) || key == U'_' || key == U'-';
}
inline bool contains(Keys set, char32_t key) { return set.find(key) != Keys::npos; }

// A place where words end: the text's ends, blanks, signs.
bool is_gap(Keys keys, std::size_t at);

// The longest of `words` that stands at `at`, or ends there; its length, 0 for none.
std::size_t starts(Keys keys, std::size_t at, std::initializer_list<Keys> words);
std::size_t ends(Keys keys, std::size_t at, std::initializer_list<Keys> words);

// Characters that stand between words and hardly ever inside a name.
bool is_joint(char32_t key);

// Length of the surname at `at`; 0 when there is none, or when an ordinary word begins there.
std::size_t surname(Keys keys, std::size_t at);

}  // namespace bot::text::masking
