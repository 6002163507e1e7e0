// Legal periods that run for a matter. Read and written through the transaction that is open.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "store/transaction.hpp"

namespace bot::store {

enum class ClockState { running, met, dropped, replaced };

struct ClockRow {
    ClockId id;
    CaseId about;
    std::string period;  // LegalPeriod::id
    std::chrono::local_days from;
    std::chrono::local_days last;
    std::chrono::local_days safety;
    StaffId set_by;
    Instant set{};
    ClockState state = ClockState::running;
    std::string reason;  // why it was dropped
};

std::vector<ClockRow> clocks_of(const Snapshot& snapshot, CaseId about);  // in the order in which they were set
// One of a kind runs at a time: what runs must be ended before.
ClockId add_clock(Transaction& tx, const ClockRow& one);
void end_clock(Transaction& tx, ClockId id, ClockState how, std::string_view reason, Instant at);
// The running ones go on with another case, those that run there already excepted: these are ended as replaced.
void move_clocks(Transaction& tx, CaseId from, CaseId to, Instant at);

}  // namespace bot::store
