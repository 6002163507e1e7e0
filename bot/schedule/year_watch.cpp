// When to speak of missing years again.
#include "schedule/year_watch.hpp"

namespace bot::schedule {

namespace {

constexpr Millis tell_every{24LL * 3600 * 1000};

}  // namespace

bool YearWatch::tells(const std::set<int>& missing, Instant now) {
    // The wall clock may have been set back: then it is time as well.
    const bool long_ago = !told_at_ || now - *told_at_ >= tell_every || now < *told_at_;
    if (missing == told_ && !long_ago) return false;
    told_ = missing;
    told_at_ = now;
    return !missing.empty();
}

}  // namespace bot::schedule
