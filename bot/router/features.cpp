// Cuts a text into units and hashes them.
#include "router/features.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "text/codepoints.hpp"
#include "text/sounds.hpp"

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
enum Seed : std::uint32_t { number_unit = 0x110000, word_seed, piece_seed, triple_seed, sound_seed, edge_unit, concept_seed, neighbours_seed };

// Weights against a character or word alone. Found by leaving whole writers out; the result is flat around them. Pieces of
// words stand for their inflections ("overtime", "overtimes"); there are many, so each weighs less.
constexpr float pair_weight = 1;
constexpr float triple_weight = 0.3F;
constexpr float piece_weight = 0.4F;
constexpr float sound_weight = 0.3F;
constexpr float edge_weight = 0.5F;  // what a text or a clause begins or ends with
constexpr float concept_weight = 1.25F;
constexpr float neighbours_weight = 0.5F;
constexpr std::size_t longest_piece = 5;

class Collector {
public:
    explicit Collector(std::size_t bytes) { features_.reserve(bytes * 2); }

    void unit(std::uint32_t value, std::uint16_t sound = 0) {
        const std::uint32_t one = mix(value);
        features_.push_back({one, 1});
        if (run_ == 0) features_.push_back({joined(edge_unit, one), edge_weight});
        if (run_ >= 1) features_.push_back({joined(last_, one), pair_weight});
        if (run_ >= 2) add(joined(joined(joined(triple_seed, before_last_), last_), one), triple_weight);
        if (sound != 0 && last_sound_ != 0) add(joined(joined(sound_seed, last_sound_), sound), sound_weight);
        before_last_ = last_;
        last_ = one;
        last_sound_ = sound;
        ++run_;
    }
    void add(std::uint32_t hash, float weight) { features_.push_back({hash, weight}); }
    void boundary() {
        if (run_ > 0) features_.push_back({joined(last_, edge_unit), edge_weight});
        run_ = 0;
        last_sound_ = 0;
    }
    std::vector<Feature> take() {
        boundary();
        return std::move(features_);
    }

private:
    std::vector<Feature> features_;
    std::uint32_t before_last_ = 0;
    std::uint32_t last_ = 0;
    std::uint16_t last_sound_ = 0;
    std::size_t run_ = 0;  // units since the last boundary
};

bool is_apostrophe(char32_t c) { return c == U'\'' || c == 0x2019; }

// The letters of a word in threes, fours and fives, its edges counted as letters.
void take_pieces(const std::vector<std::uint32_t>& letters, Collector& out) {
    for (std::size_t from = 0; from < letters.size(); ++from) {
        std::uint32_t piece = piece_seed;
        for (std::size_t to = from; to < letters.size() && to < from + longest_piece; ++to) {
            piece = joined(piece, letters[to]);
            if (to >= from + 2) out.add(piece, piece_weight);
        }
    }
}

// Takes a Latin word whose first letter has been read; `at` moves behind it. "Sooo" and "soo" are one.
void take_word(std::string_view text, std::size_t& at, char32_t first, Collector& out) {
    std::vector<std::uint32_t> letters{edge_unit, first};
    std::uint32_t word = joined(word_seed, first);
    std::size_t equal = 1;
    while (at < text.size()) {
        std::size_t behind = at;
        const char32_t c = text::next_code_point(text, behind);
        if (!text::is_latin_letter(c) && !is_apostrophe(c)) break;
        at = behind;
        equal = c == letters.back() ? equal + 1 : 1;
        if (is_apostrophe(c) || equal > 2) continue;
        word = joined(word, c);
        letters.push_back(c);
    }
    letters.push_back(edge_unit);
    out.unit(word);
    take_pieces(letters, out);
}

void take_concepts(const std::vector<Concepts::Number>& found, Collector& out) {
    std::optional<Concepts::Number> before;
    for (const auto number : found) {
        if (before == number) continue;
        out.add(joined(concept_seed, number), concept_weight);
        if (before) {
            out.add(joined(joined(neighbours_seed, std::min(*before, number)), std::max(*before, number)), neighbours_weight);
        }
        before = number;
    }
}

void take_number(std::string_view text, std::size_t& at, Collector& out) {
    while (at < text.size() && text::is_ascii_digit(static_cast<unsigned char>(text[at]))) ++at;
    out.unit(number_unit);
}

}  // namespace

std::vector<Feature> features_of(std::string_view normalized, const Concepts& concepts) {
    Collector out(normalized.size());
    take_concepts(concepts.find(normalized), out);
    for (std::size_t at = 0; at < normalized.size();) {
        const char32_t c = text::next_code_point(normalized, at);
        if (text::is_latin_letter(c)) {
            take_word(normalized, at, c, out);
        } else if (text::is_ascii_digit(c)) {
            take_number(normalized, at, out);
        } else if (text::is_letter_or_number(c)) {
            out.unit(c, text::sound_of(c));
        } else if (!text::is_blank(c)) {
            out.boundary();
            out.unit(c);
            out.boundary();
        }
    }
    return out.take();
}

}  // namespace bot::router
