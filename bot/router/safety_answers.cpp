#include "router/safety_answers.hpp"

#include <algorithm>
#include <array>

#include "router/forms.hpp"
#include "text/normalize.hpp"

namespace bot::router {
namespace {

using dialogue::SafetyAnswer;

constexpr std::array<std::pair<std::string_view, bool SafetyAnswer::*>, 12> meanings{{
    {"unsafe", &SafetyAnswer::unsafe},
    {"place", &SafetyAnswer::place},
    {"company", &SafetyAnswer::company},
    {"joking", &SafetyAnswer::joking},
    {"safe", &SafetyAnswer::safe},
    {"hurt", &SafetyAnswer::hurt},
    {"quiet", &SafetyAnswer::quiet},
    {"asleep", &SafetyAnswer::asleep},
    {"asks", &SafetyAnswer::asks},
    {"secret", &SafetyAnswer::secret},
    {"robot", &SafetyAnswer::robot},
    {"law", &SafetyAnswer::law},
}};

}  // namespace

SafetyAnswers::SafetyAnswers(const std::map<std::string, std::vector<std::string>>& patterns) {
    for (std::size_t i = 0; i < meanings.size(); ++i) {
        const auto at = patterns.find(std::string(meanings[i].first));
        if (at == patterns.end()) continue;
        for (const auto& pattern : at->second) {
            const auto normalized = text::normalize(pattern);
            const auto forms = forms_of(normalized);
            const auto meaning = static_cast<PatternTrie::Meaning>(i);
            if (is_ascii(normalized)) {
                spaced_.add(forms.spaced, meaning);
            } else {
                joined_.add(forms.joined, meaning);
            }
        }
    }
}

SafetyAnswer SafetyAnswers::read(std::string_view normalized) const {
    const auto forms = forms_of(normalized);
    SafetyAnswer answer;
    for (const auto& hits : {joined_.find(forms.joined), spaced_.find(forms.spaced)}) {
        for (const auto& hit : hits) {
            // "不安全" holds "安全", and "not in danger" holds "in danger": the longer one speaks.
            const bool part = std::any_of(hits.begin(), hits.end(), [&](const auto& other) {
                return other.begin <= hit.begin && other.end >= hit.end && other.end - other.begin > hit.end - hit.begin;
            });
            if (!part) answer.*meanings[hit.meaning].second = true;
        }
    }
    return answer;
}

}  // namespace bot::router
