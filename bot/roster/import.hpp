// Brings a list of units, members or seats into the store. Rows that are wrong are left out and told; a list that is
// wrong as a whole changes nothing.
#pragma once

#include <functional>
#include <string>

#include "calendar/calendar.hpp"
#include "core/clock.hpp"
#include "core/result.hpp"
#include "roster/report.hpp"
#include "store/store.hpp"

namespace bot::roster {

struct Office {
    store::Store& store;
    const Clock& clock;
    const calendar::Calendar& calendar;
    const templates::Messages& messages;
    std::function<bool()> stopping = [] { return false; };  // asked between the transactions of a long list
};

struct Order {
    store::ListKind kind = store::ListKind::members;
    std::string file;
    bool dry = false;       // looks only
    bool complete = false;  // the file is the whole list: what is not in it is gone
    Language language = Language::zh_hans;
};

// Blocks; never on the io thread. Errors: what the store fails with. What is wrong with the list stands in the report.
Result<Report> import_list(const Office& office, const Order& order);

}  // namespace bot::roster
