#include "engine/nudges.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "engine/work.hpp"

namespace bot::engine {
namespace {

constexpr std::size_t most_lines = 12;

// The line of one reminder, in the reader's language.
dialogue::Draft line_of(const Work& work, const Nudge& one) {
    const auto about = work.view(dialogue::CaseRef{one.about});
    const bool open_to_them = work.facts.may_see(one.to.who, about);
    return {one.key + (open_to_them ? "" : "_sealed"), one.values, {}, dialogue::CaseRef{one.about}, dialogue::To::sender, {}};
}

}  // namespace

std::vector<store::StaffRow> answerable(const Work& work, const dialogue::CaseView& about) {
    for (const auto id : {about.handler, about.first_contact}) {
        if (!id) continue;
        const auto one = work.tx.staff_member(id);
        if (one && one->conversation && one->active) return {*one};
    }
    return work.people_of(about.desk);
}

std::vector<store::StaffRow> supervisors(const Work& work, const dialogue::CaseView& about) {
    auto all = work.tx.staff_of_role(dialogue::Role::supervisor);
    auto of_desk = all;
    std::erase_if(of_desk, [&](const auto& one) { return one.who.desk != about.desk; });
    return of_desk.empty() ? all : of_desk;
}

void nudge(Work& work, const std::vector<store::StaffRow>& people, std::string_view key, const dialogue::CaseView& about, const dialogue::Values& values) {
    for (const auto& one : people) {
        if (!one.conversation) continue;
        // Somebody may answer for a case and lead its desk: one line.
        const bool told = std::any_of(work.nudges.begin(), work.nudges.end(),
                                      [&](const Nudge& other) { return other.about == about.id && other.to.who.id == one.who.id && other.values == values; });
        if (!told) work.nudges.push_back({one, std::string(key), about.id, values});
    }
}

void send_nudges(Work& work) {
    std::map<std::int64_t, std::vector<Nudge>> by_person;
    for (auto& one : work.nudges) by_person[one.to.who.id.value].push_back(std::move(one));
    work.nudges.clear();
    for (const auto& [id, nudges] : by_person) {
        const auto count = fmt::format("{}", nudges.size());
        dialogue::Draft letter{nudges.size() == 1 ? "remind.one" : "remind.many", {{"count", count}}, {}, std::nullopt, dialogue::To::sender, {}};
        if (nudges.size() == 1) letter.about = dialogue::CaseRef{nudges.front().about};
        for (std::size_t i = 0; i < std::min(nudges.size(), most_lines); ++i) letter.lines.push_back(line_of(work, nudges[i]));
        if (nudges.size() > most_lines) {
            letter.lines.push_back({"remind.more", {{"count", fmt::format("{}", nudges.size() - most_lines)}}, {}, std::nullopt, dialogue::To::sender, {}});
        }
        work.say_to(nudges.front().to.conversation, letter);
    }
}

}  // namespace bot::engine
