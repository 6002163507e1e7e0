// The ledger of promises, 承诺台账: what a colleague promised a member, by when, and whether it was kept.
#pragma once

#include "engine/work.hpp"

namespace bot::engine {

constexpr std::string_view promise_kind = "promise";

void remind_of_promise(Work& work, const store::ReminderRow& reminder);

}  // namespace bot::engine
