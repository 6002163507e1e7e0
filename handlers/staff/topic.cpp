#include "handlers/staff/topic.hpp"

#include <algorithm>

#include "handlers/staff/say.hpp"
#include "handlers/staff/sheet.hpp"
#include "text/normalize.hpp"

namespace bot::handlers::staff {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Decision;
using dialogue::Draft;
using dialogue::Facts;
using dialogue::To;
using dialogue::Turn;

constexpr std::size_t most_topics = 12;  // named when none was understood

// Which topics were meant, when none was named exactly: those whose name holds the words, then what the message might
// be about, then its neighbours.
std::vector<std::string> topics_like(const Facts& facts, const CaseView& about, const std::string& wanted) {
    std::vector<std::string> ids;
    const auto add = [&](const std::string& id) {
        const auto* topic = facts.catalogue().find(id);
        const bool fits = topic != nullptr && topic->urgency != dialogue::Urgency::p0 && id != about.subcategory;
        if (fits && ids.size() < most_topics && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    };
    for (const auto& [id, topic] : facts.catalogue().subcategories) {
        const bool named = text::normalize(topic.name.zh).find(wanted) != std::string::npos || text::normalize(topic.name.en).find(wanted) != std::string::npos;
        if (!wanted.empty() && named) add(id);
    }
    if (!ids.empty()) return ids;
    for (const auto& id : facts.considered(about.id)) add(id);
    const auto category = about.subcategory.substr(0, about.subcategory.find('.') + 1);
    for (const auto& [id, topic] : facts.catalogue().subcategories) {
        if (id.starts_with(category)) add(id);
    }
    return ids;
}

}  // namespace

Decision correct(const Turn& turn, const Facts& facts, const CaseView& about) {
    const auto wanted = text::normalize(turn.reading.command.rest);
    // "对 N" and nothing more: the topic that was only supposed is right.
    if (wanted.empty() && !about.sure) {
        Decision decision;
        decision.effect(dialogue::ConfirmTopic{about.id}).say("staff.confirmed", CaseRef{about.id});
        stay(decision, turn);
        return decision;
    }
    for (const auto& [id, topic] : facts.catalogue().subcategories) {
        if (wanted != id && wanted != text::normalize(topic.name.zh) && wanted != text::normalize(topic.name.en)) continue;
        Decision decision;
        decision.effect(dialogue::MoveTopic{CaseRef{about.id}, id, true}).say("staff.corrected", CaseRef{about.id});
        stay(decision, turn);
        return decision;
    }
    Decision decision;
    Draft which{"staff.which_topic", {}, {}, CaseRef{about.id}, To::sender, {}};
    for (const auto& id : topics_like(facts, about, wanted)) {
        which.lines.push_back({"staff.topic_line", {{"id", id}, {"name", facts.catalogue().find(id)->name.in(turn.member.language)}}, {}, std::nullopt, To::sender, {}});
    }
    decision.drafts.push_back(std::move(which));
    stay(decision, turn);
    return decision;
}

}  // namespace bot::handlers::staff
