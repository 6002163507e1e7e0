// The tree of units. A tree is right as a whole or not at all: one transaction writes it.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "roster/parts.hpp"

namespace bot::roster {
namespace {

using store::UnitRow;

constexpr std::size_t most_rows = 20'000;
constexpr int most_levels = 16;  // a group's teams stand on the fourth; every look at a matter walks up

struct Branch {
    std::size_t line = 0;  // 0: not in the list, as the store knows it
    std::string name;
    store::UnitKind kind = store::UnitKind::other;
    std::string parent;  // code; empty: at the top
};

using Tree = std::map<std::string, Branch>;  // by code

class Units {
public:
    explicit Units(const Reading& reading)
        : reading_(reading),
          list_(reading.order.file, "units", {{"code", true}, {"name", true}, {"parent"}, {"kind"}}, reading.vocabulary,
                reading.order.language, reading.report),
          once_(reading.report) {}

    Result<void> run() {
        const auto read = reading_.office.store.read_and_wait([this](store::Snapshot& snapshot) { known_ = snapshot.units(); });
        if (!read) return read;
        look();
        if (!reading_.report.usable()) return {};
        merge();
        drop_orphans();
        find_rings();
        order();
        return reading_.report.usable() ? put_all() : Result<void>();
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
            const auto code = cells.needed("code", longest_code);
            if (!cells.good()) return true;
            const auto seen = once_.see(code, row, code);
            if (seen == Once::Seen::again) ++report.repeated;
            if (seen != Once::Seen::first) return true;
            Branch one;
            one.line = row.line();
            one.name = cells.needed("name", longest_name);
            one.kind = store::unit_kind_of(cells.word("kind", "kind", "other")).value_or(store::UnitKind::other);
            one.parent = cells.free("parent", longest_code);
            if (cells.good()) tree_.emplace(code, std::move(one));
            return true;
        });
    }

    // What the list does not say stays as the store knows it; of a complete list only rows that are wrong.
    void merge() {
        std::map<UnitId, std::string> codes;
        for (const auto& unit : known_) codes.emplace(unit.id, unit.code);
        for (const auto& unit : known_) {
            if (!unit.listed || (reading_.order.complete && !once_.has(unit.code))) continue;
            tree_.emplace(unit.code, Branch{0, unit.name, unit.kind, unit.parent ? codes[unit.parent] : ""});
        }
    }

    // A row whose parent is nowhere is left out, and then what hangs on it alone.
    void drop_orphans() {
        for (bool again = true; again;) {
            again = false;
            for (auto at = tree_.begin(); at != tree_.end();) {
                const auto& parent = at->second.parent;
                if (parent.empty() || tree_.contains(parent)) {
                    ++at;
                    continue;
                }
                if (at->second.line > 0) reading_.report.reject(at->second.line, "no_such_parent", parent);
                at = tree_.erase(at);
                again = true;
            }
        }
    }

    // Walks up from every unit; whoever comes back to itself is in a ring.
    void find_rings() {
        std::set<std::string> cleared;
        for (const auto& [code, branch] : tree_) {
            std::vector<std::string> path;
            auto at = code;
            while (!at.empty() && !cleared.contains(at) && std::find(path.begin(), path.end(), at) == path.end()) {
                path.push_back(at);
                at = tree_.at(at).parent;
            }
            const auto ring = std::find(path.begin(), path.end(), at);
            if (ring != path.end()) tell_ring({ring, path.end()});
            cleared.insert(path.begin(), path.end());
        }
    }

    void tell_ring(std::vector<std::string> codes) {
        std::vector<std::size_t> lines;
        std::string names;
        std::sort(codes.begin(), codes.end());
        for (const auto& code : codes) {
            if (tree_.at(code).line > 0) lines.push_back(tree_.at(code).line);
            names += (names.empty() ? "" : ", ") + code;
        }
        std::sort(lines.begin(), lines.end());
        reading_.report.stop("cycle", std::move(lines), names);
    }

    // Parents before what hangs on them.
    void order() {
        if (!reading_.report.usable()) return;
        for (const auto& [code, branch] : tree_) {
            int level = 1;
            for (auto at = branch.parent; !at.empty(); at = tree_.at(at).parent) ++level;
            if (level > most_levels) {
                reading_.report.stop("too_deep", {branch.line}, code);
                return;
            }
            if (branch.line > 0) ordered_.emplace_back(level, code);
        }
        std::stable_sort(ordered_.begin(), ordered_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    }

    UnitRow row_of(const store::Snapshot& snapshot, const std::string& code) const {
        constexpr UnitId not_there_yet{-1};  // of a parent that a dry run did not write
        const auto& branch = tree_.at(code);
        UnitRow row;
        row.code = code;
        row.name = branch.name;
        row.kind = branch.kind;
        if (branch.parent.empty()) return row;
        const auto parent = snapshot.unit_named(branch.parent);
        row.parent = parent ? parent->id : not_there_yet;
        return row;
    }

    std::vector<UnitId> gone() const {
        std::vector<UnitId> ids;
        if (!reading_.order.complete) return ids;
        for (const auto& unit : known_) {
            if (unit.listed && !once_.has(unit.code)) ids.push_back(unit.id);
        }
        return ids;
    }

    Result<void> put_all() {
        std::vector<store::Put> puts;
        const auto leaving = gone();
        Result<void> done;
        if (reading_.order.dry) {
            done = reading_.office.store.read_and_wait([&](store::Snapshot& snapshot) {
                for (const auto& [level, code] : ordered_) puts.push_back(snapshot.would_put(row_of(snapshot, code)));
            });
        } else {
            done = reading_.office.store.submit_and_wait([&](store::Transaction& tx) {
                puts.clear();  // the unit may be run a second time
                for (const auto& [level, code] : ordered_) puts.push_back(tx.put(row_of(tx, code)));
                for (const auto id : leaving) tx.delist(id);
                tx.audit(reading_.office.clock.now(), "admin", "import_units", CaseId{},
                         fmt::format("{} {}", ordered_.size(), leaving.size()));
            });
        }
        if (!done) return done;
        for (const auto put : puts) reading_.report.count(put);
        reading_.report.gone = leaving.size();
        return {};
    }

    const Reading& reading_;
    List list_;
    Once once_;
    std::vector<UnitRow> known_;
    Tree tree_;
    std::vector<std::pair<int, std::string>> ordered_;
};

}  // namespace

Result<void> import_units(const Reading& reading) { return Units(reading).run(); }

}  // namespace bot::roster
