#include "core/lifecycle.hpp"

#include <algorithm>

namespace bot::lifecycle {
namespace {

using S = CaseStatus;

struct Rule {
    std::vector<S> from;
    std::vector<S> to;
    std::vector<Mover> by;
};

// In the order in which a case lives.
std::vector<Rule> rules() {
    const std::vector waiting{S::registered, S::triaged, S::assigned, S::reopened};
    const std::vector unanswered{S::registered, S::triaged, S::assigned, S::reopened, S::accepted, S::handling, S::on_hold};
    return {
        {{S::held}, {S::registered}, {Mover::member, Mover::staff, Mover::bot}},
        {{S::held}, {S::withdrawn}, {Mover::member, Mover::timer}},
        {{S::registered}, {S::triaged}, {Mover::bot, Mover::member, Mover::staff}},
        {{S::registered, S::triaged, S::assigned, S::reopened, S::accepted, S::handling}, {S::assigned}, {Mover::staff}},
        {{S::assigned}, {S::triaged}, {Mover::staff}},  // sent back
        {waiting, {S::accepted}, {Mover::staff}},
        {{S::accepted}, {S::handling}, {Mover::staff}},
        {{S::handling}, {S::on_hold}, {Mover::staff}},
        {{S::on_hold}, {S::handling}, {Mover::staff, Mover::member, Mover::timer}},
        {{S::handling}, {S::replied}, {Mover::staff}},
        {{S::replied}, {S::awaiting_confirmation}, {Mover::bot, Mover::staff, Mover::timer}},
        // It could not be delivered, or there is more to say.
        {{S::replied, S::awaiting_confirmation}, {S::handling}, {Mover::staff}},
        {{S::awaiting_confirmation}, {S::closed}, {Mover::member, Mover::timer, Mover::staff}},
        {{S::awaiting_confirmation, S::closed, S::followed_up}, {S::reopened}, {Mover::member, Mover::staff}},
        {{S::withdrawn}, {S::reopened}, {Mover::member}},
        {{S::closed}, {S::followed_up}, {Mover::staff}},
        {unanswered, {S::withdrawn}, {Mover::member}},
        {{S::replied, S::awaiting_confirmation}, {S::withdrawn}, {Mover::member}},
        {unanswered, {S::merged}, {Mover::staff}},
        {{S::merged}, {S::registered}, {Mover::staff}},  // was no duplicate after all
    };
}

bool is_emergency_move(S from, S to, Mover by) {
    const bool by_people = by == Mover::staff;
    if (to == S::closed) return by_people && is_open(from) && from != S::held;
    if (to == S::on_hold || to == S::awaiting_confirmation || to == S::replied || to == S::withdrawn || to == S::merged) return false;
    if (to == S::reopened) return by_people && from == S::closed;
    return true;
}

}  // namespace

const std::vector<Move>& moves() {
    static const auto all = [] {
        std::vector<Move> list;
        for (const auto& rule : rules()) {
            for (const auto from : rule.from) {
                for (const auto to : rule.to) {
                    for (const auto by : rule.by) list.push_back({from, to, by});
                }
            }
        }
        return list;
    }();
    return all;
}

bool may_move(CaseStatus from, CaseStatus to, Mover by, bool emergency) {
    if (emergency && to == S::closed) return is_emergency_move(from, to, by);
    const auto& list = moves();
    const bool known =
        std::any_of(list.begin(), list.end(), [&](const Move& one) { return one.from == from && one.to == to && one.by == by; });
    return known && (!emergency || is_emergency_move(from, to, by));
}

bool may_move(CaseStatus from, CaseStatus to, bool emergency) {
    for (const auto by : {Mover::member, Mover::staff, Mover::timer, Mover::bot}) {
        if (may_move(from, to, by, emergency)) return true;
    }
    return false;
}

}  // namespace bot::lifecycle
