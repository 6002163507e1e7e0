#include "handlers/service/ending.hpp"

#include "handlers/intake/open.hpp"
#include "handlers/service/own_case.hpp"

namespace bot::handlers::service {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::Step;
using dialogue::Turn;
using dialogue::Word;

namespace {

// "Not solved", of a matter that nobody has answered: it stands where it stands, and whoever handles it hears of it.
Decision not_answered_yet(const Turn& turn, const Facts& facts) {
    const auto about = meant_case(turn, facts, [](const CaseView& one) { return open_one(one) && one.urgency != dialogue::Urgency::p0; });
    if (!about) return nothing_found(turn);
    const CaseRef ref{about->id};
    Decision decision;
    decision.effect(dialogue::AddWords{ref});
    if (about->status == CaseStatus::held) return std::move(decision.say("notice.again", ref).then(Step::consent, ref));
    decision.effect(dialogue::NotifyDesk{ref, "staff.more_words"}).say("progress.one", ref);
    stay(decision, turn);
    return decision;
}

std::optional<int> points_in(const std::string& rest) {
    if (rest.size() != 1 || rest[0] < '1' || rest[0] > '5') return std::nullopt;
    return rest[0] - '0';
}

}  // namespace

Decision withdraw(const Turn& turn, const Facts& facts) {
    const auto about = meant_case(turn, facts, [](const CaseView& one) {
        // An emergency is closed by two people, never by a word.
        return open_one(one) && one.urgency != dialogue::Urgency::p0;
    });
    Decision decision;
    if (!about) {
        const auto emergency = meant_case(turn, facts, open_one);
        if (!emergency) return nothing_found(turn);
        decision.say("crisis.if_fine", CaseRef{emergency->id});
        stay(decision, turn);
        return decision;
    }
    decision.say("withdraw.sure", CaseRef{about->id}).then(Step::withdraw, CaseRef{about->id});
    return decision;
}

Decision withdraw_answered(const Turn& turn, const Facts& facts) {
    const auto about = facts.find_case(turn.at.about);
    Decision decision;
    if (!about || !open_one(*about)) return nothing_found(turn);
    const CaseRef ref{about->id};
    const auto word = turn.reading.command.word;
    if (turn.reading.digit == 1 || word == Word::yes || word == Word::agree || word == Word::withdraw) {
        decision.effect(dialogue::ChangeStatus{ref, CaseStatus::withdrawn, "member_withdrew"});
        if (about->status != CaseStatus::held) decision.effect(dialogue::NotifyDesk{ref, "staff.withdrawn", true});
        decision.say("withdraw.done", ref).then(Step::idle);
    } else if (turn.reading.digit == 2) {
        decision.say("withdraw.kept", ref).then(Step::idle, ref);
    } else if (intake::another_matter(turn, *about)) {
        return intake::start(turn, facts);
    } else {
        decision.effect(dialogue::AddWords{ref}).say("withdraw.kept", ref).then(Step::idle, ref);
    }
    return decision;
}

Decision cancel(const Turn& turn, const Facts& facts) {
    Decision decision;
    if (turn.at.step == Step::withdraw) return std::move(decision.say("withdraw.kept", CaseRef{turn.at.about}).then(Step::idle, CaseRef{turn.at.about}));
    if (turn.at.step == Step::erase) return std::move(decision.say("erase.kept").then(Step::idle));
    const auto about = facts.find_case(turn.at.about);
    if (about && about->member == turn.member.id && open_one(*about)) return withdraw(turn, facts);
    decision.say("intake.fine");
    stay(decision, turn);
    return decision;
}

Decision reopen(const Turn& turn, const Facts& facts) {
    const auto about = meant_case(turn, facts, [](const CaseView& one) {
        const bool answered = !is_open(one.status) || one.status == CaseStatus::awaiting_confirmation;
        return answered && one.status != CaseStatus::merged && one.urgency != dialogue::Urgency::p0;
    });
    if (!about) return not_answered_yet(turn, facts);
    const CaseRef ref{about->id};
    Decision decision;
    decision.effect(dialogue::ChangeStatus{ref, CaseStatus::reopened, "member_reopened"});
    decision.effect(dialogue::NotifyDesk{ref, "staff.reopened", true});
    decision.say("confirm.reopened", ref).then(Step::idle, ref);
    return decision;
}

Decision rate(const Turn& turn, const Facts& facts) {
    const auto about = meant_case(turn, facts, [](const CaseView& one) {
        return one.status == CaseStatus::closed && one.urgency != dialogue::Urgency::p0;
    });
    if (!about) return nothing_found(turn);
    Decision decision;
    if (const auto points = points_in(turn.reading.command.rest)) {
        decision.effect(dialogue::RateCase{CaseRef{about->id}, std::nullopt, *points});
        decision.say("confirm.thanks", CaseRef{about->id});
        stay(decision, turn);
        return decision;
    }
    decision.say("confirm.rate", CaseRef{about->id}).then(Step::rate, CaseRef{about->id});
    return decision;
}

}  // namespace bot::handlers::service
