// The words that always work: progress, add, urge, withdraw, reopen, rate, how the date was counted, who can see this,
// export, delete, privacy, language, identity. Each is logged with the case it concerns.
#include <memory>
#include <optional>

#include "dialogue/decision.hpp"
#include "handlers/intake/menu.hpp"
#include "handlers/intake/open.hpp"
#include "handlers/service/ending.hpp"
#include "handlers/service/own_case.hpp"

namespace bot::handlers::service {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Decision;
using dialogue::Draft;
using dialogue::Facts;
using dialogue::Step;
using dialogue::Turn;
using dialogue::Word;

constexpr Millis urge_again_after{24LL * 3600 * 1000};

Decision progress(const Turn& turn, const Facts& facts) {
    Decision decision;
    if (turn.reading.command.number) {
        const auto found = own_case(turn, facts);
        if (!found) return nothing_found(turn);
        const auto goes_on_in = found->status == CaseStatus::merged ? facts.find_case(facts.merged_into(found->id)) : std::nullopt;
        if (goes_on_in) decision.say("progress.merged", CaseRef{goes_on_in->id}, {{"other", std::to_string(found->number)}});
        const auto& shown = goes_on_in ? *goes_on_in : *found;
        decision.say("progress.one", CaseRef{shown.id});
        for (auto& clock : facts.clocks(shown.id, turn.member.language, false)) decision.say("progress.clock", CaseRef{shown.id}, {{"text", std::move(clock)}});
        stay(decision, turn);
        return decision;
    }
    Draft list{"progress.list", {}, {}, std::nullopt, dialogue::To::sender, {}};
    for (const auto& one : facts.cases_of(turn.member.id, shown_cases)) {
        if (open_one(one)) list.lines.push_back({"progress.line", {}, {}, CaseRef{one.id}, dialogue::To::sender, {}});
    }
    if (list.lines.empty()) return nothing_found(turn);
    decision.drafts.push_back(std::move(list));
    stay(decision, turn);
    return decision;
}

Decision add(const Turn& turn, const Facts& facts) {
    const auto about = meant_case(turn, facts, open_one);
    if (!about) return nothing_found(turn);
    const CaseRef ref{about->id};
    Decision decision;
    if (!turn.reading.command.rest.empty() || !turn.said.media.empty()) {
        decision.effect(dialogue::AddWords{ref}).effect(dialogue::NotifyDesk{ref, "staff.more_words"});
        decision.say("case.added", ref);
    } else {
        decision.say("add.go_ahead", ref);
    }
    decision.then(Step::idle, ref);
    return decision;
}

Decision urge(const Turn& turn, const Facts& facts) {
    const auto about = meant_case(turn, facts, open_one);
    if (!about) return nothing_found(turn);
    const CaseRef ref{about->id};
    Decision decision;
    // Forwarded once a day at most, but always answered with the true state.
    if (about->urged && turn.now - *about->urged < urge_again_after) {
        decision.say("urge.already", ref);
    } else if (about->status == CaseStatus::held) {
        decision.say("notice.again", ref).then(Step::consent, ref);
        return decision;
    } else {
        decision.effect(dialogue::MarkUrged{ref}).effect(dialogue::NotifyDesk{ref, "staff.urged", true});
        decision.say("urge.passed_on", ref);
    }
    stay(decision, turn);
    return decision;
}

Decision who_can_see(const Turn& turn, const Facts& facts) {
    Decision decision;
    const auto about = meant_case(turn, facts, [](const CaseView&) { return true; });
    if (!about) {
        decision.say("privacy.who_can_see");
        stay(decision, turn);
        return decision;
    }
    const CaseRef ref{about->id};
    decision.say(about->restricted ? "privacy.who_sees_restricted" : "privacy.who_sees", ref);
    Draft readers{"privacy.readers", {}, {}, ref, dialogue::To::sender, {}};
    for (const auto& [at, name] : facts.readers_of(about->id)) {
        readers.lines.push_back({"privacy.reader", {{"name", name}, {"at", std::to_string(to_ms(at))}}, {}, std::nullopt,
                                 dialogue::To::sender, {}});
    }
    if (!readers.lines.empty()) decision.drafts.push_back(std::move(readers));
    stay(decision, turn);
    return decision;
}

Decision how_counted(const Turn& turn, const Facts& facts) {
    const bool named = turn.reading.command.number.has_value();
    const auto about = meant_case(turn, facts, [&](const CaseView& one) { return named || open_one(one); });
    if (!about) return nothing_found(turn);
    const CaseRef ref{about->id};
    Decision decision;
    // Without consent nothing is promised yet.
    if (about->status == CaseStatus::held) {
        decision.say("notice.again", ref).then(Step::consent, ref);
        return decision;
    }
    decision.say("due.sum", ref);
    stay(decision, turn);
    return decision;
}

Decision identity(const Turn& turn, const Facts& facts, dialogue::IdentityMode mode, const char* key) {
    const auto about = meant_case(turn, facts, open_one);
    if (!about) return nothing_found(turn);
    Decision decision;
    decision.effect(dialogue::SetIdentity{CaseRef{about->id}, mode}).say(key, CaseRef{about->id});
    stay(decision, turn);
    return decision;
}

Decision erase_answered(const Turn& turn, const Facts& facts) {
    Decision decision;
    // A second, different word: one slip of a thumb must not delete a person's matters.
    if (turn.reading.command.word == Word::erase_sure) {
        decision.effect(dialogue::EraseMember{}).then(Step::idle);
        return decision;
    }
    // A mere yes is asked for the whole word.
    const auto word = turn.reading.command.word;
    if (word == Word::yes || word == Word::agree || turn.reading.digit == 1) return std::move(decision.say("erase.sure").then(Step::erase));
    // Whatever is no yes keeps everything; only what is clearly a matter is taken as one.
    if (intake::another_matter(turn, {})) return intake::start(turn, facts);
    decision.say("erase.kept").then(Step::idle);
    return decision;
}

Decision said_only(const Turn& turn, const char* key) {
    Decision decision;
    decision.say(key);
    stay(decision, turn);
    return decision;
}

Decision not_this(const Turn& turn, const Facts& facts) {
    const auto about = meant_case(turn, facts, [](const CaseView& one) { return open_one(one) && one.urgency != dialogue::Urgency::p0; });
    return about ? intake::choose_again(turn, facts, *about) : nothing_found(turn);
}

// What the notice asks, in a few words, while it is asked; else what one may do here.
Decision explain(const Turn& turn, const Facts& facts) {
    if (turn.at.step != Step::consent) return said_only(turn, "menu.words");
    const auto about = facts.find_case(turn.at.about);
    Decision decision;
    decision.say("notice.explained", about ? std::optional(CaseRef{about->id}) : std::nullopt);
    stay(decision, turn);
    return decision;
}

class Service final : public dialogue::Handler {
public:
    Decision handle(const Turn& turn, const Facts& facts) const override {
        switch (turn.reading.command.word) {
            case Word::progress:
            case Word::tell:
            case Word::case_number: return progress(turn, facts);
            case Word::add: return add(turn, facts);
            case Word::urge: return urge(turn, facts);
            case Word::withdraw: {
                // "Not needed any more" once more is an answer to "really?".
                const bool again = turn.at.step == Step::withdraw && !turn.reading.command.number;
                return again ? withdraw_answered(turn, facts) : withdraw(turn, facts);
            }
            case Word::cancel: return cancel(turn, facts);
            case Word::reopen: return reopen(turn, facts);
            case Word::rate: return rate(turn, facts);
            case Word::not_this: return not_this(turn, facts);
            case Word::who_can_see: return who_can_see(turn, facts);
            case Word::how_counted: return how_counted(turn, facts);
            case Word::anonymous: return identity(turn, facts, dialogue::IdentityMode::anonymous, "identity.anonymous");
            case Word::confidential:
                return identity(turn, facts, dialogue::IdentityMode::confidential, "identity.confidential");
            case Word::named: return identity(turn, facts, dialogue::IdentityMode::named, "identity.named");
            case Word::privacy: return said_only(turn, "privacy.notice");
            case Word::menu: return said_only(turn, "menu.words");
            case Word::cost: return said_only(turn, "service.free");
            case Word::phone: return said_only(turn, "service.phone");
            case Word::explain: return explain(turn, facts);
            default: return about_the_member(turn, facts);
        }
    }

private:
    static Decision about_the_member(const Turn& turn, const Facts& facts) {
        Decision decision;
        switch (turn.reading.command.word) {
            case Word::export_data: decision.effect(dialogue::SendExport{}); break;
            case Word::erase_data:
                decision.say("erase.sure").then(Step::erase);
                return decision;
            case Word::withdraw_consent:
                decision.effect(dialogue::RecordConsent{dialogue::RecordConsent::What::withdrawn});
                // Whoever works on the member's matters must stop and ask first.
                for (const auto& one : facts.cases_of(turn.member.id, shown_cases)) {
                    if (open_one(one) && one.status != CaseStatus::held) {
                        decision.effect(dialogue::NotifyDesk{CaseRef{one.id}, "staff.consent_withdrawn", true});
                    }
                }
                decision.say("consent.withdrawn").then(Step::idle);
                return decision;
            case Word::stop:
                decision.effect(dialogue::SetBroadcasts{false}).say("broadcasts.stopped");
                break;
            case Word::by_night:
            case Word::by_day:
                decision.effect(dialogue::SetShift{turn.reading.command.word == Word::by_night});
                decision.say(turn.reading.command.word == Word::by_night ? "shift.by_night" : "shift.by_day");
                break;
            case Word::subscribe:
                decision.effect(dialogue::SetBroadcasts{true}).say("broadcasts.again");
                break;
            case Word::language:
                decision.effect(dialogue::SetLanguage{turn.reading.command.language}).say("language.now");
                break;
            default:
                if (turn.at.step == Step::withdraw) return withdraw_answered(turn, facts);
                if (turn.at.step == Step::erase) return erase_answered(turn, facts);
                return intake::start(turn, facts);
        }
        stay(decision, turn);
        return decision;
    }
};

}  // namespace

std::unique_ptr<dialogue::Handler> make() { return std::make_unique<Service>(); }

}  // namespace bot::handlers::service
