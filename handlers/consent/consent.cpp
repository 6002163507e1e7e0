// The matter is held until the member agrees: 1 agrees, 2 only asks, anything else is kept with the held matter.
#include <memory>

#include "handlers/form/questions.hpp"
#include "handlers/intake/open.hpp"

namespace bot::handlers::consent {
namespace {

using dialogue::CaseRef;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::RecordConsent;
using dialogue::Step;
using dialogue::Turn;

constexpr Millis same_talk{3600LL * 1000};

class Consent final : public dialogue::Handler {
public:
    Decision handle(const Turn& turn, const Facts& facts) const override {
        const auto about = facts.find_case(turn.at.about);
        if (!about || about->status != CaseStatus::held) return intake::start(turn, facts);
        const auto word = turn.reading.command.word;
        const bool agreed = turn.reading.digit == 1 || word == dialogue::Word::agree || word == dialogue::Word::fine || word == dialogue::Word::yes;
        if (agreed) return agree(turn, facts, *about);
        if (turn.reading.digit == 2 || word == dialogue::Word::disagree || word == dialogue::Word::no) return only_asks(turn, facts, *about);
        return keep(turn, facts, *about);
    }

private:
    // A line of another day that nobody could make sense of is not meant by this yes.
    static bool long_gone(const Turn& turn, const dialogue::CaseView& about, const dialogue::CaseView& one) {
        return one.id != about.id && !one.sure && turn.now - one.opened > same_talk;
    }

    static Decision agree(const Turn& turn, const Facts& facts, const dialogue::CaseView& about) {
        const CaseRef ref{about.id};
        Decision decision;
        decision.effect(RecordConsent{RecordConsent::What::agreed});
        // Everything that waited starts together: a second matter from the same message waits too.
        decision.say("case.registered", ref, {{"heard", ""}});  // that was said when it was first told
        for (const auto& one : facts.cases_of(turn.member.id, 10)) {
            if (one.status != CaseStatus::held || long_gone(turn, about, one)) continue;
            decision.effect(dialogue::Register{CaseRef{one.id}});
            // Nobody could say what it is about: whoever is on duty reads it.
            if (!one.sure && one.subcategory == "fb.human") decision.effect(dialogue::NotifyDesk{CaseRef{one.id}, "staff.unclear", true});
            if (one.id != about.id && one.urgency != dialogue::Urgency::p0) decision.say("split.second", CaseRef{one.id});
        }
        if (const auto* topic = facts.catalogue().find(about.subcategory)) {
            ask_next(decision, turn, facts, *topic, ref, turn.at.asked, {});
        }
        return decision;
    }

    static Decision only_asks(const Turn& turn, const Facts& facts, const dialogue::CaseView& about) {
        const CaseRef ref{about.id};
        Decision decision;
        decision.effect(RecordConsent{RecordConsent::What::ask_only});
        if (const auto* topic = facts.catalogue().find(about.subcategory)) {
            intake::add_information(decision, turn, facts, *topic, ref);
        }
        decision.say("consent.ask_only", ref).then(Step::consent, ref);
        return decision;
    }

    static Decision keep(const Turn& turn, const Facts& facts, const dialogue::CaseView& about) {
        if (intake::another_matter(turn, about)) return intake::start(turn, facts);
        if (turn.reading.safety_answer.secret) {
            if (auto beside = intake::aside(turn, facts, about)) return std::move(*beside);
        }
        const CaseRef ref{about.id};
        Decision decision;
        decision.effect(dialogue::AddWords{ref}).say("notice.again", ref).then(Step::consent, ref);
        return decision;
    }
};

}  // namespace

std::unique_ptr<dialogue::Handler> make() { return std::make_unique<Consent>(); }

}  // namespace bot::handlers::consent
