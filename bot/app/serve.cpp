// `niangjia serve`: wires the parts together, starts them in order and stops them in order.
#include <sys/resource.h>

#include <atomic>
#include <cstdio>
#include <fmt/format.h>

#include "app/admin_door.hpp"
#include "app/commands.hpp"
#include "app/hooks.hpp"
#include "app/platforms.hpp"
#include "app/tools.hpp"
#include "assist/assist.hpp"
#include "console/console.hpp"
#include "delivery/delivery.hpp"
#include "observe/log.hpp"
#include "observe/metrics.hpp"
#include "schedule/schedule.hpp"
#include "webchat/chat.hpp"

namespace bot::app {
namespace {

constexpr std::chrono::seconds grace{5};
constexpr std::chrono::milliseconds idle_look{20};

std::string webchat_account(const config::Settings& settings) {
    for (const auto& account : settings.accounts) {
        if (account.enabled && account.platform == "webchat") return account.key;
    }
    return {};
}

void print_problems(const MadeTools& made) {
    for (const auto& problem : made.problems) fmt::print(stderr, "{}\n", problem);
    for (const auto& warning : made.warnings) fmt::print(stderr, "note: {}\n", warning);
}

// Everything that runs, in the order of its dependencies; destroyed the other way round.
class Program {
public:
    Program(Options options, std::shared_ptr<const engine::Tools> tools, std::unique_ptr<store::Store> store,
            SystemClock& clock, SystemRandom& random)
        : options_(std::move(options)),
          clock_(clock),
          random_(random),
          store_(std::move(store)),
          platforms_(make_platforms(tools->settings)),
          files_(options_.data + "/media"),
          engine_(tools, clock),
          gate_(engine_, *store_, [this](const engine::Effects& effects) { told(effects); }),
          client_(net::Client::create(loop_)),
          hub_(std::make_shared<webchat::Hub>(loop_, *store_)),
          delivery_({loop_, *client_, *store_, platforms_, files_, *worker_, clock_, random_, [this] { schedule_.wake(); }}),
          assist_({loop_, *client_, *store_, engine_, gate_}),
          schedule_(loop_, *store_, engine_, gate_, clock_) {}

    Result<void> start() {
        if (const auto prepared = store_->submit_and_wait(engine_.prepare()); !prepared) return prepared;
        const auto tools = engine_.tools();
        const auto& settings = tools->settings;
        listen_ = options_.listen.value_or(settings.listen);
        auto server = net::Server::listen(loop_, listen_, routes(settings));
        if (!server) return tl::unexpected(server.error());
        server_ = std::move(*server);
        auto door = open_admin_door(loop_, options_.data,
                                    {*store_, engine_, gate_, clock_, random_, options_.data, [this] { return reload(); },
                                     [this] { return stopping_.load(); }},
                                    *office_);
        if (!door) return tl::unexpected(door.error());
        door_ = std::move(*door);
        loop_.on_signals([this] { stop(); }, [this] { reload_soon(); });
        delivery_.wake();
        delivery_.wake_fetch();
        schedule_.wake();
        ready_ = true;
        return {};
    }

    ~Program() {
        // What was accepted is finished while everything it may call is still there.
        worker_.reset();
        office_.reset();
        store_.reset();
    }

    std::string host() const { return listen_.substr(0, listen_.rfind(':')); }
    std::uint16_t port() const { return server_->port(); }
    void run() { loop_.run(); }

private:
    // On the store's lane, after each commit.
    void told(const engine::Effects& effects) {
        hub_->wake(effects.wrote_to);
        if (effects.to_push) delivery_.wake();
        if (effects.to_fetch) delivery_.wake_fetch();
        if (effects.to_remind) schedule_.wake();
        if (!effects.to_judge.empty()) assist_.look(effects.to_judge);
        if (!effects.to_remove.empty()) {
            const auto remove = [this, files = effects.to_remove] {
                for (const auto& file : files) files_.remove(file);
            };
            if (!worker_->add(remove)) remove();
        }
    }

    std::vector<net::Route> routes(const config::Settings& settings) {
        std::vector<net::Route> all = console::routes([this] { return engine_.tools()->settings.years_without_holidays(clock_.now()); });
        const auto account = webchat_account(settings);
        if (!account.empty()) {
            for (auto& route : webchat::routes({account, engine_, gate_, *store_, hub_, files_, *worker_, random_, clock_})) {
                all.push_back(std::move(route));
            }
        }
        all.push_back(hooks({gate_, platforms_, clock_, [this](const std::string& from, const std::string& token) {
                                 loop_.post([this, from, token] { delivery_.acknowledge_button(from, token); });
                             }}));
        all.push_back({HttpMethod::get, "/healthz", 0, [this](WebRequest, net::Respond respond) { respond(health()); }});
        all.push_back({HttpMethod::get, "/metrics", 0, [this](WebRequest, net::Respond respond) {
                           observe::gauge("unit_queue_length", static_cast<double>(store_->queued()));
                           respond({200, {{"Content-Type", "text/plain; version=0.0.4"}}, observe::metrics_text(), {}});
                       }});
        all.push_back({HttpMethod::get, "/", 0, [](WebRequest, net::Respond respond) {
                           respond({302, {{"Location", "/chat"}}, "", {}});
                       }});
        return all;
    }

    WebReply health() const {
        const bool good = ready_ && !stopping_;
        return {good ? 200 : 503, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
                good ? "{\"status\":\"ready\"}" : "{\"status\":\"stopping\"}", {}};
    }

    // Reading the settings and a model takes longer than a socket may wait.
    void reload_soon() {
        if (!worker_->add([this] { (void)reload(); })) observe::log(observe::Level::error, "reload_refused");
    }

    // On the worker's thread. All new files check out, or nothing changes. Accounts and the listening address need a restart.
    Result<std::string> reload() {
        MadeTools made;
        try {
            made = make_tools(options_.config, options_.data, clock_, random_);
        } catch (const std::exception& error) {
            made.problems.emplace_back(error.what());
        }
        print_problems(made);
        if (!made.tools) {
            observe::log(observe::Level::error, "reload_refused");
            return fail(Errc::invalid_config, fmt::format("the running program goes on with what it has: {}", fmt::join(made.problems, "; ")));
        }
        engine_.replace_tools(made.tools);
        observe::log(observe::Level::info, "reloaded");
        return "the running program has taken it up\n";
    }

    // Stop listening, refuse new work, finish what is in flight, last commit, checkpoint.
    void stop() {
        if (stopping_.exchange(true)) return loop_.stop();
        observe::log(observe::Level::info, "stopping");
        schedule_.stop();
        delivery_.stop();
        assist_.stop();
        hub_->close_all();
        server_->stop(grace, [this] { leave_when_idle(grace); });
    }

    // A letter that is out while its receipt is not on disk yet would go out a second time after the restart.
    void leave_when_idle(std::chrono::milliseconds left) {
        if (delivery_.idle() || left <= std::chrono::milliseconds{0}) return loop_.stop();
        leaving_ = loop_.after(idle_look, [this, left] { leave_when_idle(left - idle_look); });
    }

    const Options options_;
    std::string listen_;
    SystemClock& clock_;
    SystemRandom& random_;
    bool ready_ = false;
    std::atomic<bool> stopping_ = false;  // also asked by long commands
    std::unique_ptr<store::Store> store_;
    const delivery::Platforms platforms_;
    const store::MediaFiles files_;
    engine::Engine engine_;
    engine::Gate gate_;
    net::Loop loop_;
    std::unique_ptr<Worker> worker_ = std::make_unique<Worker>();
    std::unique_ptr<Worker> office_ = std::make_unique<Worker>();  // the administrator's commands: a long list must not hold up photos
    std::unique_ptr<net::Client> client_;
    std::shared_ptr<webchat::Hub> hub_;
    delivery::Delivery delivery_;
    assist::Assist assist_;
    schedule::Schedule schedule_;
    std::unique_ptr<net::Server> server_;
    std::unique_ptr<net::Server> door_;
    std::unique_ptr<net::Loop::Timer> leaving_;
};

}  // namespace

int serve(const Options& options) {
    static SystemClock clock;
    static SystemRandom random;
    auto made = make_tools(options.config, options.data, clock, random);
    print_problems(made);
    if (!made.tools) return 1;
    auto store = store::open_sqlite(options.data);
    if (!store) {
        fmt::print(stderr, "{}\n", store.error().detail);
        return 1;
    }
    Program program(options, std::move(made.tools), std::move(*store), clock, random);
    if (const auto started = program.start(); !started) {
        fmt::print(stderr, "{}\n", started.error().detail);
        return 1;
    }
    fmt::print("listening on http://{}:{}\n", program.host(), program.port());
    std::fflush(stdout);
    program.run();
    return 0;
}

}  // namespace bot::app
