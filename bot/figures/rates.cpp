#include "figures/rates.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "figures/hiding.hpp"

namespace bot::figures {
namespace {

using store::RateCounts;

constexpr double drawn_by = 5;                // cases
constexpr std::int64_t large_enough = 30;     // cases, from which on a rate speaks for itself
constexpr std::int64_t exact_from = 20;       // cases, from which on 0 % and 100 % are told as such
constexpr std::array<double, measures> weights{0.20, 0.30, 0.30, 0.20};

std::string percent(double share, std::int64_t of) {
    const auto whole = static_cast<int>(std::floor(share * 100 + 0.5));
    if (of < exact_from && whole <= 10) return "≤10%";
    if (of < exact_from && whole >= 90) return "≥90%";
    return fmt::format("{}%", whole);
}

void show(Line& line, const Line& whole, const std::array<bool, measures>& hidden) {
    const auto own = rates_of(line.counts);
    const auto all = rates_of(whole.counts);
    for (std::size_t m = 0; m < measures; ++m) {
        if (hidden[m] || own[m].of == 0) continue;
        const bool is_whole = &line == &whole;
        line.shown[m] = percent(is_whole ? own[m].hits / static_cast<double>(own[m].of) : shrunk(own[m], all[m]), own[m].of);
    }
}

// Units as a tree: every unit with all below it, and the unit itself apart where there are units below.
class Tree {
public:
    Tree(const std::vector<store::RateRow>& rows, const std::vector<store::UnitRow>& units) : units_(units) {
        for (const auto& row : rows) (row.sealed ? sealed_ : own_[row.group]) += row.counts;
    }

    std::vector<Line> lines() {
        for (const auto& unit : units_) {
            if (!unit.parent) add(unit, -1, 0);
        }
        add_line("", -1, 0, own_[""]);
        add_line("sealed", -1, 0, sealed_);
        return std::move(lines_);
    }

private:
    RateCounts add(const store::UnitRow& unit, int parent, int depth) {
        const auto id = fmt::format("{}", unit.id.value);
        const auto at = static_cast<int>(lines_.size());
        lines_.push_back({id, parent, depth, {}, false, {}});
        auto sum = own_[id];
        bool parted = false;
        for (const auto& below : units_) {
            if (below.parent != unit.id) continue;
            const auto counts = add(below, at, depth + 1);
            parted |= counts.cases > 0;
            sum += counts;
        }
        if (parted) add_line(id + "own", at, depth + 1, own_[id]);
        lines_[static_cast<std::size_t>(at)].counts = sum;
        if (sum.cases == 0) lines_.resize(static_cast<std::size_t>(at));
        return sum;
    }

    void add_line(std::string group, int parent, int depth, const RateCounts& counts) {
        if (counts.cases > 0) lines_.push_back({std::move(group), parent, depth, counts, false, {}});
    }

    const std::vector<store::UnitRow>& units_;
    std::map<std::string, RateCounts> own_;
    RateCounts sealed_;
    std::vector<Line> lines_;
};

std::vector<Line> flat(const std::vector<store::RateRow>& rows) {
    std::map<std::string, RateCounts> groups;
    RateCounts sealed;
    for (const auto& row : rows) (row.sealed ? sealed : groups[row.group]) += row.counts;
    std::vector<Line> lines;
    for (const auto& [group, counts] : groups) lines.push_back({group, -1, 0, counts, false, {}});
    if (sealed.cases > 0) lines.push_back({"sealed", -1, 0, sealed, false, {}});
    return lines;
}

std::string cell(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

std::string row_of(const Line& line, const std::string& name) {
    const auto number = [&](std::int64_t n) { return line.hidden ? std::string() : fmt::format("{}", n); };
    return fmt::format("{},{},{},{},{},{},{},{}\n", cell(line.group), cell(name), number(line.counts.cases), line.shown[response], line.shown[solution],
                       line.shown[satisfaction], line.shown[timeliness], line.shown[satisfaction].empty() ? "" : number(line.counts.rated));
}

}  // namespace

std::array<Rate, measures> rates_of(const RateCounts& counts) {
    const auto real = [](std::int64_t n) { return static_cast<double>(n); };
    return {Rate{real(counts.contacted), counts.cases}, Rate{real(counts.solved) + 0.5 * real(counts.partly), counts.answered},
            Rate{real(counts.pleased), counts.rated}, Rate{real(counts.replied), counts.cases}};
}

double shrunk(const Rate& rate, const Rate& whole) {
    const auto of = static_cast<double>(rate.of);
    if (rate.of >= large_enough || whole.of == 0) return rate.hits / of;
    return (rate.hits + drawn_by * whole.hits / static_cast<double>(whole.of)) / (of + drawn_by);
}

double service_index(const RateCounts& counts) {
    double sum = 0;
    double weight = 0;
    const auto rates = rates_of(counts);
    for (std::size_t m = 0; m < measures; ++m) {
        if (rates[m].of == 0) continue;
        sum += weights[m] * rates[m].hits / static_cast<double>(rates[m].of);
        weight += weights[m];
    }
    return weight == 0 ? 0 : std::floor(1000 * sum / weight + 0.5) / 10;
}

Sheet sheet(store::RatesBy by, const std::vector<store::RateRow>& rows, const std::vector<store::UnitRow>& units) {
    Sheet made;
    made.by = by;
    for (const auto& row : rows) made.whole.counts += row.counts;
    if (by == store::RatesBy::unit) made.lines = Tree(rows, units).lines();
    if (by != store::RatesBy::unit && by != store::RatesBy::whole) made.lines = flat(rows);
    hide_small(made);
    std::array<std::vector<bool>, measures> hidden;
    std::array<bool, measures> whole_hidden{};
    for (std::size_t m = 0; m < measures; ++m) {
        hidden[m] = hidden_rates(made, static_cast<Measure>(m));
        whole_hidden[m] = made.whole.hidden || rates_of(made.whole.counts)[m].of < smallest_group;
    }
    show(made.whole, made.whole, whole_hidden);
    for (std::size_t i = 0; i < made.lines.size(); ++i) {
        std::array<bool, measures> of_line{};
        for (std::size_t m = 0; m < measures; ++m) of_line[m] = hidden[m][i] || whole_hidden[m];
        show(made.lines[i], made.whole, of_line);
    }
    return made;
}

std::string csv(const Sheet& sheet, const std::map<std::string, std::string>& names) {
    const auto name = [&](const std::string& group) {
        const auto at = names.find(group);
        return at == names.end() ? std::string() : at->second;
    };
    std::string text = "group,name,cases,response,solution,satisfaction,timeliness,ratings\n";
    text += row_of(sheet.whole, name("whole"));
    for (const auto& line : sheet.lines) text += row_of(line, name(line.group));
    return text;
}

}  // namespace bot::figures
