#include "router/concepts.hpp"

#include "router/forms.hpp"
#include "text/normalize.hpp"

namespace bot::router {

Concepts::Concepts(const std::vector<config::Concept>& list) {
    std::vector<std::pair<std::u32string, Number>> han;
    std::vector<std::pair<std::u32string, Number>> ascii;
    for (std::size_t number = 0; number < list.size(); ++number) {
        for (const auto& word : list[number].words) {
            const auto normalized = text::normalize(word);
            auto forms = forms_of(normalized);
            if (!is_ascii(normalized)) {
                han.emplace_back(std::move(forms.joined), static_cast<Number>(number));
            } else if (forms.spaced.size() > 1) {
                ascii.emplace_back(std::move(forms.spaced), static_cast<Number>(number));
            }
        }
    }
    joined = FlatTrie::of(std::move(han));
    spaced = FlatTrie::of(std::move(ascii));
}

std::vector<Concepts::Number> Concepts::find(std::string_view normalized) const {
    if (empty()) return {};
    const auto forms = forms_of(normalized);
    std::vector<Number> found;
    for (const auto& hit : joined.find(forms.joined)) found.push_back(hit.meaning);
    for (const auto& hit : spaced.find(forms.spaced)) found.push_back(hit.meaning);
    return found;
}

}  // namespace bot::router
