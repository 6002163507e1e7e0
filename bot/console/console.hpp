// The staff console's address. Until the console exists, a plain page says how staff work by chat, and what is missing.
#pragma once

#include <functional>
#include <set>
#include <vector>

#include "net/server.hpp"

namespace bot::console {

// Asked at every call of the page: the years that fall into promises and have no file of public holidays.
using YearsMissing = std::function<std::set<int>()>;

std::vector<net::Route> routes(YearsMissing years_missing);

}  // namespace bot::console
