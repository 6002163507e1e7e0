// Cuts a text into units and hashes them.
#include "router/features.hpp"

#include <utility>

#include "text/codepoints.hpp"

namespace bot::router {
namespace {

// The finishing steps of MurmurHash3 (A. Appleby, public domain), which spread every input bit over all
// output bits.
std::uint32_t mix(std::uint32_t h) {
    h ^= h >> 16U;
    h *= 0x85EBCA6BU;
    h ^= h >> 13U;
    h *= 0xC2B2AE35U;
    h ^= h >> 16U;
    return h;
}

std::uint32_t joined(std::uint32_t left, std::uint32_t right) { return mix(left * 0x9E3779B1U + right); }

// Beyond all code points, so that they meet no character.
constexpr std::uint32_t number_unit = 0x110000;
constexpr std::uint32_t word_seed = 0x110001;
constexpr std::uint32_t piece_seed = 0x110002;

// Pieces of words stand for their inflections ("overtime", "overtimes"); there are many, so each weighs less.
constexpr float piece_weight = 0.4F;

class Collector {
public:
    void unit(std::uint32_t value) {
        const std::uint32_t one = mix(value);
        features_.push_back({one});
        if (follows_) features_.push_back({joined(last_, one)});
        last_ = one;
        follows_ = true;
    }
    void piece(std::uint32_t value) { features_.push_back({value, piece_weight}); }
    void boundary() { follows_ = false; }
    void reserve(std::size_t count) { features_.reserve(count); }
    std::vector<Feature> take() { return std::move(features_); }

private:
    std::vector<Feature> features_;
    std::uint32_t last_ = 0;
    bool follows_ = false;
};

bool is_apostrophe(char32_t c) { return c == U'\'' || c == 0x2019; }

// Takes a Latin word whose first letter has been read; `at` moves behind it. Its pieces are its letters
// in threes.
void take_word(std::string_view text, std::size_t& at, char32_t first, Collector& out) {
    std::uint32_t word = joined(word_seed, first);
    char32_t before_last = 0;
    char32_t last = first;
    while (at < text.size()) {
        std::size_t behind = at;
        const char32_t c = text::next_code_point(text, behind);
        if (!text::is_latin_letter(c) && !is_apostrophe(c)) break;
        at = behind;
        if (is_apostrophe(c)) continue;
        word = joined(word, c);
        if (before_last != 0) out.piece(joined(joined(joined(piece_seed, before_last), last), c));
        before_last = last;
        last = c;
    }
    out.unit(word);
}

void take_number(std::string_view text, std::size_t& at, Collector& out) {
    while (at < text.size() && text::is_ascii_digit(static_cast<unsigned char>(text[at]))) ++at;
    out.unit(number_unit);
}

}  // namespace

std::vector<Feature> features_of(std::string_view normalized) {
    Collector out;
    out.reserve(normalized.size());
    for (std::size_t at = 0; at < normalized.size();) {
        const char32_t c = text::next_code_point(normalized, at);
        if (text::is_latin_letter(c)) {
            take_word(normalized, at, c, out);
        } else if (text::is_ascii_digit(c)) {
            take_number(normalized, at, out);
        } else if (text::is_letter_or_number(c)) {
            out.unit(c);
        } else if (!text::is_blank(c)) {
            out.boundary();
        }
    }
    return out.take();
}

}  // namespace bot::router
