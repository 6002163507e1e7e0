// Staff say it is done; only the member can say that it is solved. "No", or a rating of two or less, reopens.
#include <fmt/format.h>
#include <memory>

#include "dialogue/decision.hpp"
#include "handlers/intake/open.hpp"
#include "text/normalize.hpp"

namespace bot::handlers::confirm {
namespace {

using dialogue::CaseRef;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::Step;
using dialogue::Turn;
using dialogue::Word;

constexpr int reopening_rating = 2;

class Confirm final : public dialogue::Handler {
public:
    Decision handle(const Turn& turn, const Facts& facts) const override {
        const auto about = facts.find_case(turn.at.about);
        if (!about) return intake::start(turn, facts);
        return turn.at.step == Step::rate ? rated(turn, facts, *about) : solved(turn, facts, *about);
    }

private:
    // "没修好，还在漏": the answer stands in one clause, and a no anywhere outweighs a yes.
    static Word word_in(const Turn& turn, const Facts& facts) {
        if (turn.reading.command.word == Word::disagree) return Word::no;
        if (turn.reading.command.word != Word::none) return turn.reading.command.word;
        auto found = Word::none;
        for (const auto& clause : text::phrases(turn.said.text)) {
            const auto word = facts.word(clause);
            if (word == Word::no || word == Word::not_met || word == Word::reopen || word == Word::disagree) return Word::no;
            if (word == Word::yes || word == Word::met) found = word;
        }
        return found;
    }

    static Decision solved(const Turn& turn, const Facts& facts, const dialogue::CaseView& about) {
        if (about.status != CaseStatus::awaiting_confirmation || intake::another_matter(turn, about)) {
            return intake::start(turn, facts);
        }
        const CaseRef ref{about.id};
        const auto word = word_in(turn, facts);
        Decision decision;
        if (turn.reading.digit == 1 || word == Word::yes || word == Word::met) {
            decision.effect(dialogue::RateCase{ref, true, std::nullopt});
            decision.effect(dialogue::ChangeStatus{ref, CaseStatus::closed, "member_confirmed"});
            decision.say("confirm.rate", ref).then(Step::rate, ref);
            return decision;
        }
        if (turn.reading.digit == 2 || word == Word::no || word == Word::not_met || word == Word::reopen) {
            auto once_more = again(ref, "not_solved");
            const bool told_more = !turn.reading.digit && turn.reading.command.word == Word::none;
            if (told_more) once_more.effects.insert(once_more.effects.begin(), dialogue::AddWords{ref});
            return once_more;
        }
        decision.effect(dialogue::AddWords{ref});
        decision.effect(dialogue::NotifyDesk{ref, "staff.more_words", true});
        decision.say("confirm.ask_again", ref).then(Step::confirm, ref);
        return decision;
    }

    static Decision rated(const Turn& turn, const Facts& facts, const dialogue::CaseView& about) {
        const auto points = turn.reading.digit;
        if (!points || *points < 1 || *points > 5) return intake::start(turn, facts);
        const CaseRef ref{about.id};
        if (*points <= reopening_rating && about.status == CaseStatus::closed) {
            auto decision = again(ref, "rated_low");
            decision.effects.insert(decision.effects.begin(), dialogue::RateCase{ref, std::nullopt, *points});
            return decision;
        }
        Decision decision;
        decision.effect(dialogue::RateCase{ref, std::nullopt, *points});
        decision.say("confirm.thanks", ref).then(Step::idle);
        return decision;
    }

    static Decision again(CaseRef ref, const char* why) {
        Decision decision;
        decision.effect(dialogue::ChangeStatus{ref, CaseStatus::reopened, why});
        decision.effect(dialogue::NotifyDesk{ref, "staff.reopened", true});
        decision.say("confirm.reopened", ref).then(Step::idle, ref);
        return decision;
    }
};

}  // namespace

std::unique_ptr<dialogue::Handler> make() { return std::make_unique<Confirm>(); }

}  // namespace bot::handlers::confirm
