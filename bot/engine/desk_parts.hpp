// What the acts on a case in hand have in common.
#pragma once

#include "engine/work.hpp"

namespace bot::engine {

inline const calendar::Calendar& desk_calendar(const Work& work, const dialogue::CaseView& about) {
    return work.tools.settings.calendar_of(about.desk);
}

// The case, when the sender is the one who handles it; throws Refused else.
inline dialogue::CaseView handled_by_sender(const Work& work, CaseId id) {
    const auto staff = work.acting_staff();
    auto about = work.view(dialogue::CaseRef{id});
    if (!work.facts.may_see(*work.person->staff, about)) throw Refused("staff.no_such_case");
    if (about.handler != staff) throw Refused(about.handler ? "staff.not_yours" : "staff.not_now", id);
    return about;
}

}  // namespace bot::engine
