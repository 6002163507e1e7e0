// Emergencies and psychological crisis: fixed texts, people paged, the line kept open. It never diagnoses, argues,
// bargains or ends the talk, and nothing here can close or downgrade a case.
#include <memory>

#include "dialogue/decision.hpp"

namespace bot::handlers::crisis {
namespace {

using dialogue::CaseRef;
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

std::string first_text(const Turn& turn) {
    switch (turn.reading.safety.danger) {
        case Danger::accident: return "crisis.accident";
        case Danger::violence: return "crisis.violence";
        case Danger::collective: return "crisis.collective";
        case Danger::third_person: return "crisis.third_person";
        case Danger::none:
        case Danger::self_harm: break;
    }
    if (night(turn)) return "crisis.first_night";
    return turn.reading.safety.unsure ? "crisis.gentle" : "crisis.first";
}

class Crisis final : public dialogue::Handler {
public:
    Decision handle(const Turn& turn, const Facts& facts) const override {
        const auto about = facts.find_case(turn.at.about);
        const bool running = about && is_open(about->status) && about->urgency == dialogue::Urgency::p0;
        if (running && (dialogue::in_crisis(turn.at.step) || turn.at.step == Step::human)) return stay(turn, *about);
        return begin(turn, facts);
    }

private:
    static Decision begin(const Turn& turn, const Facts& facts) {
        const auto danger = turn.reading.safety.danger;
        const auto ref = just_opened();
        Decision decision;
        decision.effect(dialogue::OpenCase{std::string(topic_of(danger)), dialogue::Urgency::p0, false, true, std::nullopt});
        decision.effect(dialogue::AddWords{ref});
        decision.effect(dialogue::PageOnCall{ref});
        decision.effect(dialogue::KeepCompany{ref});
        decision.say(first_text(turn), ref);
        if (!facts.anyone_on_call()) decision.say("crisis.nobody_on_call", ref);
        if (danger == Danger::self_harm) decision.say("crisis.ask_safe", ref);
        // The text about violence asks whether it is safe to talk; the others ask for the place themselves.
        const bool asks_safety = danger == Danger::self_harm || danger == Danger::violence;
        decision.then(asks_safety ? Step::crisis_safe : Step::crisis_where, ref);
        return decision;
    }

    // The three questions one at a time, then short words that somebody is listening.
    static Decision stay(const Turn& turn, const dialogue::CaseView& about) {
        const CaseRef ref{about.id};
        Decision decision;
        decision.effect(dialogue::AddWords{ref});
        switch (turn.at.step) {
            case Step::human: decision.effect(dialogue::RelayToHandler{ref}); return decision;
            case Step::crisis_safe:
                decision.effect(dialogue::RecordAnswer{ref, "safe_now", turn.said.text});
                decision.say("crisis.ask_where", ref).then(Step::crisis_where, ref);
                return decision;
            case Step::crisis_where:
                decision.effect(dialogue::RecordAnswer{ref, "where", turn.said.text});
                if (about.subcategory == "emg.accident" || about.subcategory == "emg.collective") {
                    decision.say("crisis.presence_3", ref).then(Step::crisis_wait, ref);
                    return decision;
                }
                decision.say("crisis.ask_who", ref).then(Step::crisis_who, ref);
                return decision;
            case Step::crisis_who:
                decision.effect(dialogue::RecordAnswer{ref, "someone_with_you", turn.said.text});
                decision.say("crisis.presence_1", ref).then(Step::crisis_wait, ref);
                return decision;
            default: break;
        }
        // Rotated by the message's own number, so that two texts in a row differ.
        const auto turn_of = turn.at.previous_words.value % 3;
        decision.say(turn_of == 0 ? "crisis.presence_1" : turn_of == 1 ? "crisis.presence_2" : "crisis.presence_3", ref);
        decision.then(Step::crisis_wait, ref);
        return decision;
    }
};

}  // namespace

std::unique_ptr<dialogue::Handler> make() { return std::make_unique<Crisis>(); }

}  // namespace bot::handlers::crisis
