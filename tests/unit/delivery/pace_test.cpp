// When a letter is tried again, when it is given up, and how fast letters go.
#include "delivery/pace.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <vector>

using namespace bot;
using namespace std::chrono_literals;
using delivery::Pace;
using delivery::retry_delay;
using store::LetterState;

namespace {

const Instant monday = from_ms(1'772'416'800'000);

Letter letter_after(int tries) {
    Letter letter;
    letter.id = LetterId{7};
    letter.tries = tries;
    return letter;
}

}  // namespace

TEST_CASE("a letter waits twice as long after each failure, up to two hours, never to the second") {
    struct Row {
        int tries;
        Millis about;
        std::string_view because;
    };
    static const Row rows[] = {
        {1, 2s, "the first failure"},
        {2, 4s, "twice that"},
        {5, 32s, "half a minute"},
        {12, 4096s, "more than an hour"},
        {13, 2h, "the longest"},
        {16, 2h, "and stays the longest"},
        {0, 2s, "never begun counts as the first"},
        {-3, 2s, "nonsense counts as the first"},
        {std::numeric_limits<int>::max(), 2h, "no overflow"},
    };
    SeededRandom random(20261122);
    for (const auto& row : rows) {
        CAPTURE(row.tries, row.because);
        auto shortest = Millis::max();
        auto longest = Millis::min();
        for (int draw = 0; draw < 1000; ++draw) {
            const auto delay = retry_delay(row.tries, std::nullopt, random);
            shortest = std::min(shortest, delay);
            longest = std::max(longest, delay);
        }
        CHECK(shortest >= row.about * 3 / 4);
        CHECK(longest <= row.about * 5 / 4);
        CHECK(longest - shortest > row.about / 4);  // a crowd of letters does not come back at once
    }
}

TEST_CASE("a letter never goes out before the platform's own hint") {
    struct Row {
        int tries;
        Millis hint;
        Millis latest;
        std::string_view because;
    };
    static const Row rows[] = {
        {1, 5s, 6s, "the usual retry_after"},
        {1, 60s, 61s, "a minute"},
        {16, 24h, 24h + 1s, "the longest that an adapter passes on"},
        {1, 0s, 2500ms, "no wait asked"},
        {1, -5s, 2500ms, "a hint from a clock that runs behind"},
    };
    SeededRandom random(20261122);
    for (const auto& row : rows) {
        CAPTURE(row.because);
        for (int draw = 0; draw < 1000; ++draw) {
            const auto delay = retry_delay(row.tries, row.hint, random);
            REQUIRE(delay >= std::max(row.hint, Millis{0}));
            REQUIRE(delay <= row.latest);
        }
    }
}

TEST_CASE("a letter is tried for about a day before it is given up, however short the hints are") {
    for (const auto hint : {std::optional<Millis>{}, std::optional<Millis>{1s}}) {
        CAPTURE(hint.has_value());
        SeededRandom random(20261122);
        Millis whole{0};
        for (int tries = 1; tries < delivery::most_tries; ++tries) whole += retry_delay(tries, hint, random);
        CHECK(whole > 20h);
        CHECK(whole < 30h);
    }
}

TEST_CASE("each outcome of a send becomes the row to write") {
    using platforms::Refused;
    using platforms::RetryLater;
    using platforms::SendOutcome;
    using platforms::Sent;
    using platforms::Unreachable;
    struct Row {
        int tries;
        SendOutcome outcome;
        LetterState state;
        std::string code, reason, message;
        bool later;
        std::string_view because;
    };
    const int last = delivery::most_tries - 1;
    const Row rows[] = {
        {0, Sent{"4711"}, LetterState::sent, "sent", "", "4711", false, "arrived"},
        {last, Sent{"4711"}, LetterState::sent, "sent", "", "4711", false, "arrived with the last try"},
        {0, Sent{""}, LetterState::sent, "sent", "", "", false, "arrived without a number"},
        {0, RetryLater{std::nullopt, "timed_out"}, LetterState::pending, "retry", "timed_out", "", true,
         "again"},
        {3, RetryLater{5s, "too_many_requests"}, LetterState::pending, "retry", "too_many_requests", "", true,
         "asked"},
        {last - 1, RetryLater{std::nullopt, "timed_out"}, LetterState::pending, "retry", "timed_out", "",
         true, "one try is left"},
        {last, RetryLater{std::nullopt, "timed_out"}, LetterState::dead, "dead", "timed_out", "", true,
         "the last try"},
        {last + 5, RetryLater{1s, "server_error"}, LetterState::dead, "dead", "server_error", "", true,
         "past the last"},
        {0, Unreachable{"forbidden"}, LetterState::unreachable, "unreachable", "forbidden", "", false,
         "blocked"},
        {0, Refused{"bad_request"}, LetterState::dead, "refused", "bad_request", "", false,
         "our own mistake"},
    };
    SeededRandom random(20261122);
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const auto made = delivery::after(letter_after(row.tries), row.outcome, monday, random);
        CHECK(made.letter == LetterId{7});
        CHECK(made.at == monday);
        CHECK(made.state == row.state);
        CHECK(made.outcome == row.code);
        CHECK(made.reason == row.reason);
        CHECK(made.platform_message_id == row.message);
        CHECK((made.next_at > monday) == row.later);
    }
}

TEST_CASE("no second sees more letters than the platform allows, and few less") {
    for (const double per_second : {30.0, 4.0, 1.0, 0.5}) {
        CAPTURE(per_second);
        Pace pace(per_second);
        std::vector<Instant> sent;
        constexpr auto span = 20s;
        for (auto now = monday; now < monday + span; now += 1ms) {
            if (pace.take(now) == 0ms) sent.push_back(now);
        }
        CHECK(static_cast<double>(sent.size()) >= per_second * 20 * 0.7);
        std::size_t most = 0;
        for (const auto first : sent) {
            const auto in_this_second = std::count_if(
                sent.begin(), sent.end(), [&](Instant at) { return at >= first && at < first + 1s; });
            most = std::max(most, static_cast<std::size_t>(in_this_second));
        }
        CHECK(static_cast<double>(most) <= std::max(per_second, 1.0));
    }
}

TEST_CASE("the wait that a platform's pace asks for is enough and not too much, and asking costs nothing") {
    for (const double per_second : {30.0, 4.0, 0.5}) {
        CAPTURE(per_second);
        Pace pace(per_second);
        while (pace.take(monday) == 0ms) {
        }
        const auto wait = pace.take(monday);
        REQUIRE(wait > 1ms);
        CHECK(pace.take(monday) == wait);
        CHECK(pace.take(monday + wait - 2ms) > 0ms);
        CHECK(pace.take(monday + wait) == 0ms);
    }
}

TEST_CASE("a clock that jumps neither stops the letters nor lets them loose") {
    struct Row {
        Millis jump;
        std::string_view because;
    };
    static const Row rows[] = {
        {-24h, "a day back"}, {-1ms, "a hair back"},        {0ms, "not at all"},
        {24h, "a day ahead"}, {24h * 365 * 50, "for good"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        Pace pace(4);
        while (pace.take(monday) == 0ms) {
        }
        const auto there = monday + row.jump;
        int at_once = 0;
        while (pace.take(there) == 0ms) ++at_once;
        CHECK(at_once <= 4);
        CHECK(pace.take(there) <= 1s);
        CHECK(pace.take(there + 1s) == 0ms);
    }
}
