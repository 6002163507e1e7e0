// The steps by which an unanswered case is called to mind, from its desk up to the chair. Worked out from the case and its
// desk's calendar alone, so that anybody can work them out again; only the next one stands in the store.
// Source of the times: docs/lifecycle.md.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "calendar/calendar.hpp"
#include "dialogue/catalogue.hpp"
#include "dialogue/turn.hpp"

namespace bot::engine::ladder {

// Stored as their numbers; new ones go to the end.
enum class Rung {
    accept,        // nobody has accepted it: the desk again
    accept_late,   // still nobody: the supervisor
    contact,       // no person was in touch in time
    half,          // half of the time has passed
    most,          // four fifths
    due,           // the promised moment
    chair,         // long past it
    urge,          // 催办: the first morning after
    supervise,     // 督办: the second morning after
    daily,         // every further morning
};

struct Step {
    Rung rung = Rung::accept;
    int count = 0;  // of `daily`: which morning, from 3 on; else 0
    Instant at{};
};

std::string_view to_code(Rung rung);

// When somebody must have been in touch with the member.
std::optional<Instant> contact_due(const calendar::Calendar& calendar, const dialogue::Limits& limits, Instant started);

// The steps before the mornings, in time order. None without a due moment.
std::vector<Step> steps(const calendar::Calendar& calendar, const dialogue::Limits& limits, const dialogue::CaseView& about);

// The first step after the one given, or the very first: there is always another morning. None without a due moment.
std::optional<Step> next(const calendar::Calendar& calendar, const dialogue::Limits& limits, const dialogue::CaseView& about,
                         const std::optional<Step>& after);

// The step of that name with its moment; none when the case has no such step.
std::optional<Step> find(const calendar::Calendar& calendar, const dialogue::Limits& limits, const dialogue::CaseView& about, Rung rung,
                         int count);

// The last step that is due at `now`; what lies between `first` and it has lapsed. `first` itself is due.
Step last_due(const calendar::Calendar& calendar, const dialogue::Limits& limits, const dialogue::CaseView& about, const Step& first,
              Instant now);

}  // namespace bot::engine::ladder
