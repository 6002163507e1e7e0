// A category that is only questions: takes answers in any order, several messages about one matter, and the small
// choices before a matter is clear (which topic, one matter or two, old matter or new).
#include <algorithm>
#include <fmt/format.h>
#include <memory>

#include "handlers/crisis/begin.hpp"
#include "handlers/form/questions.hpp"
#include "handlers/intake/menu.hpp"
#include "handlers/intake/open.hpp"
#include "text/normalize.hpp"

namespace bot::handlers::form {
namespace {

using dialogue::CaseRef;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::Step;
using dialogue::Subcategory;
using dialogue::Turn;
using dialogue::Word;

constexpr double clear_share = 0.5;  // of one sub-category: no other is as likely

std::vector<std::string> split_list(std::string_view list) {
    std::vector<std::string> items;
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        items.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return items;
}

class Form final : public dialogue::Handler {
public:
    Decision handle(const Turn& turn, const Facts& facts) const override {
        const auto about = facts.find_case(turn.at.about);
        if (!about || !is_open(about->status)) return intake::start(turn, facts);
        switch (turn.at.step) {
            case Step::menu: return topic_chosen(turn, facts, *about);
            case Step::split: return split_chosen(turn, facts, *about);
            case Step::attach: return attach_chosen(turn, facts, *about);
            default: return answered(turn, facts, *about);
        }
    }

private:
    // An answer to the open question, or to another question of the form, or simply more words.
    static Decision answered(const Turn& turn, const Facts& facts, const dialogue::CaseView& about) {
        const auto* topic = facts.catalogue().find(about.subcategory);
        if (topic == nullptr) return intake::start(turn, facts);
        const CaseRef ref{about.id};
        if (intake::another_matter(turn, about)) return intake::start(turn, facts);
        if (auto beside = beside_the_question(turn, facts, about)) return std::move(*beside);
        Decision decision;
        decision.effect(dialogue::AddWords{ref});
        // "Never mind" to a question leaves the questions, not the matter.
        if (turn.reading.command.word == Word::done || turn.reading.command.word == Word::cancel) {
            decision.say("form.done", ref).then(Step::idle);
            return decision;
        }
        if (turn.reading.safety_answer.secret) decision.say(about.restricted ? "privacy.who_sees_restricted" : "privacy.who_sees", ref);
        std::vector<std::string> filled;
        const auto* asked = facts.catalogue().field(turn.at.expecting);
        if (asked != nullptr && says_danger(*asked, turn)) return help_first(turn, facts, *asked, ref);
        if (!skips(turn) || (asked != nullptr && asked->type == dialogue::FieldType::choice)) {
            fill(decision, turn, facts, *topic, ref, filled);
        }
        // A question is put once: an answer that does not fit stays with the case as words.
        if (std::find(filled.begin(), filled.end(), turn.at.expecting) == filled.end()) {
            filled.push_back(turn.at.expecting);
        }
        ask_next(decision, turn, facts, *topic, ref, turn.at.asked, filled);
        return decision;
    }

    // "Thanks", or a question about the bot, is no answer: it gets its own, and the question stands.
    static std::optional<Decision> beside_the_question(const Turn& turn, const Facts& facts, const dialogue::CaseView& about) {
        const auto* asked = facts.catalogue().field(turn.at.expecting);
        if (asked == nullptr || asked->type == dialogue::FieldType::choice) return std::nullopt;
        // A nod may be an answer to an open question, never a date or a number.
        const bool nod = turn.reading.command.word == Word::fine;
        if (nod && asked->type == dialogue::FieldType::text) return std::nullopt;
        auto beside = intake::aside(turn, facts, about);
        if (!beside) return std::nullopt;
        if (turn.reading.command.word == Word::thanks || nod) beside->drafts.clear();
        ask_again(*beside, turn, *asked, CaseRef{about.id});
        return beside;
    }

    // "Are you safe?" – "no". "Is anybody in danger now?" – "yes".
    static bool says_danger(const dialogue::Field& asked, const Turn& turn) {
        const auto answer = value_for(asked, turn, true);
        if (!answer || asked.options.size() < 2) return false;
        if (asked.key == "safe_now") return *answer == asked.options[1].label.zh;
        const bool asks_danger = asked.key == "danger_now" || asked.key == "danger" || asked.key == "safety";
        return asks_danger && *answer == asked.options[0].label.zh;
    }

    // From here on it is an emergency of its own; the matter keeps the answer.
    static Decision help_first(const Turn& turn, const Facts& facts, const dialogue::Field& asked, CaseRef ref) {
        auto decision = crisis::begin(turn, facts, crisis::of_topic(asked.key == "danger_now" ? "emg.accident" : "emg.violence"));
        decision.effect(dialogue::RecordAnswer{ref, asked.key, turn.said.text});
        return decision;
    }

    static void fill(Decision& decision, const Turn& turn, const Facts& facts, const Subcategory& topic, CaseRef ref,
                     std::vector<std::string>& filled) {
        const auto* asked = facts.catalogue().field(turn.at.expecting);
        const auto take = [&](const dialogue::Field& field, bool was_asked) {
            auto value = value_for(field, turn, was_asked);
            if (!value) return;
            decision.effect(dialogue::RecordAnswer{ref, field.key, std::move(*value)});
            filled.push_back(field.key);
        };
        // "已离职" may come while the place was asked: fields that recognise the message take it first.
        for (const auto& key : topic.fields) {
            const auto* field = facts.catalogue().field(key);
            if (field != nullptr && !field->sensitive && key != turn.at.expecting) take(*field, false);
        }
        if (asked != nullptr && (filled.empty() || asked->type == dialogue::FieldType::choice)) take(*asked, true);
    }

    static Decision topic_chosen(const Turn& turn, const Facts& facts, const dialogue::CaseView& about) {
        const CaseRef ref{about.id};
        const auto offered = split_list(turn.at.expecting);
        const auto* topic = facts.catalogue().find(about.subcategory);
        Decision decision;
        decision.effect(dialogue::AddWords{ref});
        if (turn.reading.command.word == Word::done) {
            leave_to_duty(decision, turn, facts, about);
            return to_a_person(std::move(decision), turn, ref);
        }
        std::size_t picked = offered.size();
        if (turn.reading.digit && *turn.reading.digit >= 1) picked = static_cast<std::size_t>(*turn.reading.digit - 1);
        // Asked which topic it is, people name it: less certainty will do than for a story.
        if (!turn.reading.digit && !turn.reading.guesses.empty() &&
            turn.reading.guesses.front().confidence >= turn.likely_threshold && turn.reading.guesses.front().share >= clear_share) {
            const auto* meant = facts.catalogue().find(turn.reading.guesses.front().subcategory);
            // Not the one they have just said it is not.
            if (meant != nullptr && meant->id != about.subcategory && !intake::served_elsewhere(meant->id)) {
                decision.effect(dialogue::MoveTopic{ref, meant->id});
                return continue_with(std::move(decision), turn, facts, *meant, ref);
            }
        }
        if (picked < offered.size()) {
            topic = facts.catalogue().find(offered[picked]);
            if (topic != nullptr) decision.effect(dialogue::MoveTopic{ref, topic->id});
        } else {
            // None of these, or no answer at all: a person reads it. Never asked a second time.
            leave_to_duty(decision, turn, facts, about);
        }
        if (topic == nullptr) return intake::start(turn, facts);
        if (picked >= offered.size()) {
            return to_a_person(std::move(decision), turn, ref);
        }
        return continue_with(std::move(decision), turn, facts, *topic, ref);
    }

    // A topic that was only supposed is taken back, so that the colleague on duty is the one who reads it.
    // Before consent nobody hears of it: they do when it is registered.
    static void leave_to_duty(Decision& decision, const Turn& turn, const Facts& facts, const dialogue::CaseView& about) {
        const CaseRef ref{about.id};
        const auto* duty = facts.catalogue().find("fb.human");
        // (Never away from those who alone may read it.)
        const bool supposed = duty != nullptr && !about.restricted && about.subcategory != duty->id;
        if (supposed) decision.effect(dialogue::MoveTopic{ref, duty->id, false, false});
        if (turn.member.consented) decision.effect(dialogue::NotifyDesk{ref, "staff.unclear", true});
    }

    static Decision to_a_person(Decision decision, const Turn& turn, CaseRef ref) {
        if (!turn.member.consented) {
            decision.say("notice.first", ref).effect(dialogue::ShowedNotice{}).then(Step::consent, ref);
            return decision;
        }
        decision.say("menu.person", ref).then(Step::idle, ref, {}, turn.at.asked);
        return decision;
    }

    static Decision continue_with(Decision decision, const Turn& turn, const Facts& facts, const Subcategory& topic,
                                  CaseRef ref) {
        if (!turn.member.consented) {
            decision.say("intake.held", ref);
            decision.say("notice.first", ref).effect(dialogue::ShowedNotice{}).then(Step::consent, ref);
            return decision;
        }
        decision.say("menu.noted", ref);
        ask_next(decision, turn, facts, topic, ref, turn.at.asked, {});
        return decision;
    }

    static Decision split_chosen(const Turn& turn, const Facts& facts, const dialogue::CaseView& about) {
        const CaseRef ref{about.id};
        const auto* second = facts.catalogue().find(turn.at.expecting);
        const auto* first = facts.catalogue().find(about.subcategory);
        Decision decision;
        decision.effect(dialogue::AddWords{ref});
        const auto word = turn.reading.command.word;
        const bool agreed = turn.reading.digit == 1 || word == Word::fine || word == Word::yes || word == Word::agree;
        if (agreed && second != nullptr && first != nullptr) {
            decision.effect(dialogue::OpenCase{second->id, second->urgency, !turn.member.consented, true, about.id});
            decision.effect(dialogue::AddWords{dialogue::just_opened(), turn.at.previous_words});
            const auto dated = turn.member.consented ? dialogue::Values{} : dialogue::Values{{"due", ""}};
            decision.say("split.two", ref, dated).say("split.second", dialogue::just_opened(), dated);
        } else {
            decision.say("split.one", ref);
        }
        if (!turn.member.consented) {
            decision.say("notice.first", ref).effect(dialogue::ShowedNotice{}).then(Step::consent, ref);
            return decision;
        }
        if (first != nullptr) ask_next(decision, turn, facts, *first, ref, turn.at.asked, {});
        return decision;
    }

    static Decision attach_chosen(const Turn& turn, const Facts& facts, const dialogue::CaseView& about) {
        const CaseRef ref{about.id};
        Decision decision;
        decision.effect(dialogue::AddWords{ref});
        if (turn.reading.digit == 2 || turn.reading.command.word == Word::no) {
            const auto* topic = facts.catalogue().find(about.subcategory);
            if (topic != nullptr) {
                decision = intake::open({}, turn, facts, *topic, true);
                decision.effect(dialogue::AddWords{dialogue::just_opened(), turn.at.previous_words});
                return decision;
            }
        }
        decision.say("case.added", ref);
        // What still waits for a yes goes on waiting for it.
        if (about.status == CaseStatus::held) return std::move(decision.say("notice.again", ref).then(Step::consent, ref));
        decision.then(Step::idle, ref);
        return decision;
    }
};

}  // namespace

std::unique_ptr<dialogue::Handler> make() { return std::make_unique<Form>(); }

}  // namespace bot::handlers::form
