#include "handlers/form/questions.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "text/normalize.hpp"

namespace bot::handlers {
namespace {

using dialogue::Facts;
using dialogue::Field;
using dialogue::FieldType;
using dialogue::Subcategory;
using dialogue::Turn;

constexpr std::size_t most_matters = 5;
constexpr Millis together{15 * 60'000};

bool has_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::size_t digits(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; }));
}

std::optional<std::string> chosen_option(const Field& field, const Turn& turn, bool was_asked) {
    const auto& options = field.options;
    if (was_asked && turn.reading.digit && *turn.reading.digit >= 1 &&
        *turn.reading.digit <= static_cast<int>(options.size())) {
        return options[static_cast<std::size_t>(*turn.reading.digit - 1)].label.zh;
    }
    // The longest matching label wins, so that "没有" is not read as "有".
    const dialogue::Option* best = nullptr;
    std::size_t length = 0;
    for (const auto& option : options) {
        for (const auto* label : {&option.label.zh, &option.label.en}) {
            const auto folded = text::normalize(*label);
            const bool whole = turn.reading.normalized == folded;
            const bool within = folded.size() >= 6 && turn.reading.normalized.find(folded) != std::string::npos;
            if (!folded.empty() && folded.size() > length && (whole || within)) {
                best = &option;
                length = folded.size();
            }
        }
    }
    if (best == nullptr) return std::nullopt;
    return best->label.zh;
}

std::string_view media_code(const Turn& turn) {
    if (turn.said.location) return "[location]";
    if (turn.said.media.empty()) return {};
    switch (turn.said.media.front().kind) {
        case MediaKind::photo: return "[photo]";
        case MediaKind::voice: return "[voice]";
        case MediaKind::video: return "[video]";
        case MediaKind::file: return "[file]";
    }
    return "[file]";
}

std::vector<Choice> option_choices(const Field& field, Language language) {
    std::vector<Choice> choices;
    int number = 0;
    for (const auto& option : field.options) {
        ++number;
        choices.push_back({fmt::format("{} {}", number, option.label.in(language)), fmt::format("{}", number)});
    }
    return choices;
}

const Field* next_question(const Facts& facts, const Subcategory& topic, dialogue::CaseRef about,
                           const std::vector<std::string>& already) {
    std::vector<dialogue::Answer> answers;
    if (about.id) answers = facts.answers(about.id);
    for (const auto& key : topic.questions) {
        const bool known = std::find(already.begin(), already.end(), key) != already.end() ||
                           std::any_of(answers.begin(), answers.end(), [&](const auto& a) { return a.field == key; });
        if (known) continue;
        if (const auto* field = facts.catalogue().field(key)) return field;
    }
    return nullptr;
}

void put(dialogue::Decision& decision, const Turn& turn, const Field& question, dialogue::CaseRef about) {
    decision.say(question.options.empty() ? "form.ask" : "form.choose", about, {{"question", question.ask.in(turn.member.language)}},
                 option_choices(question, turn.member.language));
}

// A matter from the same message that has questions of its own and was asked none yet.
std::optional<dialogue::CaseView> told_together(const Turn& turn, const Facts& facts, dialogue::CaseRef about) {
    const auto first = facts.find_case(about.id);
    if (!first) return std::nullopt;
    for (auto& one : facts.cases_of(turn.member.id, most_matters)) {
        const bool later = one.id.value > first->id.value && one.opened - first->opened < together;
        const bool waits = is_open(one.status) && one.status != CaseStatus::held && !one.handler && one.urgency != dialogue::Urgency::p0;
        const auto* topic = facts.catalogue().find(one.subcategory);
        if (later && waits && topic != nullptr && next_question(facts, *topic, dialogue::CaseRef{one.id}, {}) != nullptr && facts.answers(one.id).empty()) {
            return std::move(one);
        }
    }
    return std::nullopt;
}

std::string advice_lines(const Turn& turn, const Facts& facts, const Subcategory& topic) {
    std::string lines;
    const auto add = [&](const std::string& line) {
        if (!lines.empty()) lines += '\n';
        lines += "· " + line;
    };
    // Three things to keep are as many as somebody tired can hold.
    for (std::size_t i = 0; i < std::min<std::size_t>(topic.evidence.size(), 3); ++i) {
        add(topic.evidence[i].in(turn.member.language));
    }
    for (const auto& key : topic.disclaimers) {
        const auto at = facts.catalogue().disclaimers.find(key);
        if (at != facts.catalogue().disclaimers.end()) add(at->second.in(turn.member.language));
    }
    return lines;
}

}  // namespace

bool skips(const Turn& turn) {
    const auto word = turn.reading.command.word;
    return word == dialogue::Word::skip || word == dialogue::Word::no;
}

std::optional<std::string> value_for(const Field& field, const Turn& turn, bool was_asked) {
    const auto media = media_code(turn);
    const auto& said = turn.said.text;
    if (!media.empty() && (was_asked || field.type == FieldType::attachment)) {
        return said.empty() ? std::string(media) : fmt::format("{} {}", media, said);
    }
    if (said.empty()) return std::nullopt;
    switch (field.type) {
        case FieldType::choice: return chosen_option(field, turn, was_asked);
        case FieldType::phone:
            if (digits(turn.reading.normalized) >= 7 && digits(turn.reading.normalized) <= 15) return said;
            return std::nullopt;
        case FieldType::number:
        case FieldType::money:
            if (was_asked && (has_digit(turn.reading.normalized) || turn.reading.digit)) return said;
            return was_asked ? std::optional<std::string>(said) : std::nullopt;
        case FieldType::attachment: return std::nullopt;
        case FieldType::text:
        case FieldType::date:
        case FieldType::date_or_text:
        case FieldType::unit:
        case FieldType::person_list: return was_asked ? std::optional<std::string>(said) : std::nullopt;
    }
    return std::nullopt;
}

std::vector<std::string> take_known(dialogue::Decision& decision, const Turn& turn, const Facts& facts, const Subcategory& topic,
                                    dialogue::CaseRef about) {
    std::vector<std::string> taken;
    for (const auto& key : topic.fields) {
        const auto* field = facts.catalogue().field(key);
        if (field == nullptr || field->sensitive) continue;
        if (auto value = value_for(*field, turn, false)) {
            decision.effect(dialogue::RecordAnswer{about, key, std::move(*value)});
            taken.push_back(key);
        }
    }
    return taken;
}

void ask_again(dialogue::Decision& decision, const Turn& turn, const Field& question, dialogue::CaseRef about) {
    put(decision, turn, question, about);
    decision.then(dialogue::Step::form, about, question.key, turn.at.asked);
}

void ask_next(dialogue::Decision& decision, const Turn& turn, const Facts& facts, const Subcategory& topic,
              dialogue::CaseRef about, int asked, const std::vector<std::string>& already) {
    const Field* question = asked < most_questions ? next_question(facts, topic, about, already) : nullptr;
    if (question != nullptr) {
        put(decision, turn, *question, about);
        decision.then(dialogue::Step::form, about, question->key, asked + 1);
        return;
    }
    const auto advice = advice_lines(turn, facts, topic);
    if (asked > 0) decision.say("form.done", about);
    if (!advice.empty()) decision.say("form.advice", about, {{"advice", advice}});
    decision.then(dialogue::Step::idle, about, {}, asked);
    if (const auto other = told_together(turn, facts, about)) {
        const auto* its_topic = facts.catalogue().find(other->subcategory);
        decision.say("split.now_second", dialogue::CaseRef{other->id});
        ask_next(decision, turn, facts, *its_topic, dialogue::CaseRef{other->id}, 0, {});
    }
}

}  // namespace bot::handlers
