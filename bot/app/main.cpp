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
    auto* understand = app.add_subcommand("understand", "read one message a line, print sub-category, confidence and urgency");
    common(understand);
    bot::app::UnderstandOptions reading;
    understand->add_flag("--explain", reading.explain, "what decided");
    understand->add_flag("--json", reading.json, "one JSON object a line");
    auto* evaluate = app.add_subcommand("evaluate", "count how well labelled messages are understood");
    common(evaluate);
    bot::app::EvaluateOptions judging;
    evaluate->add_option("file", judging.file, "table with tabs and a heading");
    evaluate->add_flag("--by-voice", judging.by_voice, "leave one voice out, each in turn");
    evaluate->add_option("--groups", judging.groups, "with --by-voice: voices in so many groups, each left out in turn");
    evaluate->add_option("--train", judging.train, "learn from this table instead");
    evaluate->add_option("--test", judging.test, "judge this table; without it, five folds of --train");
    evaluate->add_option("--text-column", judging.text_column)->capture_default_str();
    evaluate->add_option("--label-column", judging.label_column)->capture_default_str();
    evaluate->add_option("--outside-label", judging.outside, "label of what belongs to no other class; unsure guesses go there")->capture_default_str();
    evaluate->add_flag("--classes", judging.classes, "every class");
    auto* train = app.add_subcommand("train", "train from the examples and the approved lessons; keep what loses nothing");
    common(train);
    bot::app::TrainOptions training;
    train->add_option("--use", training.use, "take this model instead, at once; 0 is the shipped one");
    train->add_flag("--list", training.list, "only show the models and how they stand");
    auto* report = app.add_subcommand("report", "response, solution, satisfaction and timeliness of a period");
    common(report);
    bot::app::ReportOptions reporting;
    report->add_option("--from", reporting.from, "first day, YYYY-MM-DD")->required();
    report->add_option("--to", reporting.to, "last day, YYYY-MM-DD")->required();
    report->add_option("--by", reporting.by, "unit, category, handler or channel")->check(CLI::IsMember({"whole", "unit", "category", "handler", "channel"}));
    report->add_option("--csv", reporting.csv, "also write a table into this file");
    report->add_option("--language", reporting.language, "zh or en")->check(CLI::IsMember({"zh", "en"}))->capture_default_str();
    auto* simulate = app.add_subcommand("simulate", "an invented union lives for years at once, in a new data folder");
    common(simulate);
    bot::app::SimulateOptions simulating;
    simulate->add_option("--years", simulating.years)->check(CLI::Range(1, 50))->capture_default_str();
    simulate->add_option("--cases", simulating.cases, "matters that members come with")->check(CLI::PositiveNumber)->capture_default_str();
    simulate->add_option("--members", simulating.members)->check(CLI::PositiveNumber)->capture_default_str();
    simulate->add_option("--seed", simulating.seed)->capture_default_str();
    simulate->add_option("--crash-every", simulating.crash_every, "kill the program after so many frames of messages; 0: never")->capture_default_str();
    auto* version = app.add_subcommand("version", "print the version");

    CLI11_PARSE(app, argc, argv);
    if (!listen.empty()) options.listen = listen;
    if (version->parsed()) {
        fmt::print("niangjia {}\n", NIANGJIA_VERSION);
        return 0;
    }
    if (understand->parsed()) return bot::app::understand(options, reading);
    if (evaluate->parsed()) return bot::app::evaluate(options, judging);
    if (train->parsed()) return bot::app::train(options, training);
    if (report->parsed()) return bot::app::report(options, reporting);
    if (simulate->parsed()) return bot::app::simulate(options, simulating);
    if (check->parsed()) return bot::app::check(options);
    if (admin->parsed()) {
        auto words = admin->remaining();
        std::erase(words, "--");
        return bot::app::admin(options, words);
    }
    return bot::app::serve(options);
}
