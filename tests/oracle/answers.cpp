// Answers questions about working time, one a line: calendar, a, b, open, days. Moments and amounts are whole minutes,
// moments since 1970 UTC. The answer: from a to b, a plus open, a minus open, opening and closing nearest to a, a plus days.
#include <cstdio>
#include <stdexcept>
#include <string>

#include "config/settings.hpp"

namespace {

using namespace bot;
using calendar::Minutes;

long long minutes(Millis time) {
    if (time % Minutes{1} != Millis{0}) throw std::logic_error("no whole minutes");
    return time / Minutes{1};
}
long long minutes(Instant at) { return minutes(at.time_since_epoch()); }
Instant moment(long long minute) { return Instant{Minutes{minute}}; }

void answer(const calendar::Calendar& in, Instant a, Instant b, Minutes open, int days) {
    std::printf("%lld %lld %lld %lld %lld %lld\n", minutes(working_time_between(in, a, b)), minutes(add_working_time(in, a, open).at),
                minutes(add_working_time(in, a, -open).at), minutes(next_opening(in, a)), minutes(previous_closing(in, a)),
                minutes(add_working_days(in, a, days).at));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const auto loaded = config::load(argv[1], from_ms(1'772'416'800'000), config::Lessons::left_out);
    for (const auto& problem : loaded.problems) std::fprintf(stderr, "%s\n", config::describe(problem).c_str());
    if (!loaded.problems.empty()) return 1;
    char name[32];
    long long a = 0, b = 0, open = 0;
    int days = 0;
    while (std::scanf("%31s %lld %lld %lld %d", name, &a, &b, &open, &days) == 5) {
        const auto named = loaded.settings.calendars.find(std::string_view(name));
        const auto& in = named == loaded.settings.calendars.end() ? loaded.settings.calendar : named->second;
        answer(in, moment(a), moment(b), Minutes{open}, days);
    }
    return 0;
}
