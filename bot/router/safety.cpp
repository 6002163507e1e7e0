// Compiles the lists of danger words and weighs what is found.
#include "router/safety.hpp"

#include <algorithm>
#include <tuple>

#include "router/forms.hpp"
#include "text/codepoints.hpp"
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

// A word of danger that is part of a pattern means what the pattern means. Ordered by where they begin.
std::vector<Hit> within_patterns(std::vector<Hit> words, std::vector<Hit> patterns) {
    if (patterns.empty()) return words;
    std::erase_if(words, [&](const Hit& word) {
        const auto holds = [&](const Hit& one) { return word.begin >= one.begin && word.end <= one.end; };
        return word.meaning >= first_rule && std::any_of(patterns.begin(), patterns.end(), holds);
    });
    words.insert(words.end(), patterns.begin(), patterns.end());
    std::stable_sort(words.begin(), words.end(), [](const Hit& a, const Hit& b) { return a.begin < b.begin; });
    return words;
}

// Innocent sayings fill half of the text or more.
bool mostly_sayings(const std::vector<Hit>& hits, std::size_t length) {
    std::size_t filled = 0;
    std::size_t to = 0;
    for (const Hit& hit : hits) {
        if (hit.meaning != idiom || hit.end <= to) continue;
        filled += hit.end - std::max(hit.begin, to);
        to = hit.end;
    }
    return filled * 2 >= length && filled > 0;
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

SafetyRules::SafetyRules(const config::SafetySetting& setting) : patterns_(setting.slots, setting.idioms), answers_(setting.answers) {
    for (const auto& [key, patterns] : setting.words) {
        const auto meaning = meaning_of(key);
        for (const auto& pattern : patterns) add(pattern, meaning, key.starts_with("pinyin"));
    }
    for (const auto& [key, messages] : setting.whole) {
        const auto meaning = meaning_of(key);
        for (const auto& message : messages) whole_.emplace(forms_of(text::normalize(message)).joined, meaning);
    }
    for (const auto& [key, patterns] : setting.patterns) {
        const auto meaning = meaning_of(key);
        for (const auto& pattern : patterns) patterns_.add(pattern, meaning);
    }
    for (const auto& pattern : setting.idioms) add(pattern, idiom, false);
    for (const auto& pattern : setting.never_suppress) add(pattern, never_suppress, false);
    for (const auto& pattern : setting.prepared) add(pattern, prepared, false);
}

PatternTrie::Meaning SafetyRules::meaning_of(const std::string& key) {
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        if (rules_[i].key == key) return first_rule + static_cast<PatternTrie::Meaning>(i);
    }
    rules_.push_back(rule_for(key));
    return first_rule + static_cast<PatternTrie::Meaning>(rules_.size() - 1);
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
        const bool unsure = key.find("implicit") != std::string::npos;
        return {key, danger, unsure, done, rank_of(danger), false, key.find("threat") != std::string::npos};
    }
    if (key.starts_with("worry")) return {key, Danger::none, true, false, rank_of(Danger::none), true, false};
    return {key, Danger::self_harm, true, false, rank_of(Danger::self_harm), false, false};
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
        const auto order = [](const Rule& one) { return std::tuple(!one.done, one.rank, one.unsure, !one.threat); };
        if (!worst || order(rule) < order(*worst)) worst = &rule;
    };
    if (idioms_count) {
        for_each_unexplained(hits, use);
    } else {
        std::for_each(hits.begin(), hits.end(), use);
    }
}

void SafetyRules::find_whole(std::u32string_view joined, Hits& hits) const {
    std::size_t end = joined.size();
    while (end > 0 && joined[end - 1] < 0x80 && !text::is_letter_or_number(joined[end - 1])) --end;
    if (const auto at = whole_.find(joined.substr(0, end)); at != whole_.end()) hits.push_back({0, end, at->second});
}

dialogue::Safety SafetyRules::look(std::string_view normalized) const {
    const auto forms = forms_of(normalized);
    const auto deeds = patterns_.in_joined(forms.joined);
    auto in_joined = within_patterns(joined_.find(forms.joined), deeds);
    const auto in_spaced = within_patterns(spaced_.find(forms.spaced), patterns_.in_spaced(forms.spaced));
    find_whole(forms.joined, in_joined);
    const bool ready = tells_of({prepared}, in_joined) || tells_of({prepared}, in_spaced);
    const bool plan = ready || tells_of({never_suppress}, in_joined) || tells_of({never_suppress}, in_spaced);
    const Rule* worst = nullptr;
    weigh(in_joined, !plan, worst);
    weigh(in_spaced, !plan, worst);
    if (!worst) {
        dialogue::Safety nothing;
        nothing.innocent = !plan && (mostly_sayings(in_joined, forms.joined.size()) || mostly_sayings(in_spaced, forms.spaced.size()));
        return nothing;
    }
    if (worst->worry) return {Danger::none, true, worst->key, false, false, false, true};
    // Who strikes whom is said too plainly to be explained away; in English half of it is a way of speaking ("she'll kill me").
    const auto says_so = [&](const Hit& hit) { return &rules_[hit.meaning - first_rule] == worst; };
    const bool deed = (worst->done || worst->danger == Danger::violence) && std::any_of(deeds.begin(), deeds.end(), says_so);
    return {worst->danger, worst->unsure && !ready, worst->key, plan || deed, worst->done, false, false};
}

}  // namespace bot::router
