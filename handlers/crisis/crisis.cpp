// Emergencies and psychological crisis: fixed texts, people paged, the line kept open. It never diagnoses, argues,
// bargains or ends the talk, and nothing here can close or downgrade a case.
#include <memory>

#include "dialogue/decision.hpp"
#include "handlers/crisis/company.hpp"

namespace bot::handlers::crisis {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Danger;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::just_opened;
using dialogue::Step;
using dialogue::Turn;

constexpr std::size_t newest_cases = 5;

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

// With nobody on the list: the numbers that help in this kind of danger.
const char* nobody_text(Danger danger) {
    if (danger == Danger::accident) return "crisis.nobody_on_call_accident";
    if (danger == Danger::violence || danger == Danger::collective) return "crisis.nobody_on_call_violence";
    return "crisis.nobody_on_call";
}

class Crisis final : public dialogue::Handler {
public:
    Decision handle(const Turn& turn, const Facts& facts) const override {
        if (const auto about = running(facts.find_case(turn.at.about))) {
            const bool with_them = dialogue::in_crisis(turn.at.step) || turn.at.step == Step::human;
            return with_them ? keep_company(turn, *about, facts) : once_more(turn, *about);
        }
        for (const auto& one : facts.cases_of(turn.member.id, newest_cases)) {
            if (const auto about = running(one)) return once_more(turn, *about);
        }
        return begin(turn, facts);
    }

private:
    static std::optional<CaseView> running(std::optional<CaseView> about) {
        const bool is = about && is_open(about->status) && about->urgency == dialogue::Urgency::p0;
        return is ? std::move(about) : std::nullopt;
    }

    // Somebody who had said to be fine, or spoke of other things meanwhile: one emergency, not two.
    static Decision once_more(const Turn& turn, const CaseView& about) {
        const CaseRef ref{about.id};
        Decision decision;
        decision.effect(dialogue::AddWords{ref});
        if (about.handler) {
            decision.effect(dialogue::RelayToHandler{ref});
            return std::move(decision.say("crisis.presence_3", ref).then(Step::human, ref));
        }
        decision.effect(dialogue::KeepCompany{ref});
        return std::move(decision.say(first_text(turn), ref).then(Step::crisis_wait, ref));
    }

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
};

}  // namespace

std::unique_ptr<dialogue::Handler> make() { return std::make_unique<Crisis>(); }

}  // namespace bot::handlers::crisis
