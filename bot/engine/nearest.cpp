#include "engine/nearest.hpp"

#include "engine/constituency.hpp"

namespace bot::engine {
namespace {

constexpr std::size_t deepest = 64;  // units above one another; guards against a ring

// The unit, then the one above it, up to the whole.
std::vector<UnitId> way_up(const store::Snapshot& snapshot, UnitId unit) {
    std::vector<UnitId> way;
    while (unit && way.size() < deepest) {
        way.push_back(unit);
        const auto row = snapshot.unit(unit);
        unit = row ? row->parent : UnitId{};
    }
    return way;
}

}  // namespace

std::vector<store::SeatRow> nearest_seats(const Tools& tools, const store::Snapshot& snapshot, const dialogue::CaseView& about,
                                          store::SeatKind kind, Instant now) {
    const auto person = snapshot.verified(about.member, now);
    if (!person || !is_open(about.status) || hears_of(tools, about) != Hears::how_far_it_is) return {};
    auto seats = snapshot.seats_at(now);
    std::erase_if(seats, [&](const auto& seat) { return seat.kind != kind; });
    for (const auto unit : way_up(snapshot, person->unit)) {
        std::vector<store::SeatRow> nearest;
        for (const auto& seat : seats) {
            if (seat.constituency == unit) nearest.push_back(seat);
        }
        if (!nearest.empty()) return nearest;
    }
    return {};
}

}  // namespace bot::engine
