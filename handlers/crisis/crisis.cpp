// Emergencies and psychological crisis: fixed texts, people paged, the line kept open. It never diagnoses, argues,
// bargains or ends the talk, and nothing here can close or downgrade a case.
#include <algorithm>
#include <memory>

#include "dialogue/decision.hpp"
#include "text/normalize.hpp"

namespace bot::handlers::crisis {
namespace {

using dialogue::CaseRef;
using dialogue::Danger;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::just_opened;
using dialogue::Step;
using dialogue::Turn;

constexpr std::size_t characters_of_a_matter = 6;

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
    const auto& safety = turn.reading.safety;
    if (safety.done) return "crisis.attempt";
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

// With nobody on the list: the numbers that help in this kind of danger.
const char* nobody_text(Danger danger) {
    if (danger == Danger::accident) return "crisis.nobody_on_call_accident";
    if (danger == Danger::violence || danger == Danger::collective) return "crisis.nobody_on_call_violence";
    return "crisis.nobody_on_call";
}

// Nothing else is opened while somebody may be in danger; what they say besides is kept for the person who comes.
bool about_something_else(const Turn& turn) {
    constexpr double clearly = 0.75;
    const auto& guesses = turn.reading.guesses;
    if (guesses.empty() || guesses.front().share < clearly) return false;
    const auto& id = guesses.front().subcategory;
    const bool told_here = id.starts_with("emg.") || id.starts_with("emotion.") || id.starts_with('_') || id.starts_with("fb.");
    return !told_here && text::characters(turn.reading.normalized) >= characters_of_a_matter;
}

class Crisis final : public dialogue::Handler {
public:
    Decision handle(const Turn& turn, const Facts& facts) const override {
        const auto about = facts.find_case(turn.at.about);
        const bool running = about && is_open(about->status) && about->urgency == dialogue::Urgency::p0;
        if (running && (dialogue::in_crisis(turn.at.step) || turn.at.step == Step::human)) return stay(turn, *about, facts);
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
        if (!facts.anyone_on_call()) decision.say(nobody_text(danger), ref);
        const bool attempt = turn.reading.safety.done;
        const bool threat = turn.reading.safety.signal == "violence_threat";
        if (danger == Danger::self_harm && !attempt) decision.say("crisis.ask_safe", ref);
        // The text about violence asks whether it is safe to talk; the others ask for the place themselves.
        const bool asks_safety = !attempt && !threat && (danger == Danger::self_harm || danger == Danger::violence);
        // Whoever threatens is not asked who is near.
        decision.then(asks_safety ? Step::crisis_safe : threat ? Step::crisis_wait : Step::crisis_where, ref);
        return decision;
    }

    // The three questions one at a time, then short words that somebody is listening. What an answer says beyond its
    // question is not asked again.
    static Decision stay(const Turn& turn, const dialogue::CaseView& about, const Facts& facts) {
        const CaseRef ref{about.id};
        const auto& answer = turn.reading.safety_answer;
        Decision decision;
        decision.effect(dialogue::AddWords{ref});
        if (turn.at.step == Step::human) {
            decision.effect(dialogue::RelayToHandler{ref});
            return decision;
        }
        if (const char* field = asked_field(turn.at.step)) decision.effect(dialogue::RecordAnswer{ref, field, turn.said.text});
        if (answer.joking) return decision.say("crisis.if_fine", ref).then(Step::crisis_wait, ref);
        const bool in_danger = answer.unsafe || (turn.at.step == Step::crisis_safe && turn.reading.command.word == dialogue::Word::no);
        if (in_danger) decision.say(urgent_numbers(about), ref);
        if (turn.at.step == Step::crisis_wait) return wait(std::move(decision), turn, ref, in_danger);
        return ask_on(std::move(decision), turn, about, facts);
    }

    static const char* asked_field(Step step) {
        switch (step) {
            case Step::crisis_safe: return "safe_now";
            case Step::crisis_where: return "where";
            case Step::crisis_who: return "someone_with_you";
            default: return nullptr;
        }
    }

    static const char* urgent_numbers(const dialogue::CaseView& about) {
        return about.subcategory == "emg.accident" ? "crisis.unsafe_accident" : "crisis.unsafe";
    }

    // The next question that neither this message nor an earlier one has answered.
    static Decision ask_on(Decision decision, const Turn& turn, const dialogue::CaseView& about, const Facts& facts) {
        const CaseRef ref{about.id};
        const auto& answer = turn.reading.safety_answer;
        const bool where = turn.at.step != Step::crisis_safe || answer.place;
        if (turn.at.step == Step::crisis_safe && answer.place) decision.effect(dialogue::RecordAnswer{ref, "where", turn.said.text});
        if (!where) return decision.say("crisis.ask_where", ref).then(Step::crisis_where, ref);
        // Of accidents and gatherings nobody asks who is near.
        if (about.subcategory == "emg.accident" || about.subcategory == "emg.collective") {
            return decision.say("crisis.presence_3", ref).then(Step::crisis_wait, ref);
        }
        const bool told_before = answered(facts.answers(about.id), "someone_with_you");
        if (answer.company && turn.at.step != Step::crisis_who) {
            decision.effect(dialogue::RecordAnswer{ref, "someone_with_you", turn.said.text});
        }
        if (turn.at.step == Step::crisis_who || answer.company || told_before) {
            return decision.say("crisis.presence_1", ref).then(Step::crisis_wait, ref);
        }
        return decision.say("crisis.ask_who", ref).then(Step::crisis_who, ref);
    }

    static bool answered(const std::vector<dialogue::Answer>& answers, std::string_view field) {
        return std::any_of(answers.begin(), answers.end(), [&](const auto& one) { return one.field == field; });
    }

    static Decision wait(Decision decision, const Turn& turn, CaseRef ref, bool numbers_given) {
        decision.then(Step::crisis_wait, ref);
        if (numbers_given) return decision;
        if (about_something_else(turn)) return decision.say("crisis.noted_too", ref);
        // Rotated by the message's own number, so that two texts in a row differ.
        const auto turn_of = turn.at.previous_words.value % 3;
        return decision.say(turn_of == 0 ? "crisis.presence_1" : turn_of == 1 ? "crisis.presence_2" : "crisis.presence_3", ref);
    }
};

}  // namespace

std::unique_ptr<dialogue::Handler> make() { return std::make_unique<Crisis>(); }

}  // namespace bot::handlers::crisis
