#include "router/order.hpp"

#include "router/reader.hpp"
#include "text/normalize.hpp"

namespace bot::router {
namespace {

using dialogue::Step;
using dialogue::Word;

bool staff_word(Word word) { return word >= Word::queue; }

// Works at any time, whatever dialogue is running.
bool always_works(Word word) {
    switch (word) {
        case Word::progress:
        case Word::add:
        case Word::urge:
        case Word::withdraw:
        case Word::cancel:
        case Word::reopen:
        case Word::rate:
        case Word::not_this:
        case Word::who_can_see:
        case Word::how_counted:
        case Word::export_data:
        case Word::erase_data:
        case Word::withdraw_consent:
        case Word::stop:
        case Word::subscribe:
        case Word::by_night:
        case Word::by_day:
        case Word::privacy:
        case Word::language:
        case Word::anonymous:
        case Word::confidential:
        case Word::named:
        case Word::menu:
        case Word::cost:
        case Word::phone:
        case Word::explain:
        case Word::case_number:
            return true;
        default:
            return false;
    }
}

std::string_view for_step(Step step) {
    switch (step) {
        case Step::consent:
            return "consent";
        case Step::form:
        case Step::menu:
        case Step::split:
        case Step::attach:
            return "form";
        case Step::confirm:
        case Step::rate:
            return "confirm";
        case Step::withdraw:
        case Step::erase:
            return "service";
        default:
            return "intake";
    }
}

constexpr double sure_in_a_dialogue = 0.9;
constexpr std::size_t short_answers = 4;  // characters

}  // namespace

std::string_view choose(const dialogue::Turn& turn) {
    const auto word = turn.reading.command.word;
    // In a talk with somebody in danger whatever is no order is said to them, words of danger too.
    if (turn.staff && dialogue::talks_live(turn.at, turn.now) && !staff_word(word)) return "staff";
    // A staff member who writes to somebody in danger quotes danger words; that opens no second emergency.
    const bool staff_at_work = turn.staff && (staff_word(word) || word == Word::menu);
    // Answers to a question are short and lean on it: there the model alone calls people only when it is very sure, and
    // never of a word or two ("cannot remember", "blocked again"). The lists count as everywhere.
    const bool goes_on = for_step(turn.at.step) != "intake" || (turn.at.about && turn.now - turn.at.previous_at <= turn.quiet_window);
    const bool short_answer = text::characters(turn.reading.normalized) <= short_answers;
    const bool guess = turn.reading.safety.signal == guessed_signal;
    // Of a colleague a guess is no cry: they write about others all day.
    const bool a_guess = (guess && turn.staff) || (guess && goes_on && (short_answer || turn.reading.crisis < sure_in_a_dialogue));
    if (turn.reading.safety.danger != dialogue::Danger::none && !staff_at_work && !a_guess) return "crisis";
    if (word == Word::bind || turn.said.kind == InboundKind::started) return "join";
    if (staff_at_work || (turn.staff && turn.reading.like_a_staff_word && turn.at.step == Step::idle)) return "staff";
    if (dialogue::in_crisis(turn.at.step)) return "crisis";
    if (turn.at.step == Step::human || word == Word::human) return "human";
    if (turn.at.step == Step::desk && turn.staff && word == Word::cancel) return "staff";
    if (turn.at.step == Step::form && word == Word::cancel) return "form";
    // 进展 is a colleague's word with a case number, and a member's question without.
    const bool asks_progress = word == Word::tell && !turn.staff && turn.reading.command.rest.empty();
    if (always_works(word) || asks_progress) return "service";
    const bool nothing_for_them = turn.at.expecting == dialogue::just_accepted && (word != Word::none || turn.reading.digit);
    if (turn.at.step == Step::desk && turn.staff && !nothing_for_them) return "staff";
    if (turn.staff && turn.at.step == Step::seat) return "staff";
    return for_step(turn.at.step);
}

}  // namespace bot::router
