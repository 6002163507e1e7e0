// Case numbers as members type them, and the states of a case.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bot {

// States of an ordinary request; which follows which is told in core/lifecycle.
enum class CaseStatus {
    held,                   // received, waits for consent
    registered,             // nobody confirmed yet what it is about
    triaged,                // the right desk has it
    assigned,               // sent to a desk or person by somebody, who stays answerable until it is accepted
    accepted,               // one person answers for it
    handling,               // a person was in touch with the member
    on_hold,                // waits for a court, a hospital, an authority or the member, until a date
    replied,                // answered; the answer is on its way
    awaiting_confirmation,  // the member was asked whether it is solved
    closed,
    followed_up,            // asked again some time after closing
    reopened,
    withdrawn,
    merged,                 // goes on in another case of the same member
};

std::string_view to_code(CaseStatus status);             // "awaiting_confirmation"
std::optional<CaseStatus> case_status(std::string_view code);
inline bool is_open(CaseStatus status) {
    return status != CaseStatus::closed && status != CaseStatus::followed_up && status != CaseStatus::withdrawn &&
           status != CaseStatus::merged;
}
// Open, and the member still waits for the answer.
inline bool is_unanswered(CaseStatus status) {
    return is_open(status) && status != CaseStatus::held && status != CaseStatus::replied && status != CaseStatus::awaiting_confirmation;
}

// The number a member types: the case's row number plus one check digit after Damm (2004), which catches every single
// wrong digit and every swap of neighbours. It opens nothing by itself: only its owner and entitled staff get an answer.
std::int64_t with_check_digit(std::int64_t row);                   // row 1..10^15
std::optional<std::int64_t> without_check_digit(std::int64_t number);  // nothing when the digit is wrong

}  // namespace bot
