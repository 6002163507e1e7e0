#include "app/admin.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <iostream>

#include "app/admin_door.hpp"
#include "app/commands.hpp"
#include "app/incoming.hpp"
#include "app/tools.hpp"
#include "engine/facts.hpp"
#include "engine/week.hpp"
#include "store/week.hpp"

namespace bot::app {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t code_length = 10;
constexpr Millis code_lives{7LL * 86'400'000};

Result<std::string> wrong_use(std::string_view how) { return fail(Errc::malformed, fmt::format("use: niangjia admin {}", how)); }

// "--desk rights" among the words; nothing when it is not there.
std::optional<std::string> option(const Words& words, std::string_view name) {
    const auto at = std::find(words.begin(), words.end(), name);
    if (at == words.end() || at + 1 == words.end()) return std::nullopt;
    return *(at + 1);
}

std::optional<store::StaffRow> staff_named(const store::Snapshot& snapshot, std::string_view name) {
    for (auto& one : snapshot.staff()) {
        if (one.who.name == name) return one;
    }
    return std::nullopt;
}

// Runs a unit that may refuse; its text on success.
Result<std::string> unit(const AdminServices& services, const std::function<Result<std::string>(store::Transaction&)>& work) {
    Result<std::string> outcome = fail(Errc::unavailable, "did not run");
    const auto done = services.store.submit_and_wait([&](store::Transaction& tx) { outcome = work(tx); });
    if (!done) return tl::unexpected(done.error());
    return outcome;
}

Result<std::string> reading(const AdminServices& services, const std::function<std::string(store::Snapshot&)>& work) {
    std::string text;
    const auto done = services.store.read_and_wait([&](store::Snapshot& snapshot) { text = work(snapshot); });
    if (!done) return tl::unexpected(done.error());
    return text;
}

std::string new_code(const AdminServices& services, store::Transaction& tx, StaffId staff) {
    const auto code = random_code(services.random, code_length);
    tx.invite(staff, engine::code_hash(code), services.clock.now() + code_lives);
    return code;
}

Result<std::string> staff_add(const AdminServices& services, const Words& words) {
    const auto desk = option(words, "--desk");
    const auto role = dialogue::role_of(option(words, "--role").value_or("staff"));
    if (words.size() < 3 || words[2].starts_with("--") || !desk || !role) {
        return wrong_use("staff add NAME --desk DESK [--role staff|representative|group_leader|supervisor|chair]");
    }
    const auto tools = services.engine.tools();
    const auto& desks = tools->settings.desks;
    const bool known = std::any_of(desks.begin(), desks.end(), [&](const auto& one) { return one.key == *desk; });
    if (!known) return fail(Errc::not_found, fmt::format("there is no desk {}; see: niangjia admin desks", *desk));
    return unit(services, [&](store::Transaction& tx) -> Result<std::string> {
        if (staff_named(tx, words[2])) return fail(Errc::conflict, fmt::format("{} is there already", words[2]));
        const auto id = tx.add_staff(words[2], *role, *desk, services.clock.now());
        tx.audit(services.clock.now(), "admin", "staff_add", CaseId{}, fmt::format("{}", id.value));
        return fmt::format("{} ({}) joins by writing to the bot: bind {}\n", words[2], *desk, new_code(services, tx, id));
    });
}

Result<std::string> staff_one(const AdminServices& services, const Words& words) {
    if (words.size() != 3) return wrong_use("staff invite|off|on NAME");
    return unit(services, [&](store::Transaction& tx) -> Result<std::string> {
        const auto one = staff_named(tx, words[2]);
        if (!one) return fail(Errc::not_found, fmt::format("nobody is called {}", words[2]));
        tx.audit(services.clock.now(), "admin", fmt::format("staff_{}", words[1]), CaseId{}, fmt::format("{}", one->who.id.value));
        if (words[1] == "invite") {
            return fmt::format("{} joins by writing to the bot: bind {}\n", words[2], new_code(services, tx, one->who.id));
        }
        tx.set_staff(one->who.id, one->who.role, one->who.desk, words[1] == "on");
        return fmt::format("{} is {}\n", words[2], words[1]);
    });
}

Result<std::string> staff_list(const AdminServices& services) {
    return reading(services, [](store::Snapshot& snapshot) {
        std::string text;
        for (const auto& one : snapshot.staff()) {
            text += fmt::format("{}\t{}\t{}\t{}{}{}\n", one.who.name, dialogue::to_code(one.who.role), one.who.desk,
                                one.conversation ? "joined" : "not joined yet", one.active ? "" : "\toff",
                                one.on_call_position > 0 ? fmt::format("\ton call {}", one.on_call_position) : "");
        }
        return text.empty() ? std::string("no staff yet\n") : text;
    });
}

Result<std::string> on_call(const AdminServices& services, const Words& words) {
    if (words.size() == 1 || words[1] == "show") {
        return reading(services, [](store::Snapshot& snapshot) {
            std::string text;
            for (const auto& one : snapshot.on_call()) {
                text += fmt::format("{}. {}{}\n", one.on_call_position, one.who.name,
                                    one.conversation ? "" : " (cannot be reached: has not joined a chat)");
            }
            return text.empty() ? std::string("nobody is on call: in a crisis the bot says so and gives the numbers\n") : text;
        });
    }
    if (words[1] != "set") return wrong_use("on-call show | on-call set NAME...");
    return unit(services, [&](store::Transaction& tx) -> Result<std::string> {
        std::vector<StaffId> order;
        for (std::size_t i = 2; i < words.size(); ++i) {
            const auto one = staff_named(tx, words[i]);
            if (!one) return fail(Errc::not_found, fmt::format("nobody is called {}", words[i]));
            order.push_back(one->who.id);
        }
        tx.set_on_call(order);
        tx.audit(services.clock.now(), "admin", "on_call", CaseId{}, fmt::format("{}", order.size()));
        return fmt::format("{} on call\n", order.size());
    });
}

Result<std::string> letters(const AdminServices& services, const Words& words) {
    if (words.size() == 2 && words[1] == "dead") {
        return reading(services, [](store::Snapshot& snapshot) {
            std::string text;
            for (const auto& one : snapshot.dead_letters(100)) {
                text += fmt::format("{}\t{}\t{} tries\n", one.id.value, one.account, one.tries);
            }
            return text.empty() ? std::string("no dead letters\n") : text;
        });
    }
    if (words.size() != 3 || words[1] != "retry") return wrong_use("letters dead | letters retry all|ID");
    return unit(services, [&](store::Transaction& tx) -> Result<std::string> {
        int count = 0;
        for (const auto& one : tx.dead_letters(1000)) {
            if (words[2] != "all" && words[2] != fmt::format("{}", one.id.value)) continue;
            tx.retry_letter(one.id, services.clock.now());
            ++count;
        }
        tx.audit(services.clock.now(), "admin", "letters_retry", CaseId{}, fmt::format("{}", count));
        return fmt::format("{} will be sent again\n", count);
    });
}

Result<std::string> lessons(const AdminServices& services, const Words& words) {
    if (words.size() == 2 && words[1] == "list") {
        return reading(services, [](store::Snapshot& snapshot) {
            std::string text;
            for (const auto& one : snapshot.lessons()) {
                text += fmt::format("{}\t{}\t{}\t{}\t{}\n", one.id.value, one.day, one.subcategory, one.urgency, one.text);
            }
            return text.empty() ? std::string("no lessons yet\n") : text;
        });
    }
    if (words.size() != 3 || words[1] != "remove") return wrong_use("lessons list | lessons remove ID");
    return unit(services, [&](store::Transaction& tx) -> Result<std::string> {
        if (!tx.remove_lesson(LessonId{std::atoll(words[2].c_str())})) return fail(Errc::not_found, fmt::format("there is no lesson {}", words[2]));
        tx.audit(services.clock.now(), "admin", "lesson_remove", CaseId{}, words[2]);
        return fmt::format("lesson {} is removed; the next training goes without it\n", words[2]);
    });
}

Result<std::string> desks(const AdminServices& services) {
    const auto tools = services.engine.tools();
    std::string text;
    for (const auto& desk : tools->settings.desks) {
        text += fmt::format("{}\t{}\t{}\n", desk.key, desk.name.zh, desk.name.en);
    }
    return text;
}

// Statements are kept by these very names.
constexpr std::pair<std::string_view, std::string_view> counts[] = {
    {"messages", "count_inbox"}, {"stuck", "count_stuck"},       {"cases", "count_cases"},
    {"letters", "count_letters"}, {"pending", "count_pending"},  {"dead", "count_dead"},
    {"units", "count_units"},     {"roster", "count_roster"},    {"verified", "count_verified"},
    {"seats", "count_seats"},
};

Result<std::string> status(const AdminServices& services) {
    return reading(services, [](store::Snapshot& snapshot) {
        std::string text;
        for (const auto& [name, query] : counts) text += fmt::format("{} {}\n", name, snapshot.count(query));
        if (const auto lapsed = store::count_reminders(snapshot, engine::digest_kind, "lapsed"); lapsed > 0) {
            text += fmt::format("digests of the week that reached nobody in time {}\n", lapsed);
        }
        for (const auto& kind : snapshot.unfinished_imports()) text += fmt::format("import of {} was cut off: bring the list again\n", kind);
        return text;
    });
}

}  // namespace

std::string admin_help() {
    return "staff add NAME --desk DESK [--role ROLE]   a new person; prints the invitation\n"
           "staff invite|off|on NAME                   a new invitation; leave; come back\n"
           "staff list\n"
           "on-call show | on-call set NAME...         who is paged in an emergency, first name first\n"
           "desks                                      the desks of the settings\n"
           "letters dead | letters retry all|ID        what could not be sent\n"
           "lessons list | lessons remove ID           what the bot was allowed to learn\n"
           "import units|members|seats FILE [--dry-run] [--complete] [--language zh|en]\n"
           "                                           a list as CSV or XLSX; FILE - is the standard input\n"
           "member-code NUMBER                         a one-time code for the person with this number\n"
           "member-unlink NUMBER                       nobody writes as this person any more\n"
           "broadcast [--unit CODE] [--role ROLE] TEXT | broadcast list | broadcast stop NUMBER\n"
           "                                           a letter to many; a supervisor confirms it in the chat\n"
           "reload                                     the running program reads settings, wording and model again\n"
           "status                                     counts\n"
           "audit                                      checks the chained audit\n"
           "demo                                       an invented union for a first look\n";
}

Result<std::string> run_admin(const AdminServices& services, const Words& words) {
    if (words.empty()) return admin_help();
    const auto& what = words[0];
    if (what == "staff" && words.size() >= 2) {
        if (words[1] == "add") return staff_add(services, words);
        if (words[1] == "list") return staff_list(services);
        if (words[1] == "invite" || words[1] == "off" || words[1] == "on") return staff_one(services, words);
    }
    if (what == "on-call") return on_call(services, words);
    if (what == "desks") return desks(services);
    if (what == "letters" && words.size() >= 2) return letters(services, words);
    if (what == "lessons" && words.size() >= 2) return lessons(services, words);
    if (what == "import") return import_command(services, words);
    if (what == "member-code") return member_code(services, words);
    if (what == "member-unlink") return member_unlink(services, words);
    if (what == "broadcast") return broadcast_command(services, words);
    if (what == "reload") return services.reload ? services.reload() : fail(Errc::not_found, "nothing runs on this folder");
    if (what == "status") return status(services);
    if (what == "demo") return make_demo(services);
    if (what == "audit") {
        return reading(services, [](store::Snapshot& snapshot) {
            return store::audit_holds(snapshot) ? std::string("the audit holds\n") : std::string("the audit was CHANGED\n");
        });
    }
    return fail(Errc::malformed, admin_help());
}

namespace {

// Asks the running program, after handing it the file that the command names. Errors: not_found when none runs.
Result<std::string> ask(const Options& options, Words words, std::istream* file) {
    if (file == nullptr) return ask_running(options.data, words);
    auto id = hand_to_running(options.data, *file);
    if (!id) return id;
    words[2] = *id;
    return ask_running(options.data, words);
}

// Nobody runs: the store may be opened here.
Result<std::string> do_here(const Options& options, Words words, std::istream* file) {
    SystemClock clock;
    SystemRandom random;
    const auto made = make_tools(options.config, options.data, clock, random);
    if (!made.tools) return fail(Errc::invalid_config, fmt::format("{}", fmt::join(made.problems, "\n")));
    auto store = store::open_sqlite(options.data);
    if (!store) return tl::unexpected(store.error());
    engine::Engine engine(made.tools, clock);
    engine::Gate gate(engine, **store, [](const engine::Effects&) {});
    (void)(*store)->submit_and_wait(engine.prepare());
    if (file != nullptr) {
        auto id = Incoming(options.data).copy(*file, random);
        if (!id) return id;
        words[2] = *id;
    }
    return run_admin({**store, engine, gate, clock, random, options.data}, words);
}

}  // namespace

int admin(const Options& options, const Words& words) {
    std::ifstream named;
    std::istream* file = nullptr;
    if (words.size() >= 3 && words[0] == "import") {
        if (words[2] != "-") named.open(words[2], std::ios::binary);
        file = words[2] == "-" ? &std::cin : &named;
        if (!*file || file->peek() == std::istream::traits_type::eof()) {
            fmt::print(stderr, "{}: cannot be read, or is empty\n", words[2]);
            return 1;
        }
    }
    auto answer = ask(options, words, file);
    // These are said by the running program; all else means that none is there.
    const bool somebody = answer || answer.error().code == Errc::conflict || answer.error().code == Errc::malformed;
    if (!somebody) answer = do_here(options, words, file);
    if (!answer) {
        fmt::print(stderr, "{}\n", answer.error().detail);
        return answer.error().code == Errc::malformed ? 2 : 1;
    }
    fmt::print("{}", *answer);
    return 0;
}

}  // namespace bot::app
