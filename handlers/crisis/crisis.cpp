// Emergencies and psychological crisis: fixed texts, people paged, the line kept open. It never diagnoses, argues,
// bargains or ends the talk, and nothing here can close or downgrade a case.
#include <memory>

#include "dialogue/decision.hpp"
#include "handlers/crisis/begin.hpp"
#include "handlers/crisis/company.hpp"

namespace bot::handlers::crisis {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::Step;
using dialogue::Turn;

constexpr std::size_t newest_cases = 5;

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
        return begin(turn, facts, turn.reading.safety);
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
        // A guess alone does not begin anew with somebody who said to be fine.
        if (turn.reading.safety.unsure && !turn.reading.safety.plan) return std::move(decision.say("crisis.presence_3", ref).then(Step::crisis_wait, ref));
        decision.effect(dialogue::KeepCompany{ref});
        return std::move(decision.say(first_text(turn, turn.reading.safety), ref).then(Step::crisis_wait, ref));
    }
};

}  // namespace

std::unique_ptr<dialogue::Handler> make() { return std::make_unique<Crisis>(); }

}  // namespace bot::handlers::crisis
