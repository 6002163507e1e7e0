#include "handlers/intake/menu.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace bot::handlers::intake {
namespace {

using dialogue::CaseRef;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::Guess;
using dialogue::just_opened;
using dialogue::Step;
using dialogue::Subcategory;
using dialogue::Turn;

constexpr std::size_t menu_length = 3;
constexpr double worth_offering = 0.08;  // share of a guess; less is noise
constexpr std::size_t most_lines = 50;   // of a matter's history

// May be offered to a member to choose from.
const Subcategory* choosable(const Facts& facts, const std::string& id) {
    const auto* topic = facts.catalogue().find(id);
    return topic != nullptr && topic->urgency != dialogue::Urgency::p0 && !served_elsewhere(topic->id) ? topic : nullptr;
}

// A numbered menu about a case, a person last.
void offer(Decision& decision, const Turn& turn, const Facts& facts, const char* key, CaseRef about, const std::vector<std::string>& ids) {
    std::vector<Choice> choices;
    std::string expecting;
    for (const auto& id : ids) {
        const auto number = fmt::format("{}", choices.size() + 1);
        choices.push_back({fmt::format("{} {}", number, facts.catalogue().find(id)->name.in(turn.member.language)), number});
        expecting += (expecting.empty() ? "" : ",") + id;
    }
    const auto person = fmt::format("{}", choices.size() + 1);
    decision.say(key, about, {{"person", person}}, std::move(choices));
    decision.then(Step::menu, about, expecting, 1);
}

}  // namespace

const Guess* best(const Turn& turn) {
    return turn.reading.guesses.empty() ? nullptr : &turn.reading.guesses.front();
}

bool served_elsewhere(std::string_view id) { return id == "fb.human" || id == "fb.progress" || id == "fb.privacy"; }

std::vector<std::string> likely_ones(const Turn& turn, const Facts& facts, std::string_view besides, double least) {
    std::vector<std::string> ids;
    for (const auto& guess : turn.reading.guesses) {
        const bool likely = guess.share >= least && guess.subcategory != besides;
        if (likely && choosable(facts, guess.subcategory) != nullptr) ids.push_back(guess.subcategory);
    }
    return ids;
}

Decision unclear(const Turn& turn, const Facts& facts) {
    const auto* topic = facts.catalogue().find("fb.human");
    if (topic == nullptr) topic = &facts.catalogue().subcategories.begin()->second;
    const auto* guess = best(turn);
    auto ids = likely_ones(turn, facts, {}, worth_offering);
    // Too vague for a choice: one more word, or a person, helps more.
    if (guess == nullptr || guess->confidence < turn.likely_threshold) ids.clear();
    if (ids.size() > menu_length) ids.resize(menu_length);
    Decision decision;
    decision.effect(dialogue::OpenCase{topic->id, topic->urgency, !turn.member.consented, false, std::nullopt, ids});
    decision.effect(dialogue::AddWords{just_opened()});
    offer(decision, turn, facts, ids.empty() ? "menu.tell_more" : "menu.which", just_opened(), ids);
    return decision;
}

Decision choose_again(const Turn& turn, const Facts& facts, const dialogue::CaseView& about) {
    const CaseRef ref{about.id};
    Decision decision;
    decision.effect(dialogue::AddWords{ref});
    std::vector<std::string> ids;
    for (const auto& id : facts.considered(about.id)) {
        if (ids.size() < menu_length && id != about.subcategory && choosable(facts, id) != nullptr) ids.push_back(id);
    }
    const auto lines = facts.history(about.id, most_lines);
    const bool before = std::any_of(lines.begin(), lines.end(), [](const auto& line) { return line.kind == "topic"; });
    if (!before && !about.handler) {
        offer(decision, turn, facts, ids.empty() ? "menu.tell_more" : "menu.again", ref, ids);
        return decision;
    }
    if (!turn.member.consented) {
        decision.say("notice.again", ref).then(Step::consent, ref);
        return decision;
    }
    decision.effect(dialogue::NotifyDesk{ref, "staff.unclear", true});
    decision.say("menu.person", ref).then(Step::idle, ref);
    return decision;
}

}  // namespace bot::handlers::intake
