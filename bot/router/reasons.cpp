// Which pieces of a text decided: each is left out once.
#include <algorithm>
#include <utility>

#include "router/model.hpp"
#include "text/codepoints.hpp"

namespace bot::router {
namespace {

// Words, and pairs of Han characters.
std::vector<std::pair<std::size_t, std::size_t>> pieces_of(std::string_view text) {
    std::vector<std::pair<std::size_t, std::size_t>> pieces;
    std::size_t word = std::string_view::npos;
    std::size_t before = std::string_view::npos;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t begin = at;
        const char32_t c = at < text.size() ? text::next_code_point(text, at) : U' ';
        if (begin == text.size()) ++at;
        if (text::is_latin_letter(c) || text::is_ascii_digit(c)) {
            if (word == std::string_view::npos) word = begin;
            before = std::string_view::npos;
            continue;
        }
        if (word != std::string_view::npos) pieces.emplace_back(std::exchange(word, std::string_view::npos), begin);
        if (before != std::string_view::npos && text::is_letter(c)) pieces.emplace_back(before, at);
        before = text::is_letter(c) ? begin : std::string_view::npos;
    }
    return pieces;
}

}  // namespace

std::vector<Model::Reason> Model::reasons(std::string_view normalized, std::size_t most) const {
    const auto shares_of = [this](std::string_view text) { return judge(scores(features_of(text, parts_.concepts))).shares; };
    const auto full = shares_of(normalized);
    if (full.empty()) return {};
    const auto best = static_cast<std::size_t>(std::max_element(full.begin(), full.end()) - full.begin());
    std::vector<Reason> reasons;
    for (const auto& [begin, end] : pieces_of(normalized)) {
        std::string rest(normalized.substr(0, begin));
        rest += ' ';
        rest += normalized.substr(end);
        const auto without = shares_of(rest);
        const float fall = full[best] - (without.empty() ? 0 : without[best]);
        reasons.push_back({std::string(normalized.substr(begin, end - begin)), fall});
    }
    std::stable_sort(reasons.begin(), reasons.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
    if (reasons.size() > most) reasons.resize(most);
    return reasons;
}

}  // namespace bot::router
