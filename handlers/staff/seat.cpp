#include "handlers/staff/seat.hpp"

#include <fmt/format.h>

#include "handlers/staff/seat_answers.hpp"

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

constexpr std::size_t longest_list = 10;
constexpr Millis a_day{86'400'000};

Draft line_of(const CaseView& about, Instant now) {
    const auto left = about.due.value_or(now) - now;
    const bool late = left < Millis{0};
    const auto days = late ? (-left + a_day - Millis{1}) / a_day : left / a_day;
    const auto* key = late ? "seat.line_late" : days == 0 ? "seat.line_today" : "seat.line";
    return {key, {{"days", fmt::format("{}", days)}}, {}, CaseRef{about.id}, To::sender, {}};
}

Decision list(const Turn& turn, const Facts& facts) {
    const auto constituency = facts.constituency(*turn.staff);
    Decision decision;
    if (!constituency.seated) return decision.say("seat.none");
    const auto sealed = constituency.sealed.value_or(0);
    const dialogue::Values values{{"sealed", sealed > 0 ? fmt::format("{}", sealed) : ""}};
    const auto& open = constituency.open;
    if (open.empty()) return decision.say("seat.list_empty", std::nullopt, values);
    Draft sheet{"seat.list", values, {}, std::nullopt, To::sender, {}};
    for (std::size_t i = 0; i < open.size() && i < longest_list; ++i) sheet.lines.push_back(line_of(open[i], turn.now));
    if (open.size() > longest_list) {
        sheet.lines.push_back(
            {"seat.more", {{"count", fmt::format("{}", open.size() - longest_list)}}, {}, std::nullopt, To::sender, {}});
    }
    decision.drafts.push_back(std::move(sheet));
    return decision;
}

Decision duties(const Turn& turn, const Facts& facts) {
    const auto tasks = facts.duties(*turn.staff);
    Decision decision;
    if (tasks.empty()) return decision.say("duty.none");
    Draft sheet{"duty.list", {}, {}, std::nullopt, To::sender, {}};
    for (std::size_t i = 0; i < tasks.size() && i < longest_list; ++i) {
        const auto& task = tasks[i];
        const auto left = task.due - turn.now;
        const auto* key = left <= Millis{0} ? "duty.line_late" : left < a_day ? "duty.line_today" : "duty.line";
        sheet.lines.push_back({key,
                               {{"task", fmt::format("{}", task.number)},
                                {"name", task.name.in(turn.member.language)},
                                {"days", fmt::format("{}", left / a_day)}},
                               {}, std::nullopt, To::sender, {}});
    }
    decision.drafts.push_back(std::move(sheet));
    return decision;
}

}  // namespace

Decision seat(const Turn& turn, const Facts& facts) {
    const auto& command = turn.reading.command;
    Decision decision;
    if (command.word == Word::queue) return list(turn, facts);
    if (command.word == Word::duties) return duties(turn, facts);
    if (command.word == Word::duty_done && command.number) return decision.effect(dialogue::DutyDone{*command.number});
    if (command.word == Word::handed_over && command.number) return decision.effect(dialogue::ConfirmHandOver{*command.number});
    if (command.word == Word::menu || !command.number) return decision.say("seat.words");
    // "Not for you" and "not there" sound alike, whatever was to be done with it.
    const auto about = facts.find_case(CaseId{*command.number});
    if (!about || !facts.may_see(*turn.staff, *about)) return decision.say("staff.no_such_case");
    if (auto answer = seat_word(turn, facts, *about)) return std::move(*answer);
    if (command.word != Word::look) return decision.say("seat.only_looks");
    decision.effect(dialogue::LookedAt{about->id});
    return decision.say("seat.sheet", CaseRef{about->id});
}

}  // namespace bot::handlers::staff
