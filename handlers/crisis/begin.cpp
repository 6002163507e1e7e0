#include "handlers/crisis/begin.hpp"

namespace bot::handlers::crisis {
namespace {

using dialogue::Danger;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::just_opened;
using dialogue::Step;
using dialogue::Turn;

// 12356 answers at least 18 hours a day; between midnight and six the night text puts 110/120 first.
bool night(const Turn& turn) { return turn.local_hour < 6; }

std::string_view topic_of(Danger danger) {
    switch (danger) {
        case Danger::accident: return "emg.accident";
        case Danger::violence: return "emg.violence";
        case Danger::collective: return "emg.collective";
        case Danger::none:
        case Danger::self_harm:
        case Danger::third_person: return "emotion.crisis";
    }
    return "emotion.crisis";
}

// With nobody on the list: the numbers that help in this kind of danger.
const char* nobody_text(Danger danger) {
    if (danger == Danger::accident) return "crisis.nobody_on_call_accident";
    if (danger == Danger::violence || danger == Danger::collective) return "crisis.nobody_on_call_violence";
    return "crisis.nobody_on_call";
}

}  // namespace

std::string first_text(const Turn& turn, const dialogue::Safety& safety) {
    if (safety.done) return safety.danger == Danger::third_person ? "crisis.attempt_other" : "crisis.attempt";
    if (safety.signal == "violence_threat") return "crisis.threat";
    switch (safety.danger) {
        case Danger::accident: return "crisis.accident";
        case Danger::violence: return "crisis.violence";
        case Danger::collective: return "crisis.collective";
        case Danger::third_person: return "crisis.third_person";
        case Danger::none:
        case Danger::self_harm: break;
    }
    if (night(turn)) return "crisis.first_night";
    return safety.unsure ? "crisis.gentle" : "crisis.first";
}

dialogue::Safety of_topic(std::string_view subcategory) {
    dialogue::Safety safety;
    safety.unsure = true;
    safety.danger = subcategory == "emg.accident"     ? Danger::accident
                    : subcategory == "emg.violence"   ? Danger::violence
                    : subcategory == "emg.collective" ? Danger::collective
                                                      : Danger::self_harm;
    return safety;
}

Decision begin(const Turn& turn, const Facts& facts, const dialogue::Safety& safety) {
    const auto danger = safety.danger;
    const auto ref = just_opened();
    Decision decision;
    decision.effect(dialogue::OpenCase{std::string(topic_of(danger)), dialogue::Urgency::p0, false, true, std::nullopt});
    decision.effect(dialogue::AddWords{ref});
    decision.effect(dialogue::PageOnCall{ref});
    decision.effect(dialogue::KeepCompany{ref});
    decision.say(first_text(turn, safety), ref);
    if (!facts.anyone_on_call()) decision.say(nobody_text(danger), ref);
    const bool attempt = safety.done;
    const bool threat = safety.signal == "violence_threat";
    if (danger == Danger::self_harm && !attempt) decision.say("crisis.ask_safe", ref);
    // The text about violence asks whether it is safe to talk; the others ask for the place themselves.
    const bool asks_safety = !attempt && !threat && (danger == Danger::self_harm || danger == Danger::violence);
    // Whoever threatens is not asked who is near.
    decision.then(asks_safety ? Step::crisis_safe : threat ? Step::crisis_wait : Step::crisis_where, ref);
    return decision;
}

}  // namespace bot::handlers::crisis
