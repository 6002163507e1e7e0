// The list of people. Read twice: first everything is looked at, then it is written, so many rows a transaction that the
// running bot goes on answering in between. A list that is cut off leaves whole rows; brought again, it goes on.
#include <fmt/format.h>

#include "roster/parts.hpp"

namespace bot::roster {
namespace {

using store::Put;
using store::RosterRow;

constexpr std::size_t most_rows = 500'000;
constexpr std::size_t rows_a_transaction = 1000;  // some ten milliseconds of the lane
constexpr std::size_t longest_shift = 60;

// Codes of listed units, and names where only one unit bears them: people write either.
std::unordered_map<std::string, UnitId> known_units(const std::vector<store::UnitRow>& units) {
    std::unordered_map<std::string, UnitId> known;
    std::unordered_map<std::string, int> bearers;
    for (const auto& unit : units) bearers[unit.name] += unit.listed ? 1 : 0;
    for (const auto& unit : units) {
        if (unit.listed && bearers[unit.name] == 1) known.emplace(unit.name, unit.id);
    }
    for (const auto& unit : units) {
        if (unit.listed) known[unit.code] = unit.id;
    }
    return known;
}

class Members {
public:
    explicit Members(const Reading& reading)
        : reading_(reading),
          list_(reading.order.file, "members",
                {{"number", true}, {"name", true}, {"unit", true}, {"employment"}, {"shift"}, {"phone"}, {"joined"}, {"left"}},
                reading.vocabulary, reading.order.language, reading.report),
          once_(reading.report) {}

    Result<void> run() {
        auto& store = reading_.office.store;
        const auto read = store.read_and_wait([this](store::Snapshot& snapshot) { units_ = known_units(snapshot.units()); });
        if (!read) return read;
        look();
        if (!reading_.report.usable()) return {};
        if (!reading_.order.dry) {
            const auto begun = store.submit_and_wait(
                [&](store::Transaction& tx) { tx.begin_import(store::ListKind::members, reading_.office.clock.now()); });
            if (!begun) return begun;
        }
        if (auto put = put_all(); !put) return put;
        if (auto swept = sweep(); !swept) return swept;
        return reading_.order.dry || reading_.report.cut_off ? Result<void>() : finish();
    }

private:
    void look() {
        list_.each([this](const ListRow& row) {
            auto& report = reading_.report;
            if (++report.rows > most_rows) {
                report.stop("too_many_rows", {}, fmt::format("{}", most_rows));
                return false;
            }
            Cells cells(reading_, list_, row);
            const auto number = cells.needed("number", longest_code);
            if (!cells.good()) return true;
            const auto seen = once_.see(number, row, number);
            if (seen == Once::Seen::again) ++report.repeated;
            if (seen == Once::Seen::first) (void)person(cells, row, number);
            return true;
        });
    }

    std::optional<RosterRow> person(Cells& cells, const ListRow& row, const std::string& number) const {
        RosterRow one;
        one.number = number;
        one.name = cells.needed("name", longest_name);
        const auto unit = units_.find(cells.needed("unit", longest_name));
        if (unit == units_.end()) {
            cells.reject("no_such_unit", std::string(row["unit"]));
        } else {
            one.unit = unit->second;
        }
        one.employment = store::employment_of(cells.word("employment", "employment", "")).value_or(store::Employment::unsaid);
        one.shift = cells.free("shift", longest_shift);
        one.phone = cells.phone("phone");
        one.joined = cells.day("joined", Cells::Edge::beginning);
        one.left = cells.day("left", Cells::Edge::end);
        if (one.joined && one.left && *one.left <= *one.joined) cells.reject("ends_before", std::string(row["left"]));
        return cells.good() ? std::optional(std::move(one)) : std::nullopt;
    }

    // What is wrong was told when the list was looked at.
    Result<void> put_all() {
        Report unheard;
        const Reading again{reading_.office, reading_.order, reading_.vocabulary, unheard};
        std::vector<RosterRow> batch;
        Result<void> done;
        const auto flush = [&] {
            done = put(batch);
            batch.clear();
            if (reading_.office.stopping()) reading_.report.cut_off = true;
            return done.has_value() && !reading_.report.cut_off;
        };
        bool going = true;
        list_.each([&](const ListRow& row) {
            Cells cells(again, list_, row);
            const auto number = cells.needed("number", longest_code);
            if (!cells.good() || once_.line_of(number) != row.line()) return true;
            if (auto one = person(cells, row, number)) batch.push_back(std::move(*one));
            if (batch.size() == rows_a_transaction) going = flush();
            return going;
        });
        if (going && !batch.empty()) flush();
        return done;
    }

    Result<void> put(const std::vector<RosterRow>& batch) {
        std::vector<Put> puts;
        Result<void> done;
        auto& store = reading_.office.store;
        if (reading_.order.dry) {
            done = store.read_and_wait([&](store::Snapshot& snapshot) {
                for (const auto& one : batch) puts.push_back(snapshot.would_put(one));
            });
        } else {
            done = store.submit_and_wait([&](store::Transaction& tx) {
                puts.clear();  // the unit may be run a second time
                for (const auto& one : batch) puts.push_back(tx.put(one));
            });
        }
        if (done) {
            for (const auto put : puts) reading_.report.count(put);
        }
        return done;
    }

    // Of a complete list: whoever is in the store and not in it. A row that is wrong still says that its person is there.
    Result<void> sweep() {
        if (!reading_.order.complete) return {};
        RosterId after;
        auto& store = reading_.office.store;
        while (!reading_.report.cut_off) {
            std::vector<std::pair<RosterId, std::string>> listed;
            auto done = store.read_and_wait(
                [&](store::Snapshot& snapshot) { listed = snapshot.listed_people(after, rows_a_transaction); });
            if (!done || listed.empty()) return done;
            after = listed.back().first;
            std::erase_if(listed, [this](const auto& one) { return once_.has(one.second); });
            if (!reading_.order.dry && !listed.empty()) {
                done = store.submit_and_wait([&](store::Transaction& tx) {
                    for (const auto& [person, number] : listed) tx.delist(person);
                });
                if (!done) return done;
            }
            reading_.report.gone += listed.size();
            reading_.report.cut_off = reading_.office.stopping();
        }
        return {};
    }

    Result<void> finish() {
        return reading_.office.store.submit_and_wait([&](store::Transaction& tx) {
            const auto& report = reading_.report;
            const auto now = reading_.office.clock.now();
            tx.end_import(store::ListKind::members, now);
            tx.audit(now, "admin", "import_members", CaseId{},
                     fmt::format("{} {} {}", report.added, report.changed, report.gone));
        });
    }

    const Reading& reading_;
    List list_;
    Once once_;
    std::unordered_map<std::string, UnitId> units_;
};

}  // namespace

Result<void> import_members(const Reading& reading) { return Members(reading).run(); }

}  // namespace bot::roster
