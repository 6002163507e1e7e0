// Finds the words of all slots in one pass, then the patterns among them.
#include "router/slot_patterns.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <sstream>

#include "router/forms.hpp"
#include "text/normalize.hpp"

namespace bot::router {
namespace {

using Hit = PatternTrie::Hit;

constexpr std::size_t usual_gap = 8;       // Chinese characters
constexpr std::size_t latin_stretch = 4;   // letters that say about as much as one of them
constexpr std::string_view person_slot = "who_";
constexpr std::string_view bar_slot = "between_never";
constexpr std::string_view guard_slot = "no_slot";

bool ends_sentence(char32_t c) { return c == U'.' || c == U'!' || c == U'?' || c == U';' || c == 0x3002; }

// Of hits within one another the longest alone.
std::vector<Hit> outermost(std::vector<Hit> hits) {
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
    std::vector<Hit> kept;
    for (const auto& hit : hits) {
        if (kept.empty() || hit.end > kept.back().end || (hit.begin == kept.back().begin && hit.end == kept.back().end)) kept.push_back(hit);
    }
    return kept;
}

}  // namespace

SlotPatterns::SlotPatterns(const Slots& slots, const std::vector<std::string>& sayings) {
    for (const auto& [name, words] : slots) {
        const auto slot = static_cast<PatternTrie::Meaning>(slots_.size());
        slots_.emplace(name, slot);
        bars_.push_back(name.starts_with(person_slot) || name == bar_slot);
        for (const auto& word : words) add_word(word, slot);
    }
    guard_ = slots_.emplace(guard_slot, static_cast<PatternTrie::Meaning>(slots_.size())).first->second;
    if (guard_ == bars_.size()) bars_.push_back(false);
    for (const auto& saying : sayings) add_word(saying, guard_);
}

void SlotPatterns::add_word(const std::string& word, PatternTrie::Meaning slot) {
    const auto normalized = text::normalize(word);
    const auto forms = forms_of(normalized);
    if (is_ascii(normalized)) {
        spaced_.add(forms.spaced, slot);
    } else {
        joined_.add(forms.joined, slot);
    }
}

void SlotPatterns::add(std::string_view pattern, PatternTrie::Meaning meaning) {
    std::istringstream words{std::string(pattern)};
    Pattern made{{}, meaning};
    std::size_t gap = usual_gap;
    for (std::string word; words >> word;) {
        std::size_t number = 0;
        if (std::from_chars(word.data(), word.data() + word.size(), number).ec == std::errc()) {
            gap = number;
            continue;
        }
        const auto slot = slots_.find(word);
        if (slot == slots_.end()) return;
        made.places.push_back({slot->second, gap});
        gap = usual_gap;
    }
    if (!made.places.empty()) patterns_.push_back(std::move(made));
}

std::vector<Hit> SlotPatterns::in_joined(std::u32string_view text) const { return match(text, prepared(joined_.find(text)), 1); }

std::vector<Hit> SlotPatterns::in_spaced(std::u32string_view text) const {
    auto tokens = spaced_.find(text);
    // The blanks at both edges belong to the neighbours as well.
    for (auto& one : tokens) {
        ++one.begin;
        --one.end;
    }
    return match(text, prepared(std::move(tokens)), latin_stretch);
}

// What lies in a saying is taken out, and so are the sayings.
SlotPatterns::Tokens SlotPatterns::prepared(Tokens tokens) const {
    Tokens guards;
    std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(guards), [this](const Hit& one) { return one.meaning == guard_; });
    if (guards.empty()) return tokens;
    // Both are ordered by where they begin: the furthest end of what began so far tells whether one lies inside.
    std::size_t ahead = 0;
    std::size_t guarded_to = 0;
    std::erase_if(tokens, [&](const Hit& one) {
        for (; ahead < guards.size() && guards[ahead].begin <= one.begin; ++ahead) guarded_to = std::max(guarded_to, guards[ahead].end);
        return one.end <= guarded_to;
    });
    return tokens;
}

bool SlotPatterns::barred(std::u32string_view text, const Tokens& tokens, std::size_t from, std::size_t to) const {
    for (std::size_t at = from; at < to; ++at) {
        if (ends_sentence(text[at])) return true;
    }
    auto one = std::lower_bound(tokens.begin(), tokens.end(), from, [](const Hit& hit, std::size_t where) { return hit.begin < where; });
    for (; one != tokens.end() && one->begin < to; ++one) {
        if (bars_[one->meaning] && one->end <= to) return true;
    }
    return false;
}

// The rest of a pattern behind `from`; `end` is where it ends.
bool SlotPatterns::follows(std::u32string_view text, const Tokens& tokens, std::size_t from, const Pattern& pattern, std::size_t next,
                           std::size_t stretch, std::size_t& end) const {
    if (next == pattern.places.size()) {
        end = from;
        return true;
    }
    const auto& place = pattern.places[next];
    auto one = std::lower_bound(tokens.begin(), tokens.end(), from, [](const Hit& hit, std::size_t where) { return hit.begin < where; });
    for (; one != tokens.end() && one->begin - from <= place.gap * stretch + (stretch > 1 ? 1 : 0); ++one) {
        if (one->meaning != place.slot || barred(text, tokens, from, one->begin)) continue;
        if (follows(text, tokens, one->end, pattern, next + 1, stretch, end)) return true;
    }
    return false;
}

std::vector<Hit> SlotPatterns::match(std::u32string_view text, const Tokens& tokens, std::size_t stretch) const {
    std::vector<Hit> hits;
    if (tokens.empty()) return hits;
    for (const auto& pattern : patterns_) {
        for (const auto& first : tokens) {
            std::size_t end = 0;
            if (first.meaning != pattern.places.front().slot) continue;
            if (follows(text, tokens, first.end, pattern, 1, stretch, end)) hits.push_back({first.begin, end, pattern.meaning});
        }
    }
    return outermost(std::move(hits));
}

}  // namespace bot::router
