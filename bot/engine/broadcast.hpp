// Letters to many: one person asks, another confirms, then members get them in small batches, each person once.
#pragma once

#include <optional>
#include <string>

#include "engine/work.hpp"
#include "store/broadcasts.hpp"

namespace bot::engine {

constexpr std::string_view broadcast_kind = "broadcast";

struct BroadcastPreview {
    std::int64_t number = 0;  // with its check digit: what the second person says
    std::int64_t count = 0;   // who would get it now
    std::int64_t minutes = 0;  // as fast as the accounts take letters
};

// Writes it down and asks everybody who leads, besides whoever asked, to confirm. Nothing: nobody would get it.
std::optional<BroadcastPreview> propose_broadcast(Work& work, store::BroadcastRow order);

// One batch; the next one is planned in the same unit, so that none is lost and none comes twice.
void send_batch(Work& work, const store::ReminderRow& reminder);

// The broadcast of this number; none when there is no such.
std::optional<store::BroadcastRow> broadcast_numbered(const store::Snapshot& snapshot, std::int64_t row);
std::int64_t number_of(const store::BroadcastRow& one);

}  // namespace bot::engine
