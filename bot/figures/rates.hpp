// The three rates and timeliness of a period, and what of them may be shown: small groups are hidden, so that no number
// tells about a person, and no number can be worked out from the others.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "store/rates_rows.hpp"
#include "store/roster_rows.hpp"

namespace bot::figures {

constexpr std::int64_t smallest_group = 5;  // cases, or members' answers, that may be shown

// Response, solution, satisfaction, timeliness; in this order everywhere.
enum Measure : std::size_t { response, solution, satisfaction, timeliness, measures };

struct Rate {
    double hits = 0;
    std::int64_t of = 0;
};
std::array<Rate, measures> rates_of(const store::RateCounts& counts);

// Where a group is small its rate is drawn towards the organisation's, as five more of its cases would draw it.
double shrunk(const Rate& rate, const Rate& whole);

// 100 × (0.20 response + 0.30 solution + 0.30 satisfaction + 0.20 timeliness); nothing counted weighs nothing.
double service_index(const store::RateCounts& counts);

struct Line {
    std::string group;  // as in store::RateRow; "sealed", or a unit's id with "own" behind it: the unit itself
    int parent = -1;    // index of the line above it; -1: the whole
    int depth = 0;
    store::RateCounts counts;
    bool hidden = false;
    std::array<std::string, measures> shown;  // "87%", "≥90%"; empty: hidden, or nothing to count
};

struct Sheet {
    store::RatesBy by = store::RatesBy::whole;
    Line whole;
    std::vector<Line> lines;  // a unit before those below it, else in the order of their groups; none is ranked
};

Sheet sheet(store::RatesBy by, const std::vector<store::RateRow>& rows, const std::vector<store::UnitRow>& units);

// Comma separated, with a heading; hidden cells are empty. `names`: of groups.
std::string csv(const Sheet& sheet, const std::map<std::string, std::string>& names);

}  // namespace bot::figures
