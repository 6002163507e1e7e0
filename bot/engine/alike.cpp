// Remembers what a matter is alike to, and finds the others.
#include "engine/alike.hpp"

#include <algorithm>

#include "router/likeness.hpp"
#include "router/unit.hpp"

namespace bot::engine::alike {
namespace {

using dialogue::CaseView;
using dialogue::Subcategory;
using store::LikenessRow;
using store::OtherLikeness;

constexpr std::size_t words_tried = 4;  // a photo or "在吗" may come before the words that say something
constexpr std::chrono::days looked_back{60};
constexpr std::size_t most_others = 64;  // one turn neither judges nor links more than a desk can look at

bool takes_part(const CaseView& about, const Subcategory* topic) {
    return topic != nullptr && topic->common && is_open(about.status) && about.status != CaseStatus::held &&
           about.urgency != dialogue::Urgency::p0;
}

std::string bytes_of(const router::Likeness& likeness) { return {likeness.sketch.begin(), likeness.sketch.end()}; }

bool sound_alike(const std::string& one, const std::string& other) {
    router::Likeness a;
    router::Likeness b;
    if (one.size() != a.sketch.size() || other.size() != b.sketch.size()) return false;
    std::copy(one.begin(), one.end(), a.sketch.begin());
    std::copy(other.begin(), other.end(), b.sketch.begin());
    return router::how_alike(a, b) >= router::surely_alike;
}

// The unit of a matter is what was answered to the first of its topic's questions that asks for one.
std::string unit_of(const Work& work, CaseId id, const Subcategory& topic) {
    const auto answers = work.facts.answers(id);
    const auto said = [&](const std::string& key) -> std::string {
        const auto* field = work.facts.catalogue().field(key);
        if (field == nullptr || field->type != dialogue::FieldType::unit) return {};
        const auto at = std::find_if(answers.begin(), answers.end(), [&](const auto& one) { return one.field == key; });
        return at == answers.end() ? std::string() : router::unit_name(at->value);
    };
    for (const auto* keys : {&topic.questions, &topic.fields}) {
        for (const auto& key : *keys) {
            if (auto name = said(key); !name.empty()) return name;
        }
    }
    return {};
}

LikenessRow made_of(const Work& work, const CaseView& about, const Subcategory& topic, Instant at) {
    LikenessRow row;
    row.at = at;
    for (const auto& words : work.tx.first_words(about.id, words_tried)) {
        const auto likeness = work.tools.reader->likeness(words);
        if (!likeness) continue;
        for (const auto key : likeness->keys) row.keys.push_back(router::key_within(topic.id, key));
        row.sketch = bytes_of(*likeness);
        row.place = router::place_spoken_of(words);
        break;
    }
    if (const auto unit = unit_of(work, about.id, topic); !unit.empty()) {
        row.unit = router::unit_number(unit);
        if (const auto place = router::number_in_name(unit); place != 0) row.place = place;
        row.keys.insert(row.keys.begin(), router::key_within(topic.id, *row.unit));
    }
    return row;
}

}  // namespace

void remember(Work& work, CaseId id) {
    const auto about = work.view(dialogue::CaseRef{id});
    const auto* topic = work.facts.catalogue().find(about.subcategory);
    if (!takes_part(about, topic)) {
        work.tx.remove_likeness(id);
        return;
    }
    const auto before = work.tx.likeness(id);
    const auto row = made_of(work, about, *topic, before ? before->at : work.now);
    if (before && before->place != row.place) work.tx.unlink_from_issue(id);
    work.tx.set_likeness(id, row);
    look_for_issue(work, about, row);
}

void moved(Work& work, CaseId id) {
    work.tx.unlink_from_issue(id);
    remember(work, id);
}

void remember_words(Work& work, CaseId id) {
    const auto before = work.tx.likeness(id);
    if (!before || before->sketch.empty()) remember(work, id);
}

std::vector<OtherLikeness> others(const store::Snapshot& snapshot, const CaseView& about, const LikenessRow& own,
                                  Instant since, Instant until) {
    std::vector<OtherLikeness> found;
    for (const auto id : snapshot.met_under(own.keys, since, until)) {
        if (found.size() == most_others) break;
        if (id == about.id) continue;
        auto other = snapshot.other_likeness(id);
        if (!other || other->at <= since || other->subcategory != about.subcategory || other->desk != about.desk ||
            other->restricted != about.restricted || other->urgency == dialogue::Urgency::p0) {
            continue;
        }
        const bool same_unit = own.unit && other->unit == own.unit;
        // Who named no place is not taken for a neighbour of everybody: that would make one issue of all houses.
        const bool same_words = own.place == other->place && sound_alike(own.sketch, other->sketch);
        if (same_unit || same_words) found.push_back(std::move(*other));
    }
    return found;
}

std::vector<CaseView> same_matter(const store::Snapshot& snapshot, const CaseView& about, Instant now, std::size_t most) {
    std::vector<CaseId> ids;
    if (const auto own = snapshot.likeness(about.id)) {
        for (const auto& other : others(snapshot, about, *own, now - looked_back, now)) ids.push_back(other.about);
    }
    if (const auto issue = snapshot.issue_of(about.id)) {
        for (const auto& linked : snapshot.issue_cases(issue, most + 1)) ids.push_back(linked.about);
    }
    std::sort(ids.begin(), ids.end(), std::greater<>());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::erase(ids, about.id);
    std::vector<CaseView> found;
    for (const auto id : ids) {
        if (found.size() == most) break;
        if (auto one = snapshot.find_case(id)) found.push_back(std::move(*one));
    }
    return found;
}

}  // namespace bot::engine::alike
