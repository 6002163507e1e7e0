// Counts what is written into a case's history towards the three rates, where it is written: no act can forget to count.
#pragma once

#include "engine/work.hpp"

namespace bot::engine {

// A limit was given or moved; written down only when it differs.
void count_limit(Work& work, const dialogue::CaseView& about, Instant contact_due);

void count_event(store::Transaction& tx, const store::NewEvent& event);

}  // namespace bot::engine
