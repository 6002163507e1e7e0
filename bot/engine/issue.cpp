// Enough members with the same matter: an issue is suggested to the desk, and from a second threshold on called collective.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "engine/alike.hpp"
#include "observe/metrics.hpp"
#include "router/unit.hpp"

namespace bot::engine::alike {
namespace {

using dialogue::CaseView;
using dialogue::Role;
using store::IssueCase;
using store::IssueRow;
using store::LikenessRow;
using store::OtherLikeness;
using store::StaffRow;

constexpr std::size_t a_threshold = 5;       // matters looked at for each member a threshold asks for
constexpr std::size_t most_numbers = 20;     // in one notice

using Members = std::set<MemberId>;

// The issue that all of them belong to from now on. Of several the one that was suggested stays: staff know its numbers. Two
// that were both suggested stay apart.
IssueRow issue_for(Work& work, const CaseView& about, const LikenessRow& own, const std::vector<OtherLikeness>& alike) {
    std::set<IssueId> known;
    if (const auto issue = work.tx.issue_of(about.id)) known.insert(issue);
    for (const auto& other : alike) {
        if (other.issue) known.insert(other.issue);
    }
    std::vector<IssueRow> rows;
    for (const auto id : known) rows.push_back(work.tx.issue(id).value());
    if (rows.empty()) {
        const bool one_unit = own.unit && std::all_of(alike.begin(), alike.end(), [&](const auto& one) { return one.unit == own.unit; });
        const auto id = work.tx.form_issue(about.subcategory, about.desk, one_unit ? own.unit : std::nullopt, work.now);
        return work.tx.issue(id).value();
    }
    const auto suggested = std::find_if(rows.begin(), rows.end(), [](const auto& one) { return one.suggested.has_value(); });
    const auto kept = suggested == rows.end() ? rows.front() : *suggested;
    for (const auto& row : rows) {
        if (row.id != kept.id && !row.suggested) work.tx.join_issues(row.id, kept.id);
    }
    return kept;
}

bool closed_circle(const Work& work, const CaseView& about) {
    const auto& desks = work.tools.settings.desks;
    return about.restricted || std::any_of(desks.begin(), desks.end(), [&](const auto& one) {
               return one.key == about.desk && one.restricted;
           });
}

// What only a desk's own staff may see is told to them alone; a collective demand else also to whoever leads.
std::vector<StaffRow> who_is_told(const Work& work, const CaseView& about, bool collective) {
    const bool restricted = closed_circle(work, about);
    auto people = restricted ? work.tx.staff_of_desk(about.desk) : work.people_of(about.desk);
    if (!restricted && collective) {
        for (const auto role : {Role::supervisor, Role::chair}) {
            for (auto& one : work.tx.staff_of_role(role)) people.push_back(std::move(one));
        }
    }
    std::set<std::int64_t> told;
    std::erase_if(people, [&](const auto& one) { return !one.conversation || !told.insert(one.who.id.value).second; });
    return people;
}

// A place is named only when so many members named the same: then it is nobody's own word.
std::string unit_told(const Work& work, const std::vector<IssueCase>& counted) {
    std::map<std::int64_t, Members> named;
    for (const auto& one : counted) {
        if (one.unit) named[*one.unit].insert(one.member);
    }
    const auto most = std::max_element(named.begin(), named.end(),
                                       [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    const auto enough = static_cast<std::size_t>(work.tools.settings.alike.issue_from);
    if (most == named.end() || most->second.size() < enough) return {};
    const auto about = std::find_if(counted.begin(), counted.end(), [&](const auto& one) { return one.unit == most->first; });
    for (const auto& answer : work.facts.answers(about->about)) {
        auto name = router::unit_name(answer.value);
        if (router::unit_number(name) == most->first) return name;
    }
    return {};
}

templates::Values notice_values(const Work& work, const std::vector<IssueCase>& counted, std::size_t members) {
    std::string numbers;
    const auto shown = std::min(counted.size(), most_numbers);
    for (auto one = counted.begin() + static_cast<std::ptrdiff_t>(shown); one != counted.begin();) {
        --one;  // they come newest first, and are told oldest first
        numbers += fmt::format("{}{}", numbers.empty() ? "" : " ", with_check_digit(one->about.value));
    }
    return {{"people", fmt::format("{}", members)},
            {"days", fmt::format("{}", std::chrono::floor<std::chrono::days>(work.tools.settings.alike.window).count())},
            {"unit", unit_told(work, counted)},
            {"numbers", numbers}};
}

void tell(Work& work, const IssueRow& issue, const CaseView& about) {
    const auto& limits = work.tools.settings.alike;
    // Windows count from the first suggestion; a clock that was set back does not begin a new one.
    const auto window = std::max<std::int64_t>(0, (work.now - issue.suggested.value_or(work.now)) / limits.window);
    if (work.tx.issue_noticed(issue.id, "collective", window)) return;
    auto counted = work.tx.issue_cases(issue.id, a_threshold * static_cast<std::size_t>(limits.collective_from));
    std::erase_if(counted, [&](const auto& one) { return one.at <= work.now - limits.window; });
    Members members;
    for (const auto& one : counted) members.insert(one.member);
    const bool collective = members.size() >= static_cast<std::size_t>(limits.collective_from);
    const bool enough = members.size() >= static_cast<std::size_t>(limits.issue_from);
    const std::string_view threshold = collective ? "collective" : "issue";
    if (!enough || work.tx.issue_noticed(issue.id, threshold, window)) return;
    const auto people = who_is_told(work, about, collective);
    // With nobody to tell the window stays open: the next matter like these tries again.
    if (people.empty() || !work.tx.note_issue_notice(issue.id, threshold, window, work.now)) return;
    work.tx.set_suggested(issue.id, work.now, collective ? std::optional(work.now) : std::nullopt);
    const auto values = notice_values(work, counted, members.size());
    for (const auto& one : people) {
        work.write(one.conversation, collective ? "staff.issue_collective" : "staff.issue_suggested", about.id, values);
    }
    observe::count("issue_notices_total", threshold);
    work.tx.audit(work.now, "bot", "issue", about.id, fmt::format("{} {} {}", issue.id.value, threshold, members.size()));
}

}  // namespace

void look_for_issue(Work& work, const CaseView& about, const LikenessRow& own) {
    const auto since = work.now - work.tools.settings.alike.window;
    const auto alike = others(work.tx, about, own, since, work.now);
    if (alike.empty() && !work.tx.issue_of(about.id)) return;
    const auto issue = issue_for(work, about, own, alike);
    work.tx.link_to_issue(about.id, issue.id, work.now);
    for (const auto& other : alike) {
        if (!other.issue) work.tx.link_to_issue(other.about, issue.id, work.now);
    }
    tell(work, issue, about);
}

}  // namespace bot::engine::alike
