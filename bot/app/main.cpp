// The command line of `niangjia`.
#include <CLI/CLI.hpp>
#include <csignal>
#include <fmt/format.h>

#include "app/admin.hpp"
#include "app/commands.hpp"

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App app("niangjia: a trade union's members' chat bot");
    app.require_subcommand(1);
    bot::app::Options options;
    std::string listen;

    const auto common = [&](CLI::App* command) {
        command->add_option("--config", options.config, "folder with the settings")->capture_default_str();
        command->add_option("--data", options.data, "folder for the data")->capture_default_str();
    };
    auto* serve = app.add_subcommand("serve", "run the bot");
    common(serve);
    serve->add_option("--listen", listen, "ADDRESS:PORT, e.g. 127.0.0.1:8080");
    auto* check = app.add_subcommand("check", "read all settings and say what is wrong");
    check->add_option("--config", options.config, "folder with the settings")->capture_default_str();
    auto* admin = app.add_subcommand("admin", "staff, on-call list, letters, audit");
    common(admin);
    admin->prefix_command(true);  // everything behind --config and --data is the command's own
    admin->footer(bot::app::admin_help());
    auto* version = app.add_subcommand("version", "print the version");

    CLI11_PARSE(app, argc, argv);
    if (!listen.empty()) options.listen = listen;
    if (version->parsed()) {
        fmt::print("niangjia {}\n", NIANGJIA_VERSION);
        return 0;
    }
    if (check->parsed()) return bot::app::check(options);
    if (admin->parsed()) {
        auto words = admin->remaining();
        std::erase(words, "--");
        return bot::app::admin(options, words);
    }
    return bot::app::serve(options);
}
