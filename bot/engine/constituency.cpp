// What representatives and group leaders may hear of: open, named, ordinary matters of verified members of their own
// constituency, while their seat lasts. All is worked out anew each time, so that a term that ended, a member who moved, a
// matter made confidential or sent to a closed circle counts from the next message on.
#include "engine/constituency.hpp"

#include <algorithm>
#include <set>

#include "engine/facts.hpp"
#include "store/week.hpp"

namespace bot::engine {
namespace {

using dialogue::CaseView;

// In a smaller group the number alone could tell who it was.
constexpr std::size_t fewest_people_for_a_total = 10;
// A list is made inside a turn; of larger constituencies only so many members and matters are looked at, and no total is told.
constexpr std::size_t most_members = 20'000;
constexpr std::size_t most_cases = 2000;

void add_seat(const Tools& tools, const store::Snapshot& snapshot, const store::SeatRow& seat, Instant now, std::set<std::int64_t>& met,
              dialogue::Constituency& found) {
    found.seated = true;
    const auto people = snapshot.people_of(seat.constituency, now, most_members + 1);
    const auto cases = snapshot.open_cases_of(seat.constituency, now, most_members, most_cases);
    const bool countable = people >= fewest_people_for_a_total && people <= most_members && cases.size() < most_cases;
    for (const auto& one : cases) {
        const auto hears = hears_of(tools, one);
        if (hears == Hears::nothing || !met.insert(one.id.value).second) continue;
        if (hears == Hears::how_far_it_is) {
            found.open.push_back(one);
        } else if (countable) {
            found.sealed = found.sealed.value_or(0) + 1;
        }
    }
    std::stable_sort(found.open.begin(), found.open.end(), [](const auto& a, const auto& b) {
        return a.due.value_or(Instant::max()) < b.due.value_or(Instant::max());
    });
}

}  // namespace

Hears hears_of(const Tools& tools, const CaseView& about) {
    const auto& desks = tools.settings.desks;
    const bool closed_circle =
        about.restricted || std::any_of(desks.begin(), desks.end(),
                                        [&](const auto& desk) { return desk.key == about.desk && desk.restricted; });
    if (closed_circle || about.urgency == dialogue::Urgency::p0 || about.status == CaseStatus::held) return Hears::nothing;
    const auto* topic = tools.settings.catalogue.find(about.subcategory);
    if (topic == nullptr || topic->restricted) return Hears::nothing;
    const bool sealed = about.identity != dialogue::IdentityMode::named || topic->sensitive;
    return sealed ? Hears::that_it_is_there : Hears::how_far_it_is;
}

bool seat_follows(const Tools& tools, const store::Snapshot& snapshot, const store::SeatRow& seat, const CaseView& about, Instant now) {
    if (!is_open(about.status) || hears_of(tools, about) != Hears::how_far_it_is) return false;
    const auto person = snapshot.verified(about.member, now);
    return person && snapshot.within(person->unit, seat.constituency);
}

dialogue::Constituency constituency_of(const Tools& tools, const store::Snapshot& snapshot, const store::SeatRow& seat, Instant now) {
    dialogue::Constituency found;
    std::set<std::int64_t> met;
    add_seat(tools, snapshot, seat, now, met, found);
    return found;
}

Turnover turnover_of(const Tools& tools, const store::Snapshot& snapshot, const store::SeatRow& seat, Instant since, Instant now) {
    Turnover turnover;
    const auto count = [&](const std::vector<CaseView>& cases, bool over) {
        for (const auto& one : cases) {
            if (hears_of(tools, one) != Hears::how_far_it_is) continue;
            turnover.solved += over ? 1 : 0;
            turnover.fresh += one.opened >= since ? 1 : 0;
        }
    };
    count(snapshot.open_cases_of(seat.constituency, now, most_members, most_cases), false);
    count(store::solved_cases_of(snapshot, seat.constituency, now, most_members, most_cases, since), true);
    return turnover;
}

bool StoreFacts::speaks_for(const dialogue::StaffMember& staff, const CaseView& about) const {
    if (hears_of(tools_, about) != Hears::how_far_it_is) return false;
    const auto seats = snapshot_.seats_of(staff.id, now_);
    return std::any_of(seats.begin(), seats.end(),
                       [&](const auto& seat) { return seat_follows(tools_, snapshot_, seat, about, now_); });
}

dialogue::Constituency StoreFacts::constituency(const dialogue::StaffMember& staff) const {
    dialogue::Constituency found;
    std::set<std::int64_t> met;
    for (const auto& seat : snapshot_.seats_of(staff.id, now_)) add_seat(tools_, snapshot_, seat, now_, met, found);
    return found;
}

}  // namespace bot::engine
