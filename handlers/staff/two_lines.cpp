#include "handlers/staff/two_lines.hpp"

#include <array>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <utility>

#include "handlers/staff/say.hpp"

namespace bot::handlers::staff {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Command;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::Step;
using dialogue::Turn;
using dialogue::Word;

constexpr Millis still_meant{10LL * 60 * 1000};
constexpr std::string_view line_to_send = "send\n";

constexpr std::array<std::pair<std::string_view, Word>, 7> in_two_lines{{
    {"reply", Word::reply},
    {"note", Word::note},
    {"return", Word::refuse},
    {"transfer", Word::transfer},
    {"extend", Word::extend},
    {"disapprove", Word::disapprove},
    {"tell", Word::tell},
}};

bool fresh(const Turn& turn, Millis limit) { return turn.now - turn.at.previous_at <= limit; }

// What stands behind the first line of the order.
std::optional<std::string> behind(const Turn& turn, std::string_view order) {
    const auto& said = turn.at.expecting;
    if (turn.at.step != Step::desk || !said.starts_with(order)) return std::nullopt;
    return said.substr(order.size());
}

Decision sent(const CaseView& about, const std::string& words) {
    Decision decision;
    decision.effect(dialogue::ReplyToMember{about.id, words}).say("staff.replied", CaseRef{about.id});
    return decision;
}

// Asked once; a line that is neither yes nor no takes the place of the one before.
Decision whether_to_send(const Turn& turn, const CaseView& about, const std::string& before) {
    const CaseRef ref{about.id};
    const auto word = turn.reading.command.word;
    if (!before.empty() && (turn.reading.digit == 1 || word == Word::yes || word == Word::agree)) return std::move(sent(about, before).then(Step::idle));
    Decision decision;
    if (!before.empty() && (turn.reading.digit == 2 || word == Word::no)) return std::move(decision.say("staff.not_sent", ref).then(Step::idle));
    if (turn.said.text.empty()) return std::move(decision.say("staff.only_words", ref).then(Step::idle));
    decision.say("staff.send_this", ref).then(Step::desk, ref, fmt::format("{}{}", line_to_send, turn.said.text));
    return decision;
}

}  // namespace

Decision ask_for_words(const Turn& turn, const char* key, CaseRef about) {
    Decision decision;
    decision.say(key, about);
    for (const auto& [code, word] : in_two_lines) {
        if (word == turn.reading.command.word) decision.then(Step::desk, about, fmt::format("{}{}", words_to_come, code));
    }
    return decision;
}

std::optional<Command> completed(const Turn& turn) {
    const auto code = behind(turn, words_to_come);
    if (!code || !fresh(turn, still_meant) || turn.said.text.empty() || turn.reading.command.word == Word::cancel) return std::nullopt;
    for (const auto& [name, word] : in_two_lines) {
        if (name == *code) return Command{word, turn.at.about.value, turn.said.text, Language::zh_hans};
    }
    return std::nullopt;
}

void go_on_talking(Decision& decision, const Turn& turn, const CaseView& about) {
    const CaseRef ref{about.id};
    const bool in_danger = about.urgency == dialogue::Urgency::p0;
    if (in_danger) decision.say("staff.live", ref);
    // A matter of the colleague's own that is being asked about goes on.
    if (!in_danger && turn.at.step != Step::idle && turn.at.step != Step::desk) return;
    decision.then(Step::desk, ref, in_danger ? std::string(dialogue::live_talk) : std::string(dialogue::just_accepted));
}

std::optional<Decision> plain_line(const Turn& turn, const Facts& facts) {
    const auto word = turn.reading.command.word;
    const bool live = dialogue::talks_live(turn.at, turn.now);
    if (live && (word == Word::done || word == Word::cancel)) return Decision{}.say("staff.live_over", CaseRef{turn.at.about}).then(Step::idle);
    // An order whose number was forgotten goes to nobody.
    if (turn.at.step != Step::desk || word == Word::cancel || turn.reading.like_a_staff_word) return std::nullopt;
    // What was to complete an order comes too late, or has no words.
    if (behind(turn, words_to_come)) return Decision{}.say("staff.nothing_sent").then(Step::idle);
    const auto before = turn.at.expecting == dialogue::just_accepted ? std::optional(std::string()) : behind(turn, line_to_send);
    if (!live && !before && turn.at.expecting != dialogue::live_talk) return std::nullopt;
    const auto about = facts.find_case(turn.at.about);
    const bool theirs = about && is_open(about->status) && about->handler == turn.staff->id;
    if (!theirs || (!live && !fresh(turn, still_meant))) return Decision{}.say("staff.nothing_sent").then(Step::idle);
    if (!live) return whether_to_send(turn, *about, *before);
    if (turn.said.text.empty()) return Decision{}.say("staff.only_words", CaseRef{about->id}).then(Step::desk, CaseRef{about->id}, std::string(dialogue::live_talk));
    return std::move(sent(*about, turn.said.text).then(Step::desk, CaseRef{about->id}, std::string(dialogue::live_talk)));
}

}  // namespace bot::handlers::staff
