// What is promised for a matter: by which calendar, and how long. One place for the date and for how it is explained.
#pragma once

#include <string>

#include "calendar/sum.hpp"
#include "engine/work.hpp"

namespace bot::engine {

struct Promise {
    const calendar::Calendar* calendar = nullptr;  // of the desk; never null
    bool wall_clock = false;
    calendar::Minutes minutes{};  // on the wall clock
    int working_days = 0;         // else

    calendar::Due due(Instant from) const;
    calendar::Sum sum(Instant from) const;
};

Promise promise_for(const config::Settings& settings, const dialogue::Subcategory& topic);
Promise promise_of_reopening(const config::Settings& settings, std::string_view desk);

// How the due date of a case was counted, in the reader's language and the union's zone; empty when it has none.
std::string told_sum(const Work& work, Language language, const dialogue::CaseView& about);

}  // namespace bot::engine
