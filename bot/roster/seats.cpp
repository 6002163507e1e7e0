// Who speaks for which unit, and for how long. One transaction writes the whole list.
#include <fmt/format.h>

#include <set>

#include "roster/parts.hpp"

namespace bot::roster {
namespace {

using store::SeatRow;
using store::SeatState;

constexpr std::size_t most_rows = 20'000;

// A state that the list leaves open: as it was, and active for a new seat.
struct Wanted {
    SeatRow row;
    bool state_said = false;
};

class Seats {
public:
    explicit Seats(const Reading& reading)
        : reading_(reading),
          list_(reading.order.file, "seats",
                {{"number"}, {"staff"}, {"kind", true}, {"unit", true}, {"from", true}, {"until", true}, {"state"}},
                reading.vocabulary, reading.order.language, reading.report),
          once_(reading.report) {}

    Result<void> run() {
        if (!reading_.report.usable()) return {};
        const auto read = reading_.office.store.read_and_wait([this](store::Snapshot& snapshot) {
            look(snapshot);
            known_ = snapshot.seats();
        });
        if (!read) return read;
        return reading_.report.usable() ? put_all() : Result<void>();
    }

private:
    void look(const store::Snapshot& snapshot) {
        for (const auto& one : snapshot.staff()) {
            if (one.active) staff_.emplace(one.who.name, one.who.id);
        }
        list_.each([&](const ListRow& row) {
            auto& report = reading_.report;
            if (++report.rows > most_rows) {
                report.stop("too_many_rows", {}, fmt::format("{}", most_rows));
                return false;
            }
            Cells cells(reading_, list_, row);
            auto one = seat(cells, row, snapshot);
            if (!cells.good()) return true;
            const auto key = fmt::format("{} {} {} {} {}", one.row.person.value, one.row.staff.value, to_code(one.row.kind),
                                         one.row.constituency.value, to_ms(one.row.from));
            const auto seen = once_.see(key, row, std::string(row["unit"]));
            if (seen == Once::Seen::again) ++report.repeated;
            if (seen == Once::Seen::first) wanted_.push_back(std::move(one));
            return true;
        });
    }

    Wanted seat(Cells& cells, const ListRow& row, const store::Snapshot& snapshot) const {
        Wanted one;
        holder(cells, row, snapshot, one.row);
        if (const auto kind = store::seat_kind_of(cells.word("kind", "seat_kind", ""))) {
            one.row.kind = *kind;
        } else {
            (void)cells.needed("kind", longest_code);
        }
        const auto unit = snapshot.unit_named(cells.needed("unit", longest_code));
        if (!unit || !unit->listed) cells.reject("no_such_unit", std::string(row["unit"]));
        if (unit) one.row.constituency = unit->id;
        (void)cells.needed("from", longest_code);
        (void)cells.needed("until", longest_code);
        one.row.from = cells.day("from", Cells::Edge::beginning).value_or(Instant{});
        one.row.until = cells.day("until", Cells::Edge::end).value_or(Instant{});
        if (cells.good() && one.row.until <= one.row.from) cells.reject("ends_before", std::string(row["until"]));
        const auto state = cells.word("state", "seat_state", "");
        one.state_said = !state.empty();
        one.row.state = store::seat_state_of(state).value_or(SeatState::active);
        return one;
    }

    void holder(Cells& cells, const ListRow& row, const store::Snapshot& snapshot, SeatRow& seat) const {
        const auto number = row["number"];
        const auto name = row["staff"];
        if (number.empty() == name.empty()) return cells.reject("holder", {});
        if (!number.empty()) {
            const auto person = snapshot.roster_person(number);
            if (!person || !person->listed) return cells.reject("no_such_person", std::string(number));
            seat.person = person->id;
        } else {
            const auto at = staff_.find(std::string(name));
            if (at == staff_.end()) return cells.reject("no_such_staff", std::string(name));
            seat.staff = at->second;
        }
    }

    SeatRow row_of(const store::Snapshot& snapshot, const Wanted& one) const {
        auto row = one.row;
        if (one.state_said) return row;
        if (const auto before = snapshot.seat_like(row)) row.state = before->state;
        return row;
    }

    // Of a complete list: seats that are not in it are over.
    std::vector<SeatRow> gone(const store::Snapshot& snapshot) const {
        std::vector<SeatRow> over;
        if (!reading_.order.complete || reading_.report.bad_rows > 0) return over;
        std::set<SeatId> said;
        for (const auto& one : wanted_) {
            if (const auto seat = snapshot.seat_like(one.row)) said.insert(seat->id);
        }
        for (const auto& seat : known_) {
            const bool was_over = seat.state == SeatState::ended || seat.state == SeatState::handed_over;
            if (!was_over && !said.contains(seat.id)) over.push_back(seat);
        }
        return over;
    }

    Result<void> put_all() {
        std::vector<store::Put> puts;
        std::vector<SeatRow> over;
        Result<void> done;
        if (reading_.order.dry) {
            done = reading_.office.store.read_and_wait([&](store::Snapshot& snapshot) {
                for (const auto& one : wanted_) puts.push_back(snapshot.would_put(row_of(snapshot, one)));
                over = gone(snapshot);
            });
        } else {
            const auto now = reading_.office.clock.now();
            done = reading_.office.store.submit_and_wait([&](store::Transaction& tx) {
                puts.clear();  // the unit may be run a second time
                over = gone(tx);
                for (const auto& one : wanted_) puts.push_back(tx.put(row_of(tx, one)));
                for (const auto& seat : over) {
                    const bool began = seat.from < now;
                    tx.set_seat(seat.id, began ? std::min(seat.until, now) : seat.until, SeatState::ended);
                }
                tx.audit(now, "admin", "import_seats", CaseId{}, fmt::format("{} {}", puts.size(), over.size()));
            });
        }
        if (!done) return done;
        for (const auto put : puts) reading_.report.count(put);
        reading_.report.gone = over.size();
        return {};
    }

    const Reading& reading_;
    List list_;
    Once once_;
    std::unordered_map<std::string, StaffId> staff_;
    std::vector<SeatRow> known_;
    std::vector<Wanted> wanted_;
};

}  // namespace

Result<void> import_seats(const Reading& reading) { return Seats(reading).run(); }

}  // namespace bot::roster
