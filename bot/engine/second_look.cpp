// The conditions of a second look. They are looked at three times: in the message's turn, before the words
// are sent, and when the answer comes.
#include "engine/second_look.hpp"

#include <algorithm>

#include "engine/apply.hpp"
#include "text/normalize.hpp"

namespace bot::engine {
namespace {

using dialogue::Alarm;
using dialogue::CaseView;
using dialogue::Reading;
using dialogue::Step;
using dialogue::Subcategory;
using dialogue::Turn;
using dialogue::Urgency;

constexpr std::size_t fewest_characters = 4;
constexpr std::size_t most_characters = 1'000;
// What the menu is made of. Were an emergency or a restricted matter among them, it would be worth a person's
// look alone.
constexpr std::size_t first_guesses = 3;

// A wish for a person is how an unclear case is opened, and the other two are words that always work.
bool served_without_topic(std::string_view id) {
    return id == "fb.human" || id == "fb.progress" || id == "fb.privacy";
}

bool delicate(const Subcategory& topic) { return topic.urgency == Urgency::p0 || topic.restricted; }

bool calm(const Reading& reading) {
    return reading.safety.danger == dialogue::Danger::none && !reading.safety.unsure &&
           reading.alarm == Alarm::none && !reading.worrying;
}

bool of_middle_certainty(const Turn& turn) {
    if (turn.reading.guesses.empty()) return false;
    const auto best = turn.reading.guesses.front().confidence;
    return best >= turn.likely_threshold && best < turn.sure_threshold;
}

// Nothing when a delicate matter stands among the first guesses.
std::vector<std::string> to_offer(const Turn& turn, const dialogue::Catalogue& catalogue) {
    std::vector<std::string> offered;
    for (std::size_t i = 0; i < turn.reading.guesses.size(); ++i) {
        const auto* topic = catalogue.find(turn.reading.guesses[i].subcategory);
        if (topic == nullptr || served_without_topic(topic->id)) continue;
        if (!delicate(*topic)) {
            offered.push_back(topic->id);
        } else if (i < first_guesses) {
            return {};
        }
    }
    return offered;
}

// The case that the menu was shown for: opened by this very message and registered.
const dialogue::OpenCase* unclear_case(const dialogue::Decision& decision) {
    if (!decision.next || decision.next->step != Step::menu) return nullptr;
    const auto opens = std::find_if(decision.effects.begin(), decision.effects.end(), [](const auto& effect) {
        return std::holds_alternative<dialogue::OpenCase>(effect);
    });
    if (opens == decision.effects.end()) return nullptr;
    const auto& open = std::get<dialogue::OpenCase>(*opens);
    return open.sure || open.held || open.urgency == Urgency::p0 ? nullptr : &open;
}

bool still_unclear(const store::Snapshot& snapshot, const SecondLook& look, const CaseView& about) {
    if (about.status != CaseStatus::registered || about.sure || about.subcategory != look.opened_as)
        return false;
    if (about.handler || about.first_contact) return false;
    // Any answer of the member leaves the menu, and so does a cry for help.
    const auto member = snapshot.person_in(about.conversation);
    return member && member->consent_version >= notice_version && member->at.step == Step::menu &&
           member->at.about == about.id;
}

}  // namespace

std::optional<SecondLook> second_look(const Turn& turn, const dialogue::Decision& decision,
                                      const Work& work) {
    if (!work.tools.settings.assist.enabled || turn.staff || !turn.member.consented) return std::nullopt;
    const auto length = text::characters(turn.said.text);
    if (length < fewest_characters || length > most_characters) return std::nullopt;
    const auto* open = unclear_case(decision);
    if (open == nullptr || work.opened.empty() || !calm(turn.reading) || !of_middle_certainty(turn))
        return std::nullopt;
    auto offered = to_offer(turn, work.facts.catalogue());
    if (offered.empty()) return std::nullopt;
    return SecondLook{work.opened.front(), work.words, turn.member.language, open->subcategory,
                      std::move(offered)};
}

std::optional<std::string> words_still_unclear(const store::Snapshot& snapshot, const SecondLook& look) {
    const auto about = snapshot.find_case(look.about);
    if (!about || !still_unclear(snapshot, look, *about)) return std::nullopt;
    return snapshot.words(look.words);
}

bool take_suggestion(Work& work, const SecondLook& look, std::string_view subcategory) {
    const auto about = work.facts.find_case(look.about);
    if (!about || !still_unclear(work.tx, look, *about)) return false;
    // The settings may have changed since the question was put.
    const auto* topic = work.facts.catalogue().find(subcategory);
    const bool offered =
        std::find(look.offered.begin(), look.offered.end(), subcategory) != look.offered.end();
    if (topic == nullptr || !offered || delicate(*topic)) return false;
    acts::suggest_topic(work, *about, *topic);
    work.tx.audit(work.now, "bot", "suggested", about->id, topic->id);
    return true;
}

}  // namespace bot::engine
