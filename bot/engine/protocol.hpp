// The protocol of a hand-over between two seats: both confirm it within ten working days, or the union closes it.
#pragma once

#include <map>

#include "engine/work.hpp"
#include "store/week.hpp"

namespace bot::engine {

constexpr std::string_view protocol_kind = "seat_protocol";

// What went to whom.
struct HandedOver {
    int matters = 0;
    int tasks = 0;
};
void write_protocols(Work& work, const store::SeatRow& from, const std::map<std::int64_t, HandedOver>& to);

void follow_protocol(Work& work, const store::ReminderRow& reminder);

}  // namespace bot::engine
