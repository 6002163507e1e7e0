// Measures what a due date, a sum of working time and a reminder at half of a limit cost; beside them the walk day by day
// that needs no table, and what making the table takes.
#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <set>
#include <vector>

#include "calendar/sum.hpp"
#include "config/settings.hpp"

namespace {

using namespace bot;
using namespace bot::calendar;
using Steady = std::chrono::steady_clock;

constexpr std::size_t asked = 200'000;
constexpr int rounds = 7;
const Instant from = from_ms(1'735'689'600'000);  // 2025-01-01 in UTC
constexpr std::chrono::days spread{720};

// What the program did before it had a table: one day after the other, sets of days, the zone looked up by name each time.
class Walk {
public:
    explicit Walk(const Rules& rules) : zone_(rules.zone), hours_(rules.week[0]) {
        for (const auto& holiday : rules.holidays) {
            for (Day day = holiday.from; day <= holiday.to; day += std::chrono::days{1}) off_days_.insert(day);
        }
        for (const auto& [day, id] : rules.makeup_days) makeup_days_.insert(day);
    }

    Instant add_working_days(Instant received, int days) const {
        const auto& zone = *date::locate_zone(zone_);
        const LocalTime local{zone.to_local(received).time_since_epoch()};
        Day day = std::chrono::floor<std::chrono::days>(local);
        if (!worked(day) || local - day >= hours_.back().to) day = next_worked(day);
        for (int counted = 0; counted < days; ++counted) day = next_worked(day);
        const LocalTime due = LocalTime{day} + hours_.back().to;
        return zone.to_sys(date::local_time<Millis>{due.time_since_epoch()}, date::choose::earliest);
    }

private:
    bool worked(Day day) const {
        if (makeup_days_.contains(day)) return true;
        if (off_days_.contains(day)) return false;
        const std::chrono::weekday name{day};
        return name != std::chrono::Saturday && name != std::chrono::Sunday;
    }
    Day next_worked(Day day) const {
        do {
            day += std::chrono::days{1};
        } while (!worked(day));
        return day;
    }

    std::string zone_;
    Hours hours_;
    std::set<Day> off_days_;
    std::set<Day> makeup_days_;
};

struct Question {
    Instant at;
    Instant other;
};

// Nanoseconds for one of `asked` questions: the median of the rounds and the slowest of them.
template <class Ask>
void measure(std::string_view what, const std::vector<Question>& questions, Ask ask) {
    std::vector<double> times;
    std::int64_t sink = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto begun = Steady::now();
        for (const auto& question : questions) sink += to_ms(ask(question));
        times.push_back(std::chrono::duration<double, std::nano>(Steady::now() - begun).count() / static_cast<double>(questions.size()));
    }
    std::sort(times.begin(), times.end());
    if (sink == 0) fmt::print("\n");  // so that the asking is not optimised away
    fmt::print("| {} | {:.0f} | {:.0f} |\n", what, times[times.size() / 2], times.back());
}

std::vector<Question> questions() {
    std::mt19937_64 random(20261122);
    std::uniform_int_distribution<std::int64_t> moment(0, Millis(spread).count());
    std::vector<Question> all;
    for (std::size_t i = 0; i < asked; ++i) all.push_back({from + Millis{moment(random)}, from + Millis{moment(random)}});
    return all;
}

int differences(const Calendar& calendar, const Walk& walk, const std::vector<Question>& all) {
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const Question& one) {
        return walk.add_working_days(one.at, 5) != add_working_days(calendar, one.at, 5).at;
    }));
}

}  // namespace

int main() {
    const auto loaded = config::load(SOURCE_DIR "/config", from, config::Lessons::left_out);
    for (const auto& problem : loaded.problems) fmt::print("{}\n", config::describe(problem));
    if (!loaded.problems.empty()) return 1;
    const auto& calendar = loaded.settings.calendar;
    const Walk walk(calendar.rules());
    const auto all = questions();
    fmt::print("{} moments of two years, the shipped calendar; nanoseconds each\n\n| what | median of {} rounds | slowest round |\n| --- | ---: | ---: |\n",
               asked, rounds);
    for (const int days : {2, 5, 15, 60}) {
        measure(fmt::format("{} working days: walked", days), all, [&](const Question& one) { return walk.add_working_days(one.at, days); });
        measure(fmt::format("{} working days: table", days), all, [&](const Question& one) { return add_working_days(calendar, one.at, days).at; });
    }
    measure("40 h of working time", all, [&](const Question& one) { return add_working_time(calendar, one.at, std::chrono::hours{40}).at; });
    measure("40 h backwards", all, [&](const Question& one) { return add_working_time(calendar, one.at, -std::chrono::hours{40}).at; });
    measure("working time between", all, [&](const Question& one) { return Instant{working_time_between(calendar, one.at, one.other)}; });
    measure("half of a limit", all, [&](const Question& one) { return share_of(calendar, one.at, one.at + std::chrono::days{14}, 50); });
    measure("next opening", all, [&](const Question& one) { return next_opening(calendar, one.at); });
    measure("sum to be told, 5 days", all, [&](const Question& one) { return sum_of_working_days(calendar, one.at, 5).due.at; });
    std::vector<double> making;
    for (int round = 0; round < rounds; ++round) {
        const auto begun = Steady::now();
        const Calendar again(calendar.rules());
        making.push_back(std::chrono::duration<double, std::milli>(Steady::now() - begun).count());
    }
    std::sort(making.begin(), making.end());
    fmt::print("\nmaking the table: {:.1f} ms (slowest {:.1f}); dates that walk and table give otherwise: {}\n",
               making[making.size() / 2], making.back(), differences(calendar, walk, all));
}
