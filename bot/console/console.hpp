// The staff console's address. Until the console exists, a plain page says how staff work by chat.
#pragma once

#include <vector>

#include "net/server.hpp"

namespace bot::console {

std::vector<net::Route> routes();

}  // namespace bot::console
