// A duty that nobody does: reminded of once more, then told to whoever leads the constituency above, then to the union. As
// a question whether help is needed; there is no list of who is late.
#pragma once

#include "engine/week.hpp"

namespace bot::engine {

constexpr std::string_view late_duty_kind = "late_duty";

// Working days behind the last day at which each step falls due. Source: the union's own default.
constexpr int late_again = 3;
constexpr int late_to_leader = 7;
constexpr int late_to_union = 14;

// Once a working day: plans the step that each undone duty reached since the day before; of several only the last.
void plan_late_duties(Work& work, calendar::Day before, calendar::Day today);
void tell_of_late_duty(Work& work, const store::ReminderRow& reminder);

// Whoever leads the duty desk: supervisors, and without any the desk.
std::vector<store::StaffRow> people_of_the_union(const Work& work);

}  // namespace bot::engine
