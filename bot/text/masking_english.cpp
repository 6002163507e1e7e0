// English names: behind "my name is", behind a title, and firms and streets by their endings.
#include <algorithm>

#include "text/codepoints.hpp"
#include "text/masking_parts.hpp"

namespace bot::text::masking {
namespace {

struct Word {
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool in_word(char32_t c) { return is_latin_letter(c) || c == U'\'' || c == 0x2019; }

std::vector<Word> words_of(Keys keys) {
    std::vector<Word> words;
    for (std::size_t at = 0; at < keys.size(); ++at) {
        if (!is_latin_letter(keys[at])) continue;
        auto end = at;
        while (end < keys.size() && in_word(keys[end])) ++end;
        words.push_back({at, end});
        at = end;
    }
    return words;
}

class English {
public:
    English(const Letters& text, Spans& found) : text_(text), found_(found), words_(words_of(text.keys)) {}

    void run() {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            introduced(i);
            titled(i);
            place(i);
        }
    }

private:
    Keys word(std::size_t i) const {
        if (i >= words_.size()) return {};
        return Keys(text_.keys).substr(words_[i].begin, words_[i].end - words_[i].begin);
    }
    bool is(std::size_t i, std::initializer_list<Keys> any) const {
        return std::any_of(any.begin(), any.end(), [&](Keys one) { return word(i) == one; });
    }
    // Only blanks, or one dot or colon and blanks, between this word and the next.
    bool joined(std::size_t i) const {
        if (i + 1 >= words_.size()) return false;
        for (auto at = words_[i].end; at < words_[i + 1].begin; ++at) {
            if (!contains(U" .:", text_.keys[at])) return false;
        }
        return words_[i + 1].begin > words_[i].end;
    }
    bool beside(std::size_t i) const {
        return joined(i) &&
               Keys(text_.keys).substr(words_[i].end, words_[i + 1].begin - words_[i].end) == U" ";
    }

    // A capital and small letters behind it; what is shouted shows no names.
    bool is_name(std::size_t i) const {
        if (i >= words_.size() || ordinary(i)) return false;
        const auto at = words_[i].begin;
        if (text_.written[at] == text_.keys[at]) return false;
        return words_[i].end == at + 1 || text_.written[at + 1] == text_.keys[at + 1];
    }
    bool ordinary(std::size_t i) const {
        return is(i,
                  {U"the",      U"a",      U"an",      U"my",         U"our",        U"your",    U"this",
                   U"that",     U"not",    U"so",      U"very",       U"too",        U"chinese", U"filipino",
                   U"filipina", U"indian", U"english", U"indonesian", U"vietnamese", U"muslim",  U"christian",
                   U"ok",       U"and",    U"or",      U"but",        U"i",          U"i'm",     U"we",
                   U"they",     U"he",     U"she",     U"it",         U"working",    U"from",    U"in",
                   U"at",       U"of",     U"for",     U"to",         U"with",       U"what",    U"why",
                   U"how",      U"when",   U"urgent",  U"please",     U"no",         U"is",      U"was",
                   U"has",      U"said",   U"told",    U"me",         U"unfair",     U"new",     U"every",
                   U"each",     U"big",    U"no.",     U"same",       U"other",      U"labour",  U"labor",
                   U"trade",    U"union",  U"on"});
    }
    bool begins_a_sentence(std::size_t i) const {
        auto at = words_[i].begin;
        while (at > 0 && text_.keys[at - 1] == U' ') --at;
        return at == 0 || contains(U".!?", text_.keys[at - 1]);
    }
    void take(std::size_t first, std::size_t last) {
        found_.push_back({words_[first].begin, words_[last].end, name_mark});
    }
    // Names in a row from word i on.
    void take_names(std::size_t i) {
        if (!is_name(i)) return;
        auto last = i;
        while (last < i + 2 && beside(last) && is_name(last + 1)) ++last;
        take(i, last);
    }

    void introduced(std::size_t i) {
        if (!joined(i)) return;
        const bool named = (i > 0 && is(i, {U"is"}) && is(i - 1, {U"name"})) ||
                           is(i, {U"name's", U"name\u2019s", U"named", U"called"}) ||
                           (is(i, {U"name"}) && !is(i + 1, {U"is"}));
        const bool am = (i > 0 && is(i, {U"am"}) && is(i - 1, {U"i"})) ||
                        is(i, {U"i'm", U"i\u2019m", U"im"}) ||
                        (i > 0 && is(i, {U"is"}) && is(i - 1, {U"this"}));
        const bool small = named && is(i, {U"is", U"name's", U"name\u2019s"}) && !ordinary(i + 1);
        if ((named || am) && is_name(i + 1)) return take_names(i + 1);
        if (small) take(i + 1, i + 1);
    }

    void titled(std::size_t i) {
        if (!joined(i)) return;
        if (is(i, {U"mr", U"mrs", U"ms", U"dr", U"mister", U"madam"}) && !ordinary(i + 1)) {
            return is_name(i + 1) ? take_names(i + 1) : take(i + 1, i + 1);
        }
        if (is(i, {U"miss", U"sir", U"manager", U"boss", U"supervisor", U"foreman", U"uncle", U"auntie",
                   U"ah", U"teacher", U"doctor"}))
            take_names(i + 1);
    }

    // "Golden Star Garments Ltd", "12 King Street": the words with capitals before the ending.
    void place(std::size_t i) {
        if (i == 0 ||
            !is(i, {U"ltd",        U"limited", U"inc",      U"corp",    U"corporation", U"co",
                    U"company",    U"factory", U"hotel",    U"group",   U"hospital",    U"school",
                    U"restaurant", U"street",  U"road",     U"avenue",  U"lane",        U"logistics",
                    U"agency",     U"estate",  U"building", U"garments"}))
            return;
        auto first = i;
        while (first > 0 && first + 4 > i && beside(first - 1) && is_name(first - 1)) --first;
        // A single capital at the beginning of a sentence says nothing: "Can agency staff join?"
        if (first + 1 == i && begins_a_sentence(first) &&
            !is(i, {U"ltd", U"limited", U"inc", U"corp", U"corporation", U"street", U"road", U"avenue"}))
            return;
        if (first < i) take(first, i - 1);
    }

    const Letters& text_;
    Spans& found_;
    std::vector<Word> words_;
};

}  // namespace

void find_english_people(const Letters& text, Spans& found) { English(text, found).run(); }

}  // namespace bot::text::masking
