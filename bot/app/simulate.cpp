// `niangjia simulate`: an invented union lives for years in a data folder of its own, at once.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "app/commands.hpp"
#include "app/tools.hpp"
#include "simulate/run.hpp"

namespace bot::app {
namespace {

constexpr std::int64_t many_cases = 50'000;  // from here on several minutes' messages go into one frame
constexpr Millis coarse{300'000};
constexpr Millis fine{1'000};

void tell(const simulate::Progress& one, Instant from, std::chrono::steady_clock::time_point began) {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    fmt::print("day {:5}  matters {:8}  messages {:9}  repeated {:6}  sent {:9}  crashes {:4}  {:4} MB  {:6.1f} s\n",
               std::chrono::floor<std::chrono::days>(one.at - from).count(), one.arrived, one.messages, one.repeated, one.letters, one.crashes,
               one.resident_kb / 1024, took.count());
    std::fflush(stdout);
}

simulate::Plan plan_of(const config::Settings& settings, const SimulateOptions& how) {
    simulate::Plan plan;
    plan.from = calendar::to_utc(settings.calendar, calendar::LocalTime{calendar::Day{std::chrono::year{2024} / 1 / 1}});
    plan.until = plan.from + std::chrono::days{365 * how.years};
    plan.cases = how.cases;
    plan.members = how.members;
    plan.seed = how.seed;
    for (const auto& one : settings.examples) (one.urgency == "crisis" ? plan.emergencies : plan.matters).push_back(one.text);
    for (const auto& one : settings.accounts) {
        if (one.platform == "webchat") plan.accounts.insert(plan.accounts.begin(), one.key);
        if (one.platform != "webchat") plan.accounts.push_back(one.key);
    }
    return plan;
}

}  // namespace

int simulate(const Options& options, const SimulateOptions& how) {
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::path(options.data) / "niangjia.db", error)) {
        fmt::print(stderr, "{} holds data already: name a new folder\n", options.data);
        return 2;
    }
    SystemClock clock;
    SeededRandom random(how.seed);
    const auto made = make_tools(options.config, options.data, clock, random);
    for (const auto& problem : made.problems) fmt::print(stderr, "{}\n", problem);
    if (!made.tools) return 1;
    auto plan = plan_of(config::load(options.config, clock.now()).settings, how);
    // A simulated platform beside the web chat, so that letters are sent, fail and are tried again.
    simulate::Setting setting{made.tools, options.data, {}, plan.accounts.front(), how.seed, how.cases >= many_cases};
    std::vector<std::string> desks;
    for (const auto& desk : made.tools->settings.desks) desks.push_back(desk.key);
    setting.staff = simulate::colleagues(desks);
    const auto began = std::chrono::steady_clock::now();
    const simulate::Running running{how.crash_every, how.cases >= many_cases ? coarse : fine};
    const auto done = simulate::run(plan, setting, running, [&](const simulate::Progress& one) { tell(one, plan.from, began); });
    if (!done) {
        fmt::print(stderr, "{}\n", done.error().detail);
        return 1;
    }
    fmt::print("memory at most {} MB\n", done->resident_most_kb / 1024);
    return 0;
}

}  // namespace bot::app
