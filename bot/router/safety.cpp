// Compiles the lists of danger words and weighs what is found.
#include "router/safety.hpp"

#include <algorithm>
#include <tuple>

#include "router/forms.hpp"
#include "text/normalize.hpp"

namespace bot::router {
namespace {

using dialogue::Danger;
using Hit = PatternTrie::Hit;

constexpr PatternTrie::Meaning idiom = 0;  // explains the words within it
constexpr PatternTrie::Meaning never_suppress =
    1;  // a plan, means, farewell: then no idiom explains anything
constexpr PatternTrie::Meaning prepared = 2;  // the same, and an uncertain word of self-harm is certain beside it
constexpr PatternTrie::Meaning first_rule = 3;

// Pinyin is often written without blanks ("woxiangsi"), so longer patterns may stand anywhere; short ones
// would be found within English words.
constexpr std::size_t shortest_free_pinyin = 6;

// Goes through hits and idioms side by side, both ordered by where they begin, and leaves out what lies
// wholly inside an idiom.
template <class Use>
void for_each_unexplained(const std::vector<Hit>& hits, Use use) {
    std::size_t ahead = 0;
    std::size_t explained_to = 0;
    for (const Hit& hit : hits) {
        for (; ahead < hits.size() && hits[ahead].begin <= hit.begin; ++ahead) {
            if (hits[ahead].meaning == idiom) explained_to = std::max(explained_to, hits[ahead].end);
        }
        if (hit.meaning != idiom && hit.end > explained_to) use(hit);
    }
}

// Somebody else in danger is seen first by words that also fit oneself ("工友说要跳楼"), so it goes before
// self-harm.
int rank_of(Danger danger) {
    switch (danger) {
        case Danger::accident:
            return 0;
        case Danger::third_person:
            return 1;
        case Danger::self_harm:
            return 2;
        case Danger::violence:
            return 3;
        case Danger::collective:
            return 4;
        case Danger::none:
            return 5;
    }
    return 5;
}

}  // namespace

SafetyRules::SafetyRules(const config::SafetySetting& setting) : answers_(setting.answers) {
    for (const auto& [key, patterns] : setting.words) {
        const auto meaning = first_rule + static_cast<PatternTrie::Meaning>(rules_.size());
        rules_.push_back(rule_for(key));
        for (const auto& pattern : patterns) add(pattern, meaning, key.starts_with("pinyin"));
    }
    for (const auto& pattern : setting.idioms) add(pattern, idiom, false);
    for (const auto& pattern : setting.never_suppress) add(pattern, never_suppress, false);
    for (const auto& pattern : setting.prepared) add(pattern, prepared, false);
}

SafetyRules::Rule SafetyRules::rule_for(const std::string& key) {
    constexpr std::pair<std::string_view, Danger> beginnings[] = {
        {"self_harm", Danger::self_harm},   {"third_person", Danger::third_person},
        {"violence", Danger::violence},     {"accident", Danger::accident},
        {"collective", Danger::collective},
    };
    for (const auto& [beginning, danger] : beginnings) {
        if (!key.starts_with(beginning)) continue;
        const bool done = key.find("attempt") != std::string::npos;
        return {key, danger, key.find("implicit") != std::string::npos, done, rank_of(danger)};
    }
    return {key, Danger::self_harm, true, false, rank_of(Danger::self_harm)};
}

void SafetyRules::add(std::string_view pattern, PatternTrie::Meaning meaning, bool is_pinyin) {
    const auto normalized = text::normalize(pattern);
    const auto forms = forms_of(normalized);
    const bool anywhere = !is_ascii(normalized) || (is_pinyin && forms.joined.size() >= shortest_free_pinyin);
    if (anywhere) {
        joined_.add(forms.joined, meaning);
    } else if (forms.spaced.size() > 1) {
        spaced_.add(forms.spaced, meaning);
    }
}

bool SafetyRules::tells_of(std::initializer_list<PatternTrie::Meaning> wanted, const std::vector<Hit>& hits) {
    bool tells = false;
    for_each_unexplained(hits, [&](const Hit& hit) { tells = tells || std::find(wanted.begin(), wanted.end(), hit.meaning) != wanted.end(); });
    return tells;
}

void SafetyRules::weigh(const std::vector<Hit>& hits, bool idioms_count, const Rule*& worst) const {
    const auto use = [this, &worst](const Hit& hit) {
        if (hit.meaning < first_rule) return;
        const Rule& rule = rules_[hit.meaning - first_rule];
        const auto order = [](const Rule& one) { return std::tuple(one.rank, !one.done, one.unsure); };
        if (!worst || order(rule) < order(*worst)) worst = &rule;
    };
    if (idioms_count) {
        for_each_unexplained(hits, use);
    } else {
        std::for_each(hits.begin(), hits.end(), use);
    }
}

dialogue::Safety SafetyRules::look(std::string_view normalized) const {
    const auto forms = forms_of(normalized);
    const auto in_joined = joined_.find(forms.joined);
    const auto in_spaced = spaced_.find(forms.spaced);
    const bool ready = tells_of({prepared}, in_joined) || tells_of({prepared}, in_spaced);
    const bool plan = ready || tells_of({never_suppress}, in_joined) || tells_of({never_suppress}, in_spaced);
    const Rule* worst = nullptr;
    weigh(in_joined, !plan, worst);
    weigh(in_spaced, !plan, worst);
    if (!worst) return {};
    return {worst->danger, worst->unsure && !ready, worst->key, plan, worst->done};
}

}  // namespace bot::router
