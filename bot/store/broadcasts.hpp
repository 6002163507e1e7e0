// Letters to many: who gets one, and how far it is. Read and written through the transaction that is open.
#pragma once

#include "store/transaction.hpp"

namespace bot::store {

struct BroadcastRow {
    std::int64_t id = 0;
    std::string words;
    UnitId unit;       // and all below it; none: everybody
    std::string role;  // member, representative, group_leader, staff
    StaffId asked_by;  // none: the administrator
    bool confirmed = false;
    bool ended = false;
    MemberId after;    // everybody up to this one had their turn
    int written = 0;
    int left_out = 0;
};

struct Reader {
    MemberId member;
    ConversationId conversation;  // none: can be reached nowhere
    std::string account;          // key of the account that the conversation belongs to
};

std::int64_t add_broadcast(Transaction& tx, const BroadcastRow& one, Instant at);
std::optional<BroadcastRow> broadcast(const Snapshot& snapshot, std::int64_t id);
std::vector<BroadcastRow> last_broadcasts(const Snapshot& snapshot, std::size_t most);
void confirm_broadcast(Transaction& tx, std::int64_t id, StaffId by, Instant at);
void save_progress(Transaction& tx, const BroadcastRow& one);
void end_broadcast(Transaction& tx, std::int64_t id, Instant at);

// Whoever did not unsubscribe, in the order of their numbers: each person once, whatever they write from.
std::vector<Reader> readers_after(const Snapshot& snapshot, const BroadcastRow& one, Instant now, std::size_t most);
// How many can be reached, by the key of the account.
std::map<std::string, std::int64_t> count_readers(const Snapshot& snapshot, const BroadcastRow& one, Instant now);

}  // namespace bot::store
