// bot.toml: the union, where to listen, time settings, thresholds, platform accounts.
#include <algorithm>

#include "config/parts.hpp"
#include "config/secret.hpp"
#include "config/table.hpp"

namespace bot::config {

namespace {

constexpr std::int64_t per_second = 1'000;
constexpr std::int64_t per_day = 86'400'000;

void read_union(Table& root, Union& about) {
    auto table = root.table("union");
    if (!table) return;
    about.name = table->text("name");
    about.phone = table->text_or_empty("phone");
    about.local_crisis_line = table->text_or_empty("local_crisis_line");
    table->done();
}

// "127.0.0.1:8080", "[::1]:8080", "localhost:0"
bool is_address(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const auto port = text.substr(colon + 1);
    if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string_view::npos)
        return false;
    return std::stoi(std::string(port)) <= 65'535;
}

void read_server(Table& root, std::string& listen) {
    if (!root.has("server")) return;
    auto table = root.table("server");
    if (!table) return;
    std::string address = table->text("listen");
    if (!address.empty() && !is_address(address)) {
        table->problem("listen", "expected an address and a port like \"127.0.0.1:8080\"");
    } else if (!address.empty()) {
        listen = std::move(address);
    }
    table->done();
}

void read_timing(Table& root, Timing& timing) {
    if (!root.has("timing")) return;
    auto table = root.table("timing");
    if (!table) return;
    const auto span = [&](std::string_view key, const Whole& range, std::int64_t unit, Millis& value) {
        value = Millis{table->whole(key, range, value.count() / unit) * unit};
    };
    span("quiet_window_seconds", {1, 3'600, "seconds"}, per_second, timing.quiet_window);
    span("held_keep_days", {1, 365, "days"}, per_day, timing.held_keep);
    span("crisis_page_every_seconds", {30, 3'600, "seconds"}, per_second, timing.crisis_page_every);
    span("presence_every_seconds", {15, 3'600, "seconds"}, per_second, timing.presence_every);
    table->done();
}

void read_routing(Table& root, Timing& timing) {
    if (!root.has("routing")) return;
    auto table = root.table("routing");
    if (!table) return;
    if (table->has("sure_threshold")) timing.sure_threshold = table->share("sure_threshold", 1);
    table->done();
}

void read_alike(Table& root, Alike& alike) {
    if (!root.has("alike")) return;
    auto table = root.table("alike");
    if (!table) return;
    alike.issue_from = static_cast<int>(table->whole("issue_from", {2, 100, "members"}, alike.issue_from));
    alike.collective_from = static_cast<int>(table->whole("collective_from", {3, 500, "members"}, alike.collective_from));
    alike.window = Millis{table->whole("window_days", {1, 30, "days"}, alike.window.count() / per_day) * per_day};
    if (alike.collective_from <= alike.issue_from) {
        table->problem("collective_from", "expected more members than issue_from");
    }
    table->done();
}

// An account that is switched off may lack its secrets: they come when it is switched on.
std::string read_secret(Table& table, std::string_view key, const Account& account, bool needed,
                        const std::filesystem::path& folder) {
    const std::string reference = table.text_or_empty(key);
    if (!account.enabled) return {};
    if (reference.empty()) {
        if (needed || table.has(key))
            table.problem(key, "expected \"file:NAME\" or \"env:NAME\" for an enabled account");
        return {};
    }
    auto secret = resolve_secret(reference, folder);
    if (secret) return std::move(*secret);
    table.problem(key, secret.error().detail);
    return {};
}

Account read_account(Table& table, const std::filesystem::path& folder) {
    Account account;
    account.key = table.code("key");
    const auto platform = table.one_of("platform", {"webchat", "telegram"});
    const bool telegram = platform == 1U;
    account.platform = telegram ? "telegram" : "webchat";
    account.enabled = table.flag("enabled", true);
    account.base_url = table.text_or_empty("base_url");
    if (account.base_url.empty() && telegram) account.base_url = "https://api.telegram.org";
    if (!account.base_url.empty() && !account.base_url.starts_with("https://") &&
        !account.base_url.starts_with("http://")) {
        table.problem("base_url", "expected an address that begins with https:// or http://");
    }
    account.secret = read_secret(table, "secret", account, telegram, folder);
    account.token = read_secret(table, "token", account, telegram, folder);
    table.done();
    return account;
}

void read_accounts(Table& root, Draft& draft) {
    auto& accounts = draft.settings().accounts;
    for (auto& table : root.tables("account")) {
        Account account = read_account(table, draft.folder());
        const bool twice = std::any_of(accounts.begin(), accounts.end(), [&](const Account& other) {
            return !account.key.empty() && other.key == account.key;
        });
        if (twice) table.problem("key", "expected a key of its own; \"" + account.key + "\" is there twice");
        accounts.push_back(std::move(account));
    }
    if (std::none_of(accounts.begin(), accounts.end(),
                     [](const Account& account) { return account.enabled; })) {
        root.problem("account", "expected at least one [[account]] that is enabled");
    }
}

}  // namespace

void read_bot(Draft& draft) {
    std::error_code ignored;
    if (!std::filesystem::exists(std::filesystem::symlink_status(draft.folder() / "bot.toml", ignored))) {
        draft.settings().accounts.push_back({"web", "webchat", true, {}, {}, {}});
        draft.settings().warnings.push_back("no bot.toml: web chat only, with built-in settings");
        return;
    }
    const auto file = TomlFile::open(draft.folder(), "bot.toml", draft.problems());
    if (!file) return;
    auto root = file->root(draft.problems());
    read_union(root, draft.settings().about);
    read_server(root, draft.settings().listen);
    read_timing(root, draft.settings().timing);
    read_routing(root, draft.settings().timing);
    read_alike(root, draft.settings().alike);
    read_assist(root, draft);
    read_accounts(root, draft);
    root.done();
}

}  // namespace bot::config
