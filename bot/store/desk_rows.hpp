// What staff arranged about a case, as plain values: that it waits, or has more time; that others work on a part; what was promised.
#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/ids.hpp"

namespace bot::store {

enum class DeferralKind { hold, extension };
enum class DeferralState { asked, granted, refused, over };

// A hold that was granted and is not over is running. An extension is over as soon as it is granted.
struct DeferralRow {
    DeferralId id;
    CaseId about;
    DeferralKind kind = DeferralKind::hold;
    std::string reason;   // hold: a code; extension: words
    Instant until{};      // when a hold is looked at again; the new due moment
    StaffId asked_by;
    Instant asked{};
    DeferralState state = DeferralState::asked;
    StaffId decided_by;
    std::optional<Instant> decided;
    std::optional<Instant> ended;
    std::optional<Instant> due_before;  // only where the promised date was moved
    std::optional<Instant> due_after;
};

// A part of a case that somebody else works on: a colleague, or whoever is at a desk.
struct TaskRow {
    TaskId id;
    CaseId about;
    StaffId to;        // none: the desk
    std::string desk;
    std::string words;
    StaffId given_by;
    Instant given{};
    Instant due{};
    std::optional<Instant> done;
};

struct PromiseRow {
    PromiseId id;
    CaseId about;
    StaffId by;
    std::string by_name;
    std::string words;
    Instant made{};
    Instant due{};
    std::optional<Instant> kept;
};

// Promises whose day fell into a period.
struct PromiseCounts {
    std::int64_t due = 0;
    std::int64_t kept = 0;     // in time or late
    std::int64_t in_time = 0;  // of the kept
};

}  // namespace bot::store
