// Asking how somebody is: after an emergency at fixed times until a person did, and once after a rights matter was withdrawn.
#pragma once

#include "engine/work.hpp"

namespace bot::engine {

constexpr std::string_view check_kind = "check";
constexpr std::string_view pressure_kind = "pressure";

// The next check of an emergency that somebody has accepted; whatever was planned before is planned anew.
void plan_checks(Work& work, CaseId about);
void remind_of_check(Work& work, const store::ReminderRow& reminder);

// `before`: the case as it was when the member withdrew it.
void plan_pressure_check(Work& work, const dialogue::CaseView& before);
void remind_of_pressure(Work& work, const store::ReminderRow& reminder);

}  // namespace bot::engine
