#include "store/clocks.hpp"

#include <array>

#include "store/sqlite/connection.hpp"

namespace bot::store {
namespace {

constexpr std::array<std::string_view, 4> codes{"running", "met", "dropped", "replaced"};

std::chrono::local_days day_of(std::int64_t days) { return std::chrono::local_days{std::chrono::days{days}}; }
std::int64_t number_of(std::chrono::local_days day) { return day.time_since_epoch().count(); }

ClockState state_of(std::string_view code) {
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (codes[i] == code) return static_cast<ClockState>(i);
    }
    return ClockState::dropped;
}

}  // namespace

std::vector<ClockRow> clocks_of(const Snapshot& snapshot, CaseId about) {
    std::vector<ClockRow> rows;
    auto row = snapshot.connection().run("clocks_of", about);
    while (row->step()) {
        ClockRow one;
        one.id = ClockId{row->integer(0)};
        one.about = about;
        one.period = row->text(1);
        one.from = day_of(row->integer(2));
        one.last = day_of(row->integer(3));
        one.safety = day_of(row->integer(4));
        one.set_by = StaffId{row->integer(5)};
        one.set = from_ms(row->integer(6));
        one.state = state_of(row->text(7));
        one.reason = row->text(8);
        rows.push_back(std::move(one));
    }
    return rows;
}

ClockId add_clock(Transaction& tx, const ClockRow& one) {
    return ClockId{tx.connection().insert("clock_add", one.about, std::string_view(one.period), number_of(one.from), number_of(one.last),
                                          number_of(one.safety), one.set_by, one.set)};
}

void end_clock(Transaction& tx, ClockId id, ClockState how, std::string_view reason, Instant at) {
    tx.connection().change("clock_end", id, codes.at(static_cast<std::size_t>(how)), reason, at);
}

void move_clocks(Transaction& tx, CaseId from, CaseId to, Instant at) {
    tx.connection().change("clocks_replaced", from, to, at);
    tx.connection().change("clocks_move", from, to);
}

}  // namespace bot::store
