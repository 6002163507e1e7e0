#include "engine/count.hpp"

#include <fmt/format.h>

namespace bot::engine {
namespace {

bool answered_before(CaseStatus from) {
    return from == CaseStatus::awaiting_confirmation || from == CaseStatus::closed || from == CaseStatus::followed_up;
}

void count_move(store::Transaction& tx, const store::NewEvent& event) {
    const auto to = *event.to;
    const auto from = event.from.value_or(CaseStatus::held);
    if (to == CaseStatus::withdrawn) tx.limit_withdrawn(event.about);
    if (to == CaseStatus::merged) tx.limit_left_out(event.about, true);
    if (from == CaseStatus::merged) tx.limit_left_out(event.about, false);
    if (to == CaseStatus::replied) tx.limit_replied(event.about, event.at, event.detail);
    const bool said = event.detail == "member_confirmed" || event.detail == "look_back";
    if ((to == CaseStatus::closed || to == CaseStatus::followed_up) && said) tx.limit_solved(event.about, true);
    // Few points open a case again that the member called solved.
    if (to == CaseStatus::reopened && answered_before(from) && event.detail != "rated_low") tx.limit_solved(event.about, false);
}

}  // namespace

void count_limit(Work& work, const dialogue::CaseView& about, Instant contact_due) {
    if (!work.tx.set_limit(about.id, about.reopened, *about.due, contact_due)) return;
    work.event(about.id, "limit_set", std::nullopt, std::nullopt,
               fmt::format("{} {} {} {}", about.reopened, to_ms(*about.due), to_ms(contact_due), store::to_code(about.urgency)));
}

void count_event(store::Transaction& tx, const store::NewEvent& event) {
    if (event.kind == "taken") tx.limit_accepted(event.about, event.staff);
    if (event.kind == "contacted") tx.limit_contacted(event.about, event.at);
    if (event.kind == "extended") tx.limit_extended(event.about);
    if (event.kind == "rated" && !event.detail.empty()) tx.limit_satisfied(event.about, event.detail.front() - '0');
    if (event.to) count_move(tx, event);
}

}  // namespace bot::engine
