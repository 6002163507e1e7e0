#include "handlers/crisis/company.hpp"

#include <algorithm>

#include "text/normalize.hpp"

namespace bot::handlers::crisis {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::RecordAnswer;
using dialogue::Step;
using dialogue::Turn;
using dialogue::Word;

constexpr std::size_t characters_of_a_matter = 6;
constexpr const char* safe_field = "safe_now";
constexpr const char* where_field = "where";
constexpr const char* company_field = "someone_with_you";
constexpr const char* talk_field = "can_talk";
constexpr const char* fine_field = "says_fine";
constexpr const char* other_field = "other_matter";

bool answered(const std::vector<dialogue::Answer>& answers, std::string_view field) {
    return std::any_of(answers.begin(), answers.end(), [&](const auto& one) { return one.field == field; });
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

bool accident(const CaseView& about) { return about.subcategory == "emg.accident"; }

// Of accidents and gatherings nobody asks who is near.
bool asks_who(const CaseView& about) { return !accident(about) && about.subcategory != "emg.collective"; }

const char* urgent_numbers(const CaseView& about) { return accident(about) ? "crisis.unsafe_accident" : "crisis.unsafe"; }

// Nobody has come yet: whom to call meanwhile.
const char* waiting_numbers(const CaseView& about, const Turn& turn) {
    if (accident(about)) return "crisis.numbers_accident";
    if (about.subcategory == "emg.violence" || about.subcategory == "emg.collective") return "crisis.numbers_violence";
    return turn.local_hour < 6 ? "crisis.numbers_night" : "crisis.numbers_again";
}

// Rotated by the message's own number, so that two texts in a row differ.
const char* presence(const Turn& turn) {
    switch (turn.at.previous_words.value % 3) {
        case 0: return "crisis.presence_1";
        case 1: return "crisis.presence_2";
        default: return "crisis.presence_3";
    }
}

class Company {
public:
    Company(const Turn& turn, const CaseView& about, const Facts& facts)
        : turn_(turn), about_(about), said_(turn.reading.safety_answer), word_(turn.reading.command.word), before_(facts.answers(about.id)),
          ref_(CaseRef{about.id}) {}

    Decision stay() {
        decision_.effect(dialogue::AddWords{ref_});
        if (turn_.at.step == Step::human) return relay();
        if (said_.quiet) return quiet();
        if (answered(before_, talk_field)) return turn_.reading.digit == 1 ? can_talk_again() : whisper();
        if (said_.asleep) return rest();
        if (says_fine()) return fine();
        take_answers();
        if (in_danger()) say(urgent_numbers(about_));
        if (said_.hurt && !in_danger()) say("crisis.hurt");
        if (asks_for_people()) say(waiting_numbers(about_, turn_));
        answer_questions();
        const bool answers_nothing = said_.hurt || asks_for_people() || asks_about_us();
        if (turn_.at.step == Step::crisis_wait) return wait();
        if (answers_nothing) return go_on(turn_.at.step);  // the question stays open
        return ask_on();
    }

private:
    void say(const char* key) {
        decision_.say(key, ref_);
        spoken_ = true;
    }

    void record(const char* field) { decision_.effect(RecordAnswer{ref_, field, turn_.said.text}); }

    Decision go_on(Step step) { return std::move(decision_.then(step, ref_)); }

    // A person is there; what needs rescue at once is answered with its number all the same.
    Decision relay() {
        decision_.effect(dialogue::RelayToHandler{ref_});
        if (worse() || said_.hurt) decision_.say(worse() ? urgent_numbers(about_) : "crisis.hurt", ref_);
        return std::move(decision_);
    }

    // New words of danger while the questions go on; a wish to die said again is no news.
    bool worse() const {
        const auto& safety = turn_.reading.safety;
        return safety.done || (!safety.unsure && (safety.danger == dialogue::Danger::violence || safety.danger == dialogue::Danger::accident));
    }

    bool in_danger() const { return said_.unsafe || worse() || (turn_.at.step == Step::crisis_safe && word_ == Word::no); }

    bool asks_about_us() const { return said_.robot || said_.law || asks_who_hears(); }

    bool asks_who_hears() const { return said_.secret || word_ == Word::who_can_see || word_ == Word::confidential || word_ == Word::privacy; }

    // Whoever is afraid of what follows needs an answer, or does not go on.
    void answer_questions() {
        if (asks_who_hears()) say("crisis.who_hears");
        if (said_.robot) say("crisis.robot");
        if (said_.law) say("crisis.law");
    }

    bool asks_for_people() const { return said_.asks || word_ == Word::human || word_ == Word::progress || word_ == Word::urge; }

    bool says_fine() const {
        // "Yes" to whether it is safe is no word about how one is.
        return said_.joking || (turn_.at.step == Step::crisis_wait && word_ == Word::yes);
    }

    // Only what answers is written down as an answer; all words stand in the case anyway.
    void take_answers() {
        const auto step = turn_.at.step;
        const bool says_safe = word_ == Word::yes || word_ == Word::no || said_.unsafe || said_.safe || turn_.reading.digit == 1;
        if (step == Step::crisis_safe && says_safe) record(safe_field);
        const bool beside = said_.hurt || asks_for_people() || asks_about_us() || word_ == Word::skip;
        if (said_.place || (step == Step::crisis_where && !beside && !said_.company)) record(where_field);
        if (said_.company || (step == Step::crisis_who && (word_ == Word::yes || word_ == Word::no))) record(company_field);
    }

    // The next question that neither this message nor an earlier one has answered.
    Decision ask_on() {
        const bool where = turn_.at.step != Step::crisis_safe || said_.place || answered(before_, where_field);
        if (!where) return ask("crisis.ask_where", Step::crisis_where);
        if (!asks_who(about_)) return ask("crisis.presence_3", Step::crisis_wait);
        const bool who = turn_.at.step == Step::crisis_who || said_.company || answered(before_, company_field);
        return who ? ask("crisis.presence_1", Step::crisis_wait) : ask("crisis.ask_who", Step::crisis_who);
    }

    Decision ask(const char* key, Step next) {
        say(key);
        return go_on(next);
    }

    Decision wait() {
        if (about_something_else(turn_)) {
            record(other_field);
            say("crisis.noted_too");
        } else if (!spoken_) {
            say(presence(turn_));
        }
        return go_on(Step::crisis_wait);
    }

    // Whoever must not be heard with a phone is not written to any more until they write; people are called on.
    Decision quiet() {
        record(talk_field);
        decision_.effect(dialogue::FallSilent{ref_}).effect(dialogue::NotifyDesk{ref_, "staff.cannot_talk", true});
        return ask("crisis.quiet", Step::crisis_wait);
    }

    Decision whisper() {
        take_answers();
        if (in_danger() || said_.hurt) return ask(in_danger() ? urgent_numbers(about_) : "crisis.hurt", Step::crisis_wait);
        return ask("crisis.presence_1", Step::crisis_wait);
    }

    Decision can_talk_again() {
        const bool where = answered(before_, where_field);
        return where ? ask("crisis.presence_1", Step::crisis_wait) : ask("crisis.ask_where", Step::crisis_where);
    }

    Decision rest() {
        decision_.effect(dialogue::FallSilent{ref_});
        return ask("crisis.rest", Step::crisis_wait);
    }

    // People come all the same; what is said from now on is read like any other message, danger first.
    Decision fine() {
        record(fine_field);
        decision_.effect(dialogue::FallSilent{ref_});
        return ask("crisis.if_fine", Step::idle);
    }

    const Turn& turn_;
    const CaseView& about_;
    const dialogue::SafetyAnswer& said_;
    const Word word_;
    const std::vector<dialogue::Answer> before_;
    const CaseRef ref_;
    Decision decision_;
    bool spoken_ = false;
};

}  // namespace

Decision keep_company(const Turn& turn, const CaseView& about, const Facts& facts) { return Company(turn, about, facts).stay(); }

}  // namespace bot::handlers::crisis
