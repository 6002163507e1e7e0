// Case numbers as members type them, and the states of a case.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bot {

// States of workflow §1 that exist so far; `held` is "received, waiting for consent".
enum class CaseStatus {
    held,
    registered,
    assigned,               // a desk or person has it, nobody accepted yet
    handling,               // accepted; first human contact happens here
    awaiting_confirmation,  // replied, the member was asked
    closed,
    reopened,
    withdrawn,
};

std::string_view to_code(CaseStatus status);             // "awaiting_confirmation"
std::optional<CaseStatus> case_status(std::string_view code);
inline bool is_open(CaseStatus status) { return status != CaseStatus::closed && status != CaseStatus::withdrawn; }

// The number a member types: the case's row number plus one check digit after Damm (2004), which catches every single
// wrong digit and every swap of neighbours. It opens nothing by itself: only its owner and entitled staff get an answer.
std::int64_t with_check_digit(std::int64_t row);                   // row 1..10^15
std::optional<std::int64_t> without_check_digit(std::int64_t number);  // nothing when the digit is wrong

}  // namespace bot
