// Which corrected matters might teach the router, and what happens when a second person says so.
#include <fmt/format.h>
#include <algorithm>
#include <chrono>

#include "engine/apply.hpp"
#include "text/masking.hpp"
#include "text/normalize.hpp"

namespace bot::engine {
namespace {

using dialogue::Candidate;
using dialogue::StaffMember;

constexpr std::size_t characters_read = 1000;  // of a message; what it is about stands at its beginning
constexpr std::size_t characters_kept =
    300;  // what is shown is what is learnt, so it must fit on a telephone
constexpr std::size_t page = 50;
constexpr std::size_t most_looked_at = 500;  // rows of one question; far more than anybody leaves undecided

std::string day_of(const Tools& tools, Instant at) {
    const auto local = std::chrono::floor<std::chrono::days>(calendar::to_local(tools.settings.calendar, at));
    const std::chrono::year_month_day day{local};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

}  // namespace

// Nothing is ever learnt from emergencies and from what only a restricted desk may see.
bool StoreFacts::guarded(std::string_view subcategory) const {
    const auto* topic = tools_.settings.catalogue.find(subcategory);
    if (topic == nullptr || topic->restricted || topic->urgency == dialogue::Urgency::p0) return true;
    const auto& desks = tools_.settings.desks;
    return std::any_of(desks.begin(), desks.end(),
                       [&](const auto& one) { return one.key == topic->desk && one.restricted; });
}

std::optional<Candidate> StoreFacts::candidate(const StaffMember& staff,
                                               const store::CorrectionRow& row) const {
    if (guarded(row.from) || guarded(row.to)) return std::nullopt;
    const auto about = find_case(row.about);
    if (!about || dialogue::represents(staff.role) || !may_see(staff, *about)) return std::nullopt;
    const auto reading = tools_.reader->read(row.words, {});
    if (reading.alarm == dialogue::Alarm::crisis || reading.worrying) return std::nullopt;
    auto masked = text::first_characters(text::masked(text::first_characters(row.words, characters_read)),
                                         characters_kept);
    return Candidate{row.id,
                     row.about,
                     row.by,
                     std::move(masked),
                     row.to,
                     reading.alarm == dialogue::Alarm::none ? "normal" : "urgent",
                     reading.language == Language::en ? "en" : "zh"};
}

std::vector<Candidate> StoreFacts::candidates(const StaffMember& staff, std::size_t most) const {
    std::vector<Candidate> open;
    CorrectionId after;
    for (std::size_t looked = 0; looked < most_looked_at; looked += page) {
        const auto rows = snapshot_.open_corrections(notice_version, after, page);
        for (const auto& row : rows) {
            if (auto one = candidate(staff, row)) open.push_back(std::move(*one));
            if (open.size() == most) return open;
        }
        if (rows.size() < page) break;
        after = rows.back().id;
    }
    return open;
}

std::optional<Candidate> StoreFacts::find_candidate(const StaffMember& staff, CorrectionId id) const {
    const auto rows = snapshot_.open_corrections(notice_version, CorrectionId{id.value - 1}, 1);
    if (rows.empty() || rows.front().id != id) return std::nullopt;
    return candidate(staff, rows.front());
}

namespace acts {
namespace {

Candidate candidate_of(const Work& work, CorrectionId id) {
    work.acting_staff();
    auto found = work.facts.find_candidate(*work.person->staff, id);
    if (!found) throw Refused("lesson.none");
    return *found;
}

}  // namespace

// The words are masked, yet they are the member's: whoever was shown them stands in the member's list of
// readers.
void carry_out(Work& work, const dialogue::ShowCandidate& act) {
    const auto staff = work.acting_staff();
    work.tx.audit(work.now, fmt::format("s{}", staff.value), "look", act.which,
                  fmt::format("{}", staff.value));
}

void carry_out(Work& work, const dialogue::Learn& act) {
    const auto one = candidate_of(work, act.which);
    const auto staff = work.acting_staff();
    if (one.corrected_by == staff) throw Refused("lesson.second_person");
    const auto lesson = work.tx.teach(
        {{}, one.masked, one.subcategory, one.urgency, one.language, day_of(work.tools, work.now)});
    work.tx.decide(one.id, store::Transaction::Decided::learnt);
    work.tx.audit(work.now, fmt::format("s{}", staff.value), "learn", one.about,
                  fmt::format("{} {}", lesson.value, one.id.value));
}

void carry_out(Work& work, const dialogue::LeaveOut& act) {
    const auto one = candidate_of(work, act.which);
    const auto staff = work.acting_staff();
    work.tx.decide(one.id, store::Transaction::Decided::left_out);
    work.tx.audit(work.now, fmt::format("s{}", staff.value), "leave_out", one.about,
                  fmt::format("{}", one.id.value));
}

}  // namespace acts
}  // namespace bot::engine
