// Free words become a case with a number at once. What is unclear becomes a numbered menu with a person as the last
// choice; "not understood" does not exist.
#include <algorithm>
#include <fmt/format.h>
#include <memory>

#include "handlers/crisis/begin.hpp"
#include "handlers/form/questions.hpp"
#include "handlers/intake/menu.hpp"
#include "handlers/intake/open.hpp"
#include "text/normalize.hpp"

namespace bot::handlers::intake {
namespace {

using dialogue::CaseRef;
using dialogue::Decision;
using dialogue::Facts;
using dialogue::just_opened;
using dialogue::Step;
using dialogue::Subcategory;
using dialogue::Turn;
using dialogue::Word;

constexpr std::size_t short_thanks = 12;  // characters; a longer thanks names somebody and is worth a case
constexpr std::size_t short_question = 16;  // characters; a longer one tells what it is about
constexpr std::size_t bare_sign = 3;         // bytes: one sign or a few dots
constexpr std::size_t query_code_length = 8;
// A short remark inside a running dialogue is seldom a new matter.
constexpr double clearly_other = 0.75;
constexpr double unmistakable = 0.97;
constexpr double grave_and_likely = 0.5;
constexpr std::size_t characters_of_a_matter = 4;
constexpr std::size_t characters_of_a_story = 10;
constexpr std::size_t characters_of_a_remark = 8;
constexpr std::size_t letters_a_character = 4;  // what a Chinese character says takes about so many Latin letters

std::string_view category_of(std::string_view id) { return id.substr(0, id.find('.')); }

std::size_t length_in_characters(std::string_view normalized) {
    const auto latin = static_cast<std::size_t>(std::count_if(normalized.begin(), normalized.end(), [](char c) { return (c & 0x80) == 0; }));
    return text::characters(normalized) - latin + latin / letters_a_character;
}

// Several messages in a row about one thing are one case.
std::optional<dialogue::CaseView> still_talking_about(const Turn& turn, const Facts& facts) {
    // A colleague's line is answered when there is time for it.
    const bool awaited = turn.at.step == Step::idle && turn.at.expecting == dialogue::answer_to_colleague;
    if (!turn.at.about || (!awaited && turn.now - turn.at.previous_at > turn.quiet_window)) return std::nullopt;
    auto about = facts.find_case(turn.at.about);
    // (A colleague may just have accepted somebody else's.)
    if (!about || about->member != turn.member.id || !is_open(about->status) || another_matter(turn, *about)) return std::nullopt;
    return about;
}

std::optional<dialogue::CaseView> open_case_alike(const Turn& turn, const Facts& facts, std::string_view topic) {
    for (auto& one : facts.cases_of(turn.member.id, 5)) {
        if (is_open(one.status) && one.subcategory == topic) return one;
    }
    return std::nullopt;
}

Decision two_matters(const Turn& turn, const Facts& facts) {
    const auto& parts = turn.reading.parts;
    const auto* first = facts.catalogue().find(parts[0].guess.subcategory);
    const auto* second = facts.catalogue().find(parts[1].guess.subcategory);
    if (first == nullptr || second == nullptr) return unclear(turn, facts);
    Decision decision;
    decision.effect(dialogue::OpenCase{first->id, first->urgency, !turn.member.consented, true, std::nullopt});
    decision.effect(dialogue::AddWords{just_opened()});
    decision.say("split.ask", just_opened(), {{"first", first->name.in(turn.member.language)},
                                              {"second", second->name.in(turn.member.language)}});
    decision.then(Step::split, just_opened(), second->id, 1);
    return decision;
}

// Of several open matters the one that the question's other guesses speak of, or else the newest.
std::optional<dialogue::CaseView> meant_by_question(const Turn& turn, const Facts& facts) {
    auto cases = facts.cases_of(turn.member.id, 5);
    std::erase_if(cases, [](const auto& one) { return !is_open(one.status) || one.urgency == dialogue::Urgency::p0; });
    if (cases.empty()) return std::nullopt;
    for (const auto& guess : turn.reading.guesses) {
        for (auto& one : cases) {
            if (one.subcategory == guess.subcategory) return std::move(one);
        }
    }
    return std::move(cases.front());
}

// What was asked or added stays with the matter, and whoever handles it hears of it.
Decision how_it_stands(const dialogue::CaseView& about) {
    const CaseRef ref{about.id};
    Decision decision;
    decision.effect(dialogue::AddWords{ref});
    if (about.status == CaseStatus::held) {
        decision.say("notice.again", ref).then(Step::consent, ref);
    } else {
        decision.say("progress.one", ref).then(Step::idle, ref);
    }
    return decision;
}

std::optional<CaseRef> about_now(const Turn& turn) { return turn.at.about ? std::optional(CaseRef{turn.at.about}) : std::nullopt; }

Decision said(const Turn& turn, const char* key) {
    Decision decision;
    return decision.say(key).then(turn.at.step == Step::consent ? Step::consent : Step::idle, about_now(turn));
}

Decision add_to(const Turn& turn, const Facts& facts, const dialogue::CaseView& about) {
    const CaseRef ref{about.id};
    Decision decision;
    decision.effect(dialogue::AddWords{ref});
    // It has settled itself: then it need not be handled any more.
    const bool unanswered = about.status != CaseStatus::awaiting_confirmation && about.urgency != dialogue::Urgency::p0;
    if (turn.reading.command.word == Word::yes && unanswered) return std::move(decision.say("withdraw.sure", ref).then(Step::withdraw, ref));
    if (turn.reading.command.word == Word::done) {
        decision.say("case.thats_all", ref).then(Step::idle);
        return decision;
    }
    if (const auto* topic = facts.catalogue().find(about.subcategory)) take_known(decision, turn, facts, *topic, ref);
    const bool in_danger = about.urgency == dialogue::Urgency::p0;  // said to be fine meanwhile
    decision.say(in_danger ? "crisis.presence_3" : "case.added", ref).then(Step::idle, ref, {}, turn.at.asked);
    return decision;
}

// An anonymous member's code, from whatever phone: it shows how the matter stands, and none of its words.
std::optional<Decision> asked_by_code(const Turn& turn, const Facts& facts) {
    const auto& said = turn.said.text;
    const bool like_a_code = said.size() == query_code_length &&
                             said.find_first_not_of("23456789ABCDEFGHJKMNPQRSTUVWXYZ") == std::string::npos;
    if (!like_a_code) return std::nullopt;
    const auto found = facts.find_by_code(said);
    const bool known = found && found->identity == dialogue::IdentityMode::anonymous;
    // A word in capitals may be a message; with a digit in it, it is a code typed wrong.
    if (!known && said.find_first_of("23456789") == std::string::npos) return std::nullopt;
    Decision decision;
    if (!known) return decision.say("progress.no_code").then(turn.at.step == Step::consent ? Step::consent : Step::idle, about_now(turn));
    decision.say("progress.by_code", CaseRef{found->id});
    return decision;
}

// A strong word about something that is no calamity. Of who lost their wages nobody says that they are joking.
bool figure_of_speech(const Turn& turn, const Facts& facts) {
    const auto* guess = best(turn);
    const auto* topic = guess == nullptr ? nullptr : facts.catalogue().find(guess->subcategory);
    const bool grave = topic != nullptr && (topic->urgency == dialogue::Urgency::p0 || topic->urgency == dialogue::Urgency::p1);
    return !turn.reading.safety.signal.empty() && !turn.reading.safety.worry && !grave;
}

// Not enough to call people: one gentle offer, and a word to a person, with consent or without: who only half says it
// often does not answer any more.
void show_concern(Decision& decision, const Turn& turn, const Facts& facts) {
    for (const auto& effect : decision.effects) {
        const auto* words = std::get_if<dialogue::AddWords>(&effect);
        if (words == nullptr) continue;
        const auto ref = words->to;
        decision.effect(dialogue::Worry{ref});
        // First, so that the choices of a question behind it stay the ones that are shown.
        decision.drafts.insert(decision.drafts.begin(), {figure_of_speech(turn, facts) ? "worry.offer" : "worry.listen", {}, {}, ref, dialogue::To::sender, {}});
        return;
    }
}

constexpr Millis after_an_emergency{30LL * 24 * 3600 * 1000};

// Low words of somebody who was in danger lately are heard by a person.
bool low_again(const Turn& turn, const Facts& facts) {
    const auto* guess = best(turn);
    if (guess == nullptr || category_of(guess->subcategory) != "emotion") return false;
    for (const auto& one : facts.cases_of(turn.member.id, 5)) {
        if (one.urgency == dialogue::Urgency::p0 && !is_open(one.status) && turn.now - one.opened < after_an_emergency) return true;
    }
    return false;
}

// A short remark in the middle of a matter, which no list knows: what the model hears in it is mostly the matter.
bool only_a_remark(const Turn& turn) {
    const bool goes_on = turn.at.about && turn.now - turn.at.previous_at <= turn.quiet_window;
    return goes_on && turn.reading.safety.signal.empty() && text::characters(turn.reading.normalized) <= characters_of_a_remark;
}

class Intake final : public dialogue::Handler {
public:
    Decision handle(const Turn& turn, const Facts& facts) const override {
        auto decision = start(turn, facts);
        const bool worries = turn.reading.worrying && !only_a_remark(turn);
        if (!turn.staff && (worries || low_again(turn, facts))) show_concern(decision, turn, facts);
        return decision;
    }
};

}  // namespace

bool another_matter(const Turn& turn, const dialogue::CaseView& about) {
    const auto* guess = best(turn);
    if (guess == nullptr || guess->subcategory.starts_with('_')) return false;
    const auto category = category_of(guess->subcategory);
    // Who must not hear of it belongs to the matter, and is no new one.
    if (turn.reading.safety_answer.secret) return false;
    // Talk about talking ("please speak with them") is an answer, not a matter.
    if (category == "fb" || category == category_of(about.subcategory)) return false;
    const auto length = length_in_characters(turn.reading.normalized);
    // What is grave is not missed for being short.
    if (turn.reading.alarm == dialogue::Alarm::urgent && length >= characters_of_a_matter && guess->share >= grave_and_likely) {
        return turn.at.step != Step::form || guess->share >= clearly_other;
    }
    // Behind a question an answer is expected, and answers sound like anything.
    if (turn.at.step == Step::form) return length >= characters_of_a_story && guess->share >= unmistakable;
    return length >= characters_of_a_matter && guess->share >= (length < characters_of_a_story ? unmistakable : clearly_other);
}

void add_information(Decision& decision, const Turn& turn, const Facts& facts, const Subcategory& topic, CaseRef about) {
    std::string lines;
    const auto add = [&](const std::string& line) { lines += (lines.empty() ? "· " : "\n· ") + line; };
    for (std::size_t i = 0; i < std::min<std::size_t>(topic.evidence.size(), 3); ++i) {
        add(topic.evidence[i].in(turn.member.language));
    }
    for (const auto& key : topic.disclaimers) {
        const auto at = facts.catalogue().disclaimers.find(key);
        if (at != facts.catalogue().disclaimers.end()) add(at->second.in(turn.member.language));
    }
    for (const auto& line : facts.catalogue().hotlines) {
        const bool wanted = std::find(topic.hotlines.begin(), topic.hotlines.end(), line.number) != topic.hotlines.end();
        if (wanted) add(fmt::format("{} {}", line.number, line.name.in(turn.member.language)));
    }
    decision.say("consent.information", about, {{"lines", lines}});
}

Decision open(Decision decision, const Turn& turn, const Facts& facts, const Subcategory& topic, bool sure) {
    // An emergency waits for nobody's consent, and somebody in it is not left alone.
    if (topic.urgency == dialogue::Urgency::p0) return crisis::begin(turn, facts, crisis::of_topic(topic.id));
    const bool waits = !turn.member.consented;
    decision.effect(dialogue::OpenCase{topic.id, topic.urgency, waits, sure, std::nullopt, likely_ones(turn, facts, topic.id, 0)});
    decision.effect(dialogue::AddWords{just_opened()});
    const auto ref = just_opened();
    // A word of sympathy for something they did not say would sound hollow: only where the topic is certain.
    const dialogue::Values feeling = sure ? dialogue::Values{} : dialogue::Values{{"heard", ""}};
    if (waits) {
        decision.say("intake.held", ref, feeling);
        if (turn.member.ask_only) {
            add_information(decision, turn, facts, topic, ref);
            decision.say("notice.again", ref);
        } else {
            decision.say(turn.member.notice_shown ? "notice.again" : "notice.first", ref);
            decision.effect(dialogue::ShowedNotice{});
        }
        decision.then(Step::consent, ref);
        return decision;
    }
    decision.say("case.registered", ref, feeling);
    ask_next(decision, turn, facts, topic, ref, 0, take_known(decision, turn, facts, topic, ref));
    return decision;
}

Decision start(const Turn& turn, const Facts& facts) {
    if (auto progress = asked_by_code(turn, facts)) return std::move(*progress);
    if (const auto about = still_talking_about(turn, facts)) {
        if (auto beside = aside(turn, facts, *about)) return std::move(*beside);
        return add_to(turn, facts, *about);
    }
    if (turn.reading.command.word == Word::thanks) return said(turn, "intake.welcome");
    if (turn.reading.command.word == Word::fine) return said(turn, "intake.fine");
    // Signs without a word open nothing; a cry of them ("😭😭") is worth a case.
    if (says_nothing(turn) && turn.reading.normalized.size() <= bare_sign) return said(turn, "intake.hello");
    // A digit that answers nothing any more.
    if (turn.reading.digit && (turn.at.step == Step::idle || turn.at.step == Step::desk) && turn.said.media.empty()) return said(turn, "intake.hello");
    const auto* guess = best(turn);
    const bool clear = guess != nullptr && guess->confidence >= turn.sure_threshold;
    if (turn.reading.command.word == Word::greeting || turn.reading.command.word == Word::done ||
        (clear && guess->subcategory == "_greeting")) {
        return said(turn, "intake.hello");
    }
    if (clear && guess->subcategory == "fb.thanks" && text::characters(turn.reading.normalized) <= short_thanks) {
        return said(turn, "intake.welcome");
    }
    if (turn.reading.parts.size() >= 2) return two_matters(turn, facts);
    if (clear && guess->subcategory == "_out_of_scope" && turn.reading.alarm == dialogue::Alarm::none) return said(turn, "intake.outside");
    if (clear && guess->subcategory == "fb.privacy") return said(turn, "privacy.notice");
    if (clear && (guess->subcategory == "_status" || guess->subcategory == "fb.progress")) {
        if (const auto about = meant_by_question(turn, facts)) return how_it_stands(*about);
        if (text::characters(turn.reading.normalized) <= short_question) return said(turn, "progress.none");
    }
    if (clear) {
        // Who denies it, or is past it, needs an ear and no alarm.
        const auto* topic = facts.catalogue().find(guess->subcategory);
        const bool spoken_of = turn.reading.safety.worry && topic != nullptr && topic->urgency == dialogue::Urgency::p0;
        if (spoken_of && category_of(topic->id) != "emotion") return unclear(turn, facts);
        if (spoken_of) topic = facts.catalogue().find("emotion.support");
        if (topic != nullptr && !served_elsewhere(topic->id)) {
            if (const auto alike = open_case_alike(turn, facts, topic->id)) {
                Decision decision;
                const CaseRef ref{alike->id};
                decision.effect(dialogue::AddWords{ref}).say("attach.ask", ref).then(Step::attach, ref);
                return decision;
            }
            return open({}, turn, facts, *topic, true);
        }
    }
    // "Go ahead then": an unclear word of somebody whose matter only waits for a yes.
    if (!turn.member.consented) {
        for (const auto& one : facts.cases_of(turn.member.id, 1)) {
            if (one.status == CaseStatus::held && one.urgency != dialogue::Urgency::p0) return how_it_stands(one);
        }
    }
    return unclear(turn, facts);
}

std::unique_ptr<dialogue::Handler> make() { return std::make_unique<Intake>(); }

}  // namespace bot::handlers::intake
