// The lists the union brings: units, people and seats; what a row would change, and changing it.
#include "store/roster_rows.hpp"

#include <array>
#include <utility>

#include "store/sqlite/connection.hpp"
#include "store/transaction.hpp"

namespace bot::store {
namespace {

template <class E, std::size_t N>
using Codes = std::array<std::pair<E, std::string_view>, N>;

constexpr Codes<UnitKind, 5> unit_kinds{{{UnitKind::group, "group"},
                                         {UnitKind::plant, "plant"},
                                         {UnitKind::workshop, "workshop"},
                                         {UnitKind::team, "team"},
                                         {UnitKind::other, "other"}}};
constexpr Codes<Employment, 6> employments{{{Employment::unsaid, ""},
                                            {Employment::regular, "regular"},
                                            {Employment::dispatched, "dispatched"},
                                            {Employment::outsourced, "outsourced"},
                                            {Employment::intern, "intern"},
                                            {Employment::other, "other"}}};
constexpr Codes<SeatKind, 2> seat_kinds{
    {{SeatKind::representative, "representative"}, {SeatKind::group_leader, "group_leader"}}};
constexpr Codes<SeatState, 5> seat_states{{{SeatState::elected, "elected"},
                                           {SeatState::active, "active"},
                                           {SeatState::suspended, "suspended"},
                                           {SeatState::ended, "ended"},
                                           {SeatState::handed_over, "handed_over"}}};

template <class E, std::size_t N>
std::string_view code_in(const Codes<E, N>& codes, E wanted) {
    for (const auto& [value, code] : codes) {
        if (value == wanted) return code;
    }
    return {};
}

template <class E, std::size_t N>
std::optional<E> value_in(const Codes<E, N>& codes, std::string_view wanted) {
    for (const auto& [value, code] : codes) {
        if (code == wanted) return value;
    }
    return std::nullopt;
}

std::optional<Instant> instant_at(const sqlite::Statement& row, int column) {
    const auto ms = row.maybe_integer(column);
    return ms ? std::optional(from_ms(*ms)) : std::nullopt;
}

UnitRow unit_at(const sqlite::Statement& row) {
    return {UnitId{row.integer(0)}, row.text(1), row.text(2), unit_kind_of(row.view(3)).value_or(UnitKind::other),
            UnitId{row.integer(4)}, row.integer(5) != 0};
}

RosterRow person_at(const sqlite::Statement& row) {
    RosterRow one;
    one.id = RosterId{row.integer(0)};
    one.number = row.text(1);
    one.name = row.text(2);
    one.unit = UnitId{row.integer(3)};
    one.employment = employment_of(row.view(4)).value_or(Employment::unsaid);
    one.shift = row.text(5);
    if (!row.null(6)) one.phone = row.text(6);
    one.joined = instant_at(row, 7);
    one.left = instant_at(row, 8);
    one.listed = row.integer(9) != 0;
    return one;
}

bool same(const UnitRow& a, const UnitRow& b) {
    return a.listed == b.listed && a.name == b.name && a.kind == b.kind && a.parent == b.parent;
}

bool same(const RosterRow& a, const RosterRow& b) {
    return a.listed == b.listed && a.name == b.name && a.unit == b.unit && a.employment == b.employment &&
           a.shift == b.shift && a.phone == b.phone && a.joined == b.joined && a.left == b.left;
}

bool same(const SeatRow& a, const SeatRow& b) { return a.until == b.until && a.state == b.state; }

template <class R>
Put compared(const std::optional<R>& before, const R& now) {
    return !before ? Put::added : same(*before, now) ? Put::same : Put::changed;
}

}  // namespace

std::string_view to_code(UnitKind kind) { return code_in(unit_kinds, kind); }
std::optional<UnitKind> unit_kind_of(std::string_view code) { return value_in(unit_kinds, code); }
std::string_view to_code(Employment form) { return code_in(employments, form); }
std::optional<Employment> employment_of(std::string_view code) { return value_in(employments, code); }
std::string_view to_code(SeatKind kind) { return code_in(seat_kinds, kind); }
std::optional<SeatKind> seat_kind_of(std::string_view code) { return value_in(seat_kinds, code); }
std::string_view to_code(SeatState state) { return code_in(seat_states, state); }
std::optional<SeatState> seat_state_of(std::string_view code) { return value_in(seat_states, code); }

std::string_view to_code(ListKind kind) {
    switch (kind) {
        case ListKind::units: return "units";
        case ListKind::members: return "members";
        case ListKind::seats: return "seats";
    }
    return {};
}

std::vector<UnitRow> Snapshot::units() const {
    std::vector<UnitRow> all;
    auto row = db_.run("units_all");
    while (row->step()) all.push_back(unit_at(*row));
    return all;
}

std::optional<UnitRow> Snapshot::unit(UnitId id) const {
    auto row = db_.run("unit_by_id", id);
    if (!row->step()) return std::nullopt;
    return unit_at(*row);
}

std::optional<UnitRow> Snapshot::unit_named(std::string_view code) const {
    auto row = db_.run("unit_by_code", code);
    if (!row->step()) return std::nullopt;
    return unit_at(*row);
}

std::optional<RosterRow> Snapshot::roster_person(RosterId id) const {
    auto row = db_.run("roster_by_id", id);
    if (!row->step()) return std::nullopt;
    return person_at(*row);
}

std::optional<RosterRow> Snapshot::roster_person(std::string_view number) const {
    auto row = db_.run("roster_by_number", number);
    if (!row->step()) return std::nullopt;
    return person_at(*row);
}

std::vector<std::pair<RosterId, std::string>> Snapshot::listed_people(RosterId after, std::size_t most) const {
    std::vector<std::pair<RosterId, std::string>> listed;
    auto row = db_.run("roster_listed", after.value, static_cast<std::int64_t>(most));
    while (row->step()) listed.emplace_back(RosterId{row->integer(0)}, row->text(1));
    return listed;
}

Put Snapshot::would_put(const UnitRow& unit) const { return compared(unit_named(unit.code), unit); }
Put Snapshot::would_put(const RosterRow& person) const { return compared(roster_person(person.number), person); }
Put Snapshot::would_put(const SeatRow& seat) const { return compared(seat_like(seat), seat); }

std::vector<std::string> Snapshot::unfinished_imports() const {
    std::vector<std::string> kinds;
    auto row = db_.run("imports_unfinished");
    while (row->step()) kinds.push_back(row->text(0));
    return kinds;
}

Put Transaction::put(const UnitRow& unit) {
    const auto before = unit_named(unit.code);
    const auto what = compared(before, unit);
    if (what == Put::added) {
        db_.change("unit_add", std::string_view(unit.code), std::string_view(unit.name), to_code(unit.kind), unit.parent);
    } else if (what == Put::changed) {
        db_.change("unit_set", before->id, std::string_view(unit.name), to_code(unit.kind), unit.parent);
    }
    return what;
}

Put Transaction::put(const RosterRow& person) {
    const auto before = roster_person(person.number);
    const auto what = compared(before, person);
    const std::optional<std::string_view> phone =
        person.phone ? std::optional<std::string_view>(*person.phone) : std::nullopt;
    if (what == Put::added) {
        db_.change("roster_add", std::string_view(person.number), std::string_view(person.name), person.unit,
                   to_code(person.employment), std::string_view(person.shift), phone, person.joined, person.left);
    } else if (what == Put::changed) {
        db_.change("roster_set", before->id, std::string_view(person.name), person.unit, to_code(person.employment),
                   std::string_view(person.shift), phone, person.joined, person.left);
    }
    return what;
}

Put Transaction::put(const SeatRow& seat) {
    const auto before = seat_like(seat);
    const auto what = compared(before, seat);
    if (what == Put::added) {
        db_.change("seat_add", seat.person, seat.staff, to_code(seat.kind), seat.constituency, seat.from, seat.until,
                   to_code(seat.state));
    } else if (what == Put::changed) {
        set_seat(before->id, seat.until, seat.state);
    }
    return what;
}

void Transaction::delist(UnitId unit) { db_.change("unit_delist", unit); }

void Transaction::delist(RosterId person) {
    db_.change("roster_delist", person);
    db_.change("member_code_remove", person);
}

void Transaction::set_seat(SeatId seat, Instant until, SeatState state) {
    db_.change("seat_set", seat, until, to_code(state));
}

void Transaction::begin_import(ListKind kind, Instant at) { db_.change("import_begin", to_code(kind), at); }
void Transaction::end_import(ListKind kind, Instant at) { db_.change("import_end", to_code(kind), at); }

}  // namespace bot::store
