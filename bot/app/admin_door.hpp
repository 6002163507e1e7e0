// The running program's own door for `niangjia admin`: a loopback port and a token in a file that only its user reads.
#pragma once

#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "app/admin.hpp"
#include "core/worker.hpp"
#include "net/server.hpp"

namespace bot::app {

// Opens the door and writes data/admin.door (mode 0600). Keep the server alive as long as the program runs.
Result<std::unique_ptr<net::Server>> open_admin_door(net::Loop& loop, const std::string& data, AdminServices services,
                                                     Worker& worker);

// Asks the program that runs on this folder. Errors: not_found (none runs), and what the command itself fails with.
Result<std::string> ask_running(const std::string& data, const std::vector<std::string>& words);

// Hands a file to the program that runs on this folder, piece by piece, as it may not be allowed to read it itself; gives
// the file's id. Nothing of the file is read when no program answers (not_found, unavailable, timed_out).
Result<std::string> hand_to_running(const std::string& data, std::istream& file);

}  // namespace bot::app
