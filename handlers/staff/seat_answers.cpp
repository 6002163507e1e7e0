#include "handlers/staff/seat_answers.hpp"

#include <charconv>

#include <fmt/format.h>

#include "handlers/intake/open.hpp"

namespace bot::handlers::staff {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::Step;
using dialogue::Turn;
using dialogue::Word;

// The order in which the letters offer them.
constexpr Word answers[] = {Word::contacted, Word::help_wanted, Word::says_solved, Word::hand_on, Word::later};

// What the last letter asked, and about which matter.
struct Asked {
    std::string what;  // answer, pass, later
    CaseId about;
};

std::optional<Asked> asked(const std::string& expecting) {
    const auto gap = expecting.find(' ');
    if (gap == std::string::npos) return std::nullopt;
    std::int64_t row = 0;
    const auto* end = expecting.data() + expecting.size();
    if (std::from_chars(expecting.data() + gap + 1, end, row).ptr != end) return std::nullopt;
    return Asked{expecting.substr(0, gap), CaseId{row}};
}

void ask(Decision& decision, const Turn& turn, std::string_view what, CaseId about) {
    // Whoever is in the middle of something else answers with the button or the number.
    const bool idle = turn.at.step == Step::idle || turn.at.step == Step::seat;
    const auto own = turn.at.about ? std::optional(CaseRef{turn.at.about}) : std::nullopt;
    if (idle) decision.then(Step::seat, own, fmt::format("{} {}", what, about.value));
}

Decision pass(const Turn& turn, const Facts& facts, const CaseView& about, std::optional<int> choice) {
    using To = dialogue::SeatPass::To;
    Decision decision;
    if (choice == 1) return decision.effect(dialogue::SeatPass{about.id, To::desk});
    if (choice == 2) return decision.effect(dialogue::SeatPass{about.id, To::leader});
    if (const auto leader = facts.leader_for(*turn.staff, about)) {
        decision.say("seat.pass_whom", CaseRef{about.id}, {{"leader", *leader}});
    } else {
        decision.say("seat.pass_desk", CaseRef{about.id});
    }
    ask(decision, turn, "pass", about.id);
    return decision;
}

Decision later(const Turn& turn, const CaseView& about, std::optional<int> choice) {
    using When = dialogue::SeatLater::When;
    Decision decision;
    if (choice == 1) return decision.effect(dialogue::SeatLater{about.id, When::tomorrow});
    if (choice == 2) return decision.effect(dialogue::SeatLater{about.id, When::thursday});
    if (choice == 3) return decision.effect(dialogue::SeatLater{about.id, When::monday});
    decision.say("seat.later_when", CaseRef{about.id});
    ask(decision, turn, "later", about.id);
    return decision;
}

std::optional<int> digit_in(const std::string& rest) {
    if (rest.size() != 1 || rest[0] < '1' || rest[0] > '3') return std::nullopt;
    return rest[0] - '0';
}

std::optional<Decision> answered(const Turn& turn, const Facts& facts, const CaseView& about, Word word, const std::string& rest) {
    using What = dialogue::SeatAnswer::What;
    const CaseRef ref{about.id};
    Decision decision;
    switch (word) {
        case Word::contacted: return decision.effect(dialogue::SeatAnswer{about.id, What::contacted, rest}).say("seat.contacted", ref);
        case Word::help_wanted: return decision.effect(dialogue::SeatAnswer{about.id, What::help, rest}).say("seat.help", ref);
        case Word::says_solved: return decision.effect(dialogue::SeatAnswer{about.id, What::solved, rest}).say("seat.solved", ref);
        case Word::hand_on: return pass(turn, facts, about, digit_in(rest));
        case Word::later: return later(turn, about, digit_in(rest));
        default: return std::nullopt;
    }
}

// Without the question that was open; whatever the person's own matter was stays.
void leave(Decision& decision, const Turn& turn) {
    if (!decision.next) decision.then(Step::idle, turn.at.about ? std::optional(CaseRef{turn.at.about}) : std::nullopt);
}

std::optional<Word> word_meant(const Turn& turn, const Facts& facts, const Asked& question) {
    if (question.what != "answer") return std::nullopt;
    const auto digit = turn.reading.digit.value_or(0);
    if (digit >= 1 && digit <= static_cast<int>(std::size(answers))) return answers[digit - 1];
    // These words count only before a number; here the letter gives it, so one is lent.
    const auto said = facts.word(turn.said.text + " 0000");
    for (const auto word : answers) {
        if (said == word) return word;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Decision> seat_word(const Turn& turn, const Facts& facts, const CaseView& about) {
    return answered(turn, facts, about, turn.reading.command.word, turn.reading.command.rest);
}

Decision seat_step(const Turn& turn, const Facts& facts) {
    const auto question = asked(turn.at.expecting);
    const auto about = question ? facts.find_case(question->about) : std::nullopt;
    if (!question || !about) return intake::start(turn, facts);
    const auto word = word_meant(turn, facts, *question);
    const bool chosen = question->what != "answer" && turn.reading.digit && *turn.reading.digit <= 3;
    if (!word && !chosen) return intake::start(turn, facts);
    Decision decision;
    // The term may have ended, or the member closed the door, since the letter was written.
    if (!facts.may_see(*turn.staff, *about)) {
        decision.say("staff.no_such_case");
    } else if (word) {
        decision = *answered(turn, facts, *about, *word, {});
    } else {
        decision = question->what == "pass" ? pass(turn, facts, *about, turn.reading.digit) : later(turn, *about, turn.reading.digit);
    }
    leave(decision, turn);
    return decision;
}

}  // namespace bot::handlers::staff
