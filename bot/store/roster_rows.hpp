// Units, the people of the union's lists, and who speaks for whom, as plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/ids.hpp"

namespace bot::store {

enum class UnitKind { group, plant, workshop, team, other };  // 集团, 厂, 车间, 班组
std::string_view to_code(UnitKind kind);
std::optional<UnitKind> unit_kind_of(std::string_view code);

struct UnitRow {
    UnitId id;  // none: not in the store yet
    std::string code;
    std::string name;
    UnitKind kind = UnitKind::other;
    UnitId parent;
    bool listed = true;
};

enum class Employment { unsaid, regular, dispatched, outsourced, intern, other };  // 正式, 派遣, 外包, 实习
std::string_view to_code(Employment form);
std::optional<Employment> employment_of(std::string_view code);

struct RosterRow {
    RosterId id;
    std::string number;
    std::string name;
    UnitId unit;
    Employment employment = Employment::unsaid;
    std::string shift;
    std::optional<std::string> phone;
    std::optional<Instant> joined;  // the beginning of the first day
    std::optional<Instant> left;    // the end of the last day
    bool listed = true;
};

enum class SeatKind { representative, group_leader };
std::string_view to_code(SeatKind kind);
std::optional<SeatKind> seat_kind_of(std::string_view code);

// Only an active seat within its term gives rights.
enum class SeatState { elected, active, suspended, ended, handed_over };
std::string_view to_code(SeatState state);
std::optional<SeatState> seat_state_of(std::string_view code);

struct SeatRow {
    SeatId id;
    RosterId person;  // either of the two holds it
    StaffId staff;
    SeatKind kind = SeatKind::representative;
    UnitId constituency;  // and all units below it
    Instant from{};       // the beginning of the first day
    Instant until{};      // the end of the last day
    SeatState state = SeatState::active;
};

struct Constituent {  // a verified member of a constituency
    RosterId person;
    MemberId member;
    Instant verified{};
};

enum class ListKind { units, members, seats };
std::string_view to_code(ListKind kind);

// What putting a row did, or would do.
enum class Put { added, changed, same };

struct MemberCode {
    RosterId person;
    Instant expires{};
    bool used = false;
};

}  // namespace bot::store
