#include "handlers/staff/sheet.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <set>

#include "handlers/staff/say.hpp"
#include "text/normalize.hpp"

namespace bot::handlers::staff {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Decision;
using dialogue::Draft;
using dialogue::Facts;
using dialogue::To;
using dialogue::Turn;
using dialogue::Word;

constexpr std::size_t history_length = 20;  // lines shown of
constexpr std::size_t history_read = 500;   // … so many
constexpr std::size_t longest_line = 300;   // characters of one line

// Lines of a history that somebody wrote; the others hold codes.
bool holds_words(std::string_view kind) {
    static const std::set<std::string_view> kinds{"said", "replied", "note", "transferred", "returned", "extension_asked", "extended", "deferral_refused", "task", "task_done",
                                                  "interim", "split", "checked", "looked_back", "promised", "promise_kept", "clock_set", "clock_met", "clock_dropped"};
    return kinds.contains(kind);
}

// Cut where a chat bubble would grow too long, and it shows.
std::string shown(const std::string& words) {
    if (text::characters(words) <= longest_line) return words;
    return text::first_characters(words, longest_line) + "…";
}

// "Skip" and "done" steer the talk and say nothing about the matter.
bool steers(const Facts& facts, const dialogue::Line& line) {
    if (line.kind != "said" || line.text.empty()) return false;
    const auto word = facts.word(line.text);
    return word == Word::skip || word == Word::done || word == Word::agree;
}

Draft line_of(const dialogue::Line& line) {
    const auto at = std::to_string(to_ms(line.at));
    if (line.kind == "said" && line.text.empty()) return {"staff.sheet_no_words", {{"at", at}}, {}, std::nullopt, To::sender, {}};
    // Who asked for more time gave the reason, who allowed it only allowed it.
    static const std::map<std::string_view, const char*> keys{{"note", "staff.sheet_note"},
                                                              {"said", "staff.sheet_said"},
                                                              {"extension_asked", "staff.sheet_asked"},
                                                              {"extended", "staff.sheet_extended"},
                                                              {"deferral_refused", "staff.sheet_not_granted"}};
    const auto own = keys.find(line.kind);
    const auto* key = own == keys.end() ? "staff.sheet_event" : own->second;
    return {key, {{"who", line.who}, {"kind", line.kind}, {"text", shown(line.text)}, {"at", at}}, {}, std::nullopt, To::sender, {}};
}

// The last lines of what was said, done and noted; how many stand before them is said.
void add_history(Draft& sheet, const Facts& facts, const CaseView& about) {
    std::vector<Draft> lines;
    for (const auto& line : facts.history(about.id, history_read)) {
        if (line.kind == "suggested" && !about.sure) {
            lines.push_back({"staff.sheet_suggested", {{"at", std::to_string(to_ms(line.at))}}, {}, CaseRef{about.id}, To::sender, {}});
        }
        const bool told = holds_words(line.kind) && !(line.text.empty() && line.kind != "said");
        if (told && !steers(facts, line)) lines.push_back(line_of(line));
    }
    const auto before = lines.size() > history_length ? lines.size() - history_length : 0;
    if (before > 0) sheet.lines.push_back({"staff.sheet_before", {{"count", fmt::format("{}", before)}}, {}, std::nullopt, To::sender, {}});
    sheet.lines.insert(sheet.lines.end(), std::make_move_iterator(lines.begin() + static_cast<std::ptrdiff_t>(before)), std::make_move_iterator(lines.end()));
}

}  // namespace

std::string numbers_of(const std::vector<CaseView>& cases) {
    std::string numbers;
    for (auto one = cases.rbegin(); one != cases.rend(); ++one) {
        numbers += fmt::format("{}{}", numbers.empty() ? "" : " ", one->number);
    }
    return numbers;
}

Decision look(const Turn& turn, const Facts& facts, const CaseView& about) {
    const CaseRef ref{about.id};
    // Before consent the words are the member's alone, unless they sound like a cry for help.
    const auto lines = facts.history(about.id, history_read);
    const bool worrying = std::any_of(lines.begin(), lines.end(), [](const auto& line) { return line.kind == "worried"; });
    if (about.status == CaseStatus::held && !worrying) return refuse(turn, "staff.still_held", ref);
    Decision decision;
    decision.effect(dialogue::LookedAt{about.id});
    Draft sheet{"staff.sheet", {}, {}, ref, To::sender, {}};
    for (const auto& answer : facts.answers(about.id)) {
        const auto* field = facts.catalogue().field(answer.field);
        sheet.lines.push_back({"staff.sheet_answer",
                               {{"field", field == nullptr ? answer.field : field->label.in(turn.member.language)}, {"value", shown(answer.value)}},
                               {}, std::nullopt, To::sender, {}});
    }
    for (auto& clock : facts.clocks(about.id, turn.member.language, true)) {
        sheet.lines.push_back({"staff.sheet_clock", {{"text", std::move(clock)}}, {}, std::nullopt, To::sender, {}});
    }
    add_history(sheet, facts, about);
    auto others = facts.same_matter(about, most_alike);
    std::erase_if(others, [&](const auto& one) { return !facts.may_see(*turn.staff, one); });
    if (!others.empty()) {
        sheet.lines.push_back({"staff.sheet_alike", {{"numbers", numbers_of(others)}}, {}, std::nullopt, To::sender, {}});
    }
    decision.drafts.push_back(std::move(sheet));
    stay(decision, turn);
    return decision;
}

}  // namespace bot::handlers::staff
