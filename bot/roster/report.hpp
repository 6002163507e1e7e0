// What an import did, or would do, and what was wrong with the list.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sheets/sheet.hpp"
#include "store/roster_rows.hpp"
#include "templates/messages.hpp"

namespace bot::roster {

constexpr std::size_t told_rows = 50;  // rows that are wrong are told up to here, then counted

struct BadRow {
    std::size_t line = 0;
    std::string reason;  // import.row.<reason>
    std::string what;    // a code, a day, a column's name; never a person's name or phone number
};

// What makes a list unusable as a whole.
struct Stop {
    std::string reason;  // import.stop.<reason>
    std::vector<std::size_t> lines;
    std::string what;
};

struct Report {
    std::size_t rows = 0;  // with content, without headings
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t same = 0;
    std::size_t gone = 0;
    std::size_t repeated = 0;
    std::vector<BadRow> bad;  // the first ones
    std::size_t bad_rows = 0;
    std::vector<std::string> ignored;  // headings
    std::vector<Stop> stops;           // none: it could be used
    std::optional<sheets::Fault> fault;
    bool dry = false;
    bool cut_off = false;  // the program stops

    bool usable() const { return stops.empty() && !fault; }
    void reject(std::size_t line, std::string reason, std::string what);
    void stop(std::string reason, std::vector<std::size_t> lines, std::string what);
    void count(store::Put put);
};

std::string told(const Report& report, const templates::Messages& messages, Language language);

}  // namespace bot::roster
