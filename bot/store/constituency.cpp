// Who speaks for whom, and which members and matters belong to a unit and all below it.
#include "store/case_row.hpp"
#include "store/sqlite/connection.hpp"
#include "store/week.hpp"

namespace bot::store {
namespace {

SeatRow seat_at(const sqlite::Statement& row) {
    return {SeatId{row.integer(0)},
            RosterId{row.integer(1)},
            StaffId{row.integer(2)},
            seat_kind_of(row.view(3)).value_or(SeatKind::representative),
            UnitId{row.integer(4)},
            from_ms(row.integer(5)),
            from_ms(row.integer(6)),
            seat_state_of(row.view(7)).value_or(SeatState::ended)};
}

template <class... V>
std::vector<SeatRow> seats_by(sqlite::Connection& db, std::string_view query, const V&... values) {
    std::vector<SeatRow> found;
    auto row = db.run(query, values...);
    while (row->step()) found.push_back(seat_at(*row));
    return found;
}

template <class... V>
std::optional<SeatRow> seat_by(sqlite::Connection& db, std::string_view query, const V&... values) {
    auto row = db.run(query, values...);
    if (!row->step()) return std::nullopt;
    return seat_at(*row);
}

}  // namespace

std::vector<SeatRow> Snapshot::seats() const { return seats_by(db_, "seats_all"); }
std::vector<SeatRow> Snapshot::seats_at(Instant at) const { return seats_by(db_, "seats_at", at); }
std::vector<SeatRow> Snapshot::seats_of(StaffId staff, Instant at) const { return seats_by(db_, "seats_of", staff, at); }
std::optional<SeatRow> Snapshot::seat(SeatId id) const { return seat_by(db_, "seat_by_id", id); }
std::optional<SeatRow> Snapshot::successor(SeatId id) const { return seat_by(db_, "seat_successor", id); }

std::optional<SeatRow> Snapshot::seat_like(const SeatRow& seat) const {
    return seat_by(db_, "seat_find", seat.person.value, seat.staff.value, to_code(seat.kind), seat.constituency,
                   seat.from);
}

ConversationId Snapshot::conversation_of(SeatId id) const {
    auto row = db_.run("seat_conversation", id);
    return row->step() ? ConversationId{row->integer(0)} : ConversationId{};
}

std::optional<RosterRow> Snapshot::verified(MemberId member, Instant at) const {
    RosterId person;
    {
        auto row = db_.run("roster_of_member", member, at);
        if (!row->step()) return std::nullopt;
        person = RosterId{row->integer(0)};
    }
    return roster_person(person);
}

bool Snapshot::within(UnitId unit, UnitId constituency) const {
    auto row = db_.run("unit_within", unit, constituency);
    return row->step() && row->integer(0) != 0;
}

std::vector<UnitId> Snapshot::units_of(UnitId constituency) const {
    std::vector<UnitId> units;
    auto row = db_.run("constituency_units", constituency);
    while (row->step()) units.push_back(UnitId{row->integer(0)});
    return units;
}

std::size_t Snapshot::people_of(UnitId constituency, Instant at, std::size_t most) const {
    auto row = db_.run("constituency_people", constituency, at, static_cast<std::int64_t>(most));
    return row->step() ? static_cast<std::size_t>(row->integer(0)) : 0;
}

std::vector<Constituent> Snapshot::members_of(UnitId constituency, Instant at, std::size_t most) const {
    std::vector<Constituent> members;
    auto row = db_.run("constituency_members", constituency, at, static_cast<std::int64_t>(most));
    while (row->step()) {
        members.push_back({RosterId{row->integer(0)}, MemberId{row->integer(1)}, from_ms(row->integer(2))});
    }
    return members;
}

namespace {

std::vector<dialogue::CaseView> cases_in(sqlite::Connection& db, UnitId constituency, Instant at, std::size_t most_members, std::size_t most,
                                         std::optional<Instant> closed_since) {
    std::vector<dialogue::CaseView> found;
    auto row = db.run("constituency_cases", constituency, at, static_cast<std::int64_t>(most_members), static_cast<std::int64_t>(most), closed_since);
    while (row->step()) found.push_back(case_at(*row));
    return found;
}

}  // namespace

std::vector<dialogue::CaseView> Snapshot::open_cases_of(UnitId constituency, Instant at, std::size_t most_members,
                                                        std::size_t most) const {
    return cases_in(db_, constituency, at, most_members, most, std::nullopt);
}

std::vector<dialogue::CaseView> solved_cases_of(const Snapshot& snapshot, UnitId constituency, Instant at, std::size_t most_members,
                                                std::size_t most, Instant since) {
    return cases_in(snapshot.connection(), constituency, at, most_members, most, since);
}

}  // namespace bot::store
