// "A person, please" always reaches one; and while a person has taken over, the bot only passes words on.
#include <memory>

#include "dialogue/decision.hpp"

namespace bot::handlers::human {
namespace {

using dialogue::CaseRef;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::just_opened;
using dialogue::Step;
using dialogue::Turn;

// Outside of these hours somebody comes in the morning.
constexpr int day_begins = 8;
constexpr int day_ends = 21;

class Human final : public dialogue::Handler {
public:
    Decision handle(const Turn& turn, const Facts& facts) const override {
        const auto about = facts.find_case(turn.at.about);
        if (turn.at.step == Step::human && about && is_open(about->status)) return relay(*about);
        return call_person(turn, facts);
    }

private:
    static Decision relay(const dialogue::CaseView& about) {
        const CaseRef ref{about.id};
        Decision decision;
        decision.effect(dialogue::AddWords{ref}).effect(dialogue::RelayToHandler{ref});
        return decision;
    }

    // The matter just talked about is the one to talk about; without one a case for the duty desk is opened. Asking for
    // a person is agreement enough to have a person read it.
    static Decision call_person(const Turn& turn, const Facts& facts) {
        Decision decision;
        std::optional<CaseRef> ref;
        if (const auto about = facts.find_case(turn.at.about); about && about->member == turn.member.id && is_open(about->status)) {
            ref = CaseRef{about->id};
            if (about->status == CaseStatus::held) decision.effect(dialogue::Register{*ref});
        } else {
            decision.effect(dialogue::OpenCase{"fb.human", dialogue::Urgency::p1, false, true, std::nullopt});
            ref = just_opened();
        }
        decision.effect(dialogue::AddWords{*ref});
        decision.effect(dialogue::WantPerson{*ref});
        const bool day = turn.local_hour >= day_begins && turn.local_hour < day_ends;
        decision.say(day ? "human.called" : "human.called_night", ref).then(Step::idle, ref);
        return decision;
    }
};

}  // namespace

std::unique_ptr<dialogue::Handler> make() { return std::make_unique<Human>(); }

}  // namespace bot::handlers::human
