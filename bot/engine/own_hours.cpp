#include "engine/own_hours.hpp"

#include <algorithm>

#include "text/normalize.hpp"

namespace bot::engine {

Instant awake_at(const Work& work, ConversationId conversation) {
    const auto& calendar = work.tools.settings.calendar;
    const auto& nights = calendar.rules().night_shifts;
    const auto shift = work.tx.shift_of(conversation);
    const auto folded = text::normalize(shift.listed);
    const bool listed = shift.said.empty() && std::any_of(nights.begin(), nights.end(), [&](const auto& part) {
        return !part.empty() && folded.find(text::normalize(part)) != std::string::npos;
    });
    if (!listed && shift.said != "night") return work.now;
    return calendar::after_quiet_hours(calendar, work.now, calendar.rules().quiet_by_day);
}

}  // namespace bot::engine
