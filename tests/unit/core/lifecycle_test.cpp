// What may follow what, asked for every pair of states and everybody who moves cases.
#include "core/lifecycle.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace bot;
using lifecycle::may_move;
using lifecycle::Mover;
using S = CaseStatus;

namespace {

const std::vector<S> all_states{S::held,    S::registered,            S::triaged, S::assigned,    S::accepted, S::handling,  S::on_hold,
                                S::replied, S::awaiting_confirmation, S::closed,  S::followed_up, S::reopened, S::withdrawn, S::merged};
const std::vector<Mover> everybody{Mover::member, Mover::staff, Mover::timer, Mover::bot};

}  // namespace

TEST_CASE("every state has a code of its own and is reached") {
    std::set<std::string_view> codes;
    for (const auto state : all_states) {
        CHECK(codes.insert(to_code(state)).second);
        CHECK(case_status(to_code(state)) == state);
        bool reached = state == S::held;
        for (const auto& move : lifecycle::moves()) reached = reached || move.to == state;
        CHECK(reached);
    }
}

TEST_CASE("an ordinary case is closed only behind the question whether it is solved") {
    for (const auto from : all_states) {
        for (const auto by : everybody) {
            CAPTURE(to_code(from));
            CHECK(may_move(from, S::closed, by, false) == (from == S::awaiting_confirmation && by != Mover::bot));
        }
    }
    CHECK_FALSE(may_move(S::handling, S::awaiting_confirmation, false));  // what was not answered is not asked about
}

TEST_CASE("a timer moves nothing but what nobody agreed to, what was delivered, what nobody answered and what waited long enough") {
    for (const auto& move : lifecycle::moves()) {
        if (move.by != Mover::timer) continue;
        const bool known = (move.from == S::held && move.to == S::withdrawn) || (move.from == S::replied && move.to == S::awaiting_confirmation) ||
                           (move.from == S::awaiting_confirmation && move.to == S::closed) || (move.from == S::on_hold && move.to == S::handling);
        CHECK(known);
    }
}

TEST_CASE("an emergency is closed by people from any open state, and by nobody else") {
    for (const auto from : all_states) {
        CAPTURE(to_code(from));
        CHECK(may_move(from, S::closed, Mover::staff, true) == (is_open(from) && from != S::held));
        for (const auto by : {Mover::member, Mover::timer, Mover::bot}) CHECK_FALSE(may_move(from, S::closed, by, true));
        for (const auto by : everybody) {
            for (const auto never : {S::on_hold, S::replied, S::awaiting_confirmation, S::withdrawn, S::merged}) {
                CHECK_FALSE(may_move(from, never, by, true));
            }
        }
    }
}

TEST_CASE("from every open state a way leads to an end, and nothing moves to where it is") {
    for (const auto from : all_states) {
        std::set<S> reached{from};
        for (bool grown = true; grown;) {
            grown = false;
            for (const auto& move : lifecycle::moves()) {
                if (reached.contains(move.from)) grown = reached.insert(move.to).second || grown;
            }
        }
        CAPTURE(to_code(from));
        CHECK((reached.contains(S::closed) || reached.contains(S::withdrawn)));
        if (from != S::assigned) CHECK_FALSE(may_move(from, from, false));
    }
}
