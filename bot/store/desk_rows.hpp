// What staff arranged about a case, as plain values: that it waits, or has more time.
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

}  // namespace bot::store
