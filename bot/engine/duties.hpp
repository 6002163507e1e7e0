// The duties of seats: what falls due, what is reminded of, what is done. Source: config/duties.toml.
#pragma once

#include "engine/week.hpp"

namespace bot::engine {

constexpr std::string_view duty_kind = "duty";

// Once a working day, at its opening: writes down what falls to each seat, and plans one letter for whoever is to be
// reminded of anything.
void plan_duties(Work& work);
void send_duties(Work& work, const store::ReminderRow& reminder);

// The row of the store behind the number that people say.
std::int64_t row_of(const dialogue::DutyTask& task);

// Not done, due first; what is long past is not dragged along. With lines for a letter.
std::vector<dialogue::DutyTask> duties_of(const Tools& tools, const store::Snapshot& snapshot, SeatId seat, Instant now);
dialogue::Draft duty_line(const dialogue::DutyTask& task, Language language, Instant now);

}  // namespace bot::engine
