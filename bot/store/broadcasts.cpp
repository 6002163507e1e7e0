#include "store/broadcasts.hpp"

#include "store/sqlite/connection.hpp"

namespace bot::store {
namespace {

BroadcastRow broadcast_at(const sqlite::Statement& row) {
    BroadcastRow one;
    one.id = row.integer(0);
    one.words = row.text(1);
    one.unit = UnitId{row.integer(2)};
    one.role = row.text(3);
    one.asked_by = StaffId{row.integer(4)};
    one.confirmed = !row.null(5);
    one.ended = !row.null(6);
    one.after = MemberId{row.integer(7)};
    one.written = static_cast<int>(row.integer(8));
    one.left_out = static_cast<int>(row.integer(9));
    return one;
}

constexpr std::int64_t no_limit = -1;  // as SQLite says it

auto readers_of(const Snapshot& snapshot, const BroadcastRow& one, MemberId after, Instant now, std::int64_t most) {
    return snapshot.connection().run("broadcast_readers", after.value, one.unit, std::string_view(one.role), now, most);
}

}  // namespace

std::int64_t add_broadcast(Transaction& tx, const BroadcastRow& one, Instant at) {
    return tx.connection().insert("broadcast_add", std::string_view(one.words), one.unit, std::string_view(one.role), one.asked_by, at);
}

std::optional<BroadcastRow> broadcast(const Snapshot& snapshot, std::int64_t id) {
    auto row = snapshot.connection().run("broadcast_by_id", id);
    if (!row->step()) return std::nullopt;
    return broadcast_at(*row);
}

std::vector<BroadcastRow> last_broadcasts(const Snapshot& snapshot, std::size_t most) {
    std::vector<BroadcastRow> found;
    auto row = snapshot.connection().run("broadcasts_last", static_cast<std::int64_t>(most));
    while (row->step()) found.push_back(broadcast_at(*row));
    return found;
}

void confirm_broadcast(Transaction& tx, std::int64_t id, StaffId by, Instant at) { tx.connection().change("broadcast_confirm", id, by, at); }

void save_progress(Transaction& tx, const BroadcastRow& one) {
    tx.connection().change("broadcast_progress", one.id, one.after.value, static_cast<std::int64_t>(one.written),
                           static_cast<std::int64_t>(one.left_out));
}

void end_broadcast(Transaction& tx, std::int64_t id, Instant at) { tx.connection().change("broadcast_end", id, at); }

std::vector<Reader> readers_after(const Snapshot& snapshot, const BroadcastRow& one, Instant now, std::size_t most) {
    std::vector<Reader> readers;
    auto row = readers_of(snapshot, one, one.after, now, static_cast<std::int64_t>(most));
    while (row->step()) readers.push_back({MemberId{row->integer(0)}, ConversationId{row->integer(1)}, row->text(2)});
    return readers;
}

std::map<std::string, std::int64_t> count_readers(const Snapshot& snapshot, const BroadcastRow& one, Instant now) {
    std::map<std::string, std::int64_t> by_account;
    auto row = readers_of(snapshot, one, MemberId{}, now, no_limit);
    while (row->step()) {
        if (!row->null(1)) ++by_account[row->text(2)];
    }
    return by_account;
}

}  // namespace bot::store
