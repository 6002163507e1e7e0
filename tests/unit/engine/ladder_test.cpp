// The steps by which an unanswered case is called to mind: when, in which order, and without an end.
#include "engine/ladder.hpp"

#include <catch2/catch.hpp>

using namespace bot;
using namespace std::chrono_literals;
using dialogue::Urgency;
using engine::ladder::Rung;
using engine::ladder::Step;

namespace {

const calendar::Calendar usual;
const dialogue::Limits five_days{false, 0, 1, 0, 5};
const dialogue::Limits urgent{true, 120, 0, 1440, 0};

Instant local(const char* day, std::chrono::minutes of_day) {
    std::chrono::year_month_day date{std::chrono::year{std::stoi(std::string(day, 4))}, std::chrono::month{static_cast<unsigned>(std::stoi(day + 5))},
                                     std::chrono::day{static_cast<unsigned>(std::stoi(day + 8))}};
    return calendar::to_utc(usual, calendar::LocalTime{std::chrono::local_days{date}} + of_day);
}

dialogue::CaseView unanswered(Instant started, Instant due, Urgency urgency = Urgency::p2b) {
    dialogue::CaseView one;
    one.id = CaseId{1001};
    one.status = CaseStatus::triaged;
    one.urgency = urgency;
    one.started = started;
    one.due = due;
    return one;
}

}  // namespace

TEST_CASE("five working days are climbed step by step, in working time") {
    const auto about = unanswered(local("2026-03-02", 10h), local("2026-03-09", 17h + 30min));
    const auto steps = engine::ladder::steps(usual, five_days, about);
    const std::vector<std::pair<Rung, Instant>> expected{
        {Rung::accept, local("2026-03-02", 15h + 30min)},    {Rung::accept_late, local("2026-03-03", 10h + 30min)},
        {Rung::contact, local("2026-03-03", 17h + 30min)},   {Rung::half, local("2026-03-05", 9h + 30min + 0min)},
        {Rung::most, local("2026-03-06", 16h + 0min)},       {Rung::due, local("2026-03-09", 17h + 30min)},
    };
    REQUIRE(steps.size() == expected.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        CAPTURE(i, to_ms(steps[i].at) - to_ms(expected[i].second));
        CHECK(steps[i].rung == expected[i].first);
        if (steps[i].rung != Rung::half && steps[i].rung != Rung::most) CHECK(steps[i].at == expected[i].second);
    }
    // Half and four fifths of the working time between, on the half hour after it: so that many cases make one letter.
    const auto whole = calendar::working_time_between(usual, *about.started, *about.due);
    for (const auto& [step, share] : {std::pair{steps[3], whole / 2}, std::pair{steps[4], whole * 4 / 5}}) {
        const auto late = calendar::working_time_between(usual, *about.started, step.at) - share;
        CHECK(late >= Millis{0});
        CHECK(late < 30min);
        CHECK(to_ms(step.at) % to_ms(Instant{30min}) == 0);
    }
}

TEST_CASE("early reminders are not put off behind the due moment, and by the clock not at all") {
    const auto about = unanswered(local("2026-03-02", 10h), local("2026-03-02", 10h + 20min));
    const auto steps = engine::ladder::steps(usual, five_days, about);
    for (const auto& step : steps) {
        if (step.rung == Rung::half || step.rung == Rung::most) CHECK(step.at == *about.due);
    }
    dialogue::Limits by_the_clock = five_days;
    by_the_clock.wall_clock = true;
    for (const auto& step : engine::ladder::steps(usual, by_the_clock, about)) {
        if (step.rung == Rung::half) CHECK(step.at == local("2026-03-02", 10h + 10min));
    }
}

TEST_CASE("behind the due moment every working morning calls again, without an end") {
    const auto about = unanswered(local("2026-03-02", 10h), local("2026-03-06", 17h + 30min));
    std::optional<Step> step = engine::ladder::find(usual, five_days, about, Rung::due, 0);
    REQUIRE(step);
    std::vector<Rung> rungs;
    for (int i = 0; i < 6; ++i) {
        const auto next = engine::ladder::next(usual, five_days, about, step);
        REQUIRE(next);
        CHECK(next->at > step->at);
        step = next;
        rungs.push_back(step->rung);
    }
    CHECK(rungs == std::vector{Rung::urge, Rung::supervise, Rung::chair, Rung::daily, Rung::daily, Rung::daily});
    CHECK(engine::ladder::find(usual, five_days, about, Rung::urge, 0)->at == local("2026-03-09", 9h));  // not on Saturday
    CHECK(step->count == 6);
    CHECK(engine::ladder::find(usual, five_days, about, Rung::chair, 0)->at == local("2026-03-11", 9h));
}

TEST_CASE("what is urgent goes by the clock on the wall, and an emergency asks for no acceptance") {
    const auto started = local("2026-03-06", 20h);
    const auto about = unanswered(started, started + 24h, Urgency::p1);
    CHECK(engine::ladder::find(usual, urgent, about, Rung::accept, 0)->at == started + 30min);
    CHECK(engine::ladder::find(usual, urgent, about, Rung::half, 0)->at == started + 12h);
    CHECK(engine::ladder::find(usual, urgent, about, Rung::chair, 0)->at == started + 28h);
    CHECK(engine::ladder::contact_due(usual, urgent, local("2026-03-06", 21h + 30min)) == local("2026-03-07", 9h + 30min));
    const auto emergency = unanswered(started, started + 2h, Urgency::p0);
    CHECK_FALSE(engine::ladder::find(usual, urgent, emergency, Rung::accept, 0));
    CHECK(engine::ladder::find(usual, urgent, emergency, Rung::chair, 0)->at == started + 2h + 15min);
}

TEST_CASE("after days of standstill the last step that is due is told, not all of them") {
    const auto about = unanswered(local("2026-03-02", 10h), local("2026-03-06", 17h + 30min));
    const auto first = engine::ladder::steps(usual, five_days, about).front();
    const auto last = engine::ladder::last_due(usual, five_days, about, first, local("2026-03-16", 12h));
    CHECK(last.rung == Rung::daily);
    CHECK(last.at == local("2026-03-16", 9h));
    CHECK(engine::ladder::last_due(usual, five_days, about, first, first.at).rung == first.rung);
}

TEST_CASE("a case without a promised date has no ladder") {
    auto about = unanswered(local("2026-03-02", 10h), local("2026-03-06", 17h));
    about.due.reset();
    CHECK(engine::ladder::steps(usual, five_days, about).empty());
    CHECK_FALSE(engine::ladder::next(usual, five_days, about, std::nullopt));
}
