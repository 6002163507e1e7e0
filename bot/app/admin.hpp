// What an administrator asks of the program: staff, invitations, the on-call list, dead letters, the audit. The same
// words work on a stopped program (the file is opened) and on a running one (it is asked through its own door).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "engine/gate.hpp"
#include "store/store.hpp"

namespace bot::app {

struct AdminServices {
    store::Store& store;
    engine::Engine& engine;
    engine::Gate& gate;
    Clock& clock;
    Random& random;
    std::string data;  // folder; files that are handed over pass through it
    std::function<Result<std::string>()> reload = {};  // of the running program; nothing when none runs
    std::function<bool()> stopping = [] { return false; };  // a long command ends early
};

// The text to print. Errors: malformed (wrong words), not_found, conflict.
Result<std::string> run_admin(const AdminServices& services, const std::vector<std::string>& words);

std::string admin_help();

// The commands about units, members and seats: import, member-code, member-unlink. The file of an import was handed over
// before (app/incoming.hpp), and is named by its id.
Result<std::string> import_command(const AdminServices& services, const std::vector<std::string>& words);
Result<std::string> member_code(const AdminServices& services, const std::vector<std::string>& words);
Result<std::string> member_unlink(const AdminServices& services, const std::vector<std::string>& words);

// Letters to many: asked for here, confirmed in the chat by somebody who leads.
Result<std::string> broadcast_command(const AdminServices& services, const std::vector<std::string>& words);

// Invented people and matters for a first look.
Result<std::string> make_demo(const AdminServices& services);

}  // namespace bot::app
