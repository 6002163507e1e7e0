// The office of the tests.
#include "office.hpp"

#include <fmt/format.h>

#include <future>
#include <nlohmann/json.hpp>

#include "observe/metrics.hpp"

namespace office {
namespace {

using namespace std::chrono_literals;

constexpr auto limit = 10s;

std::shared_ptr<engine::Tools> tools_for(std::uint16_t port, const Change& change) {
    auto tools = test::shipped_tools();
    auto& assist = tools->settings.assist;
    assist.enabled = true;
    assist.url = fmt::format("http://127.0.0.1:{}/v1", port);
    assist.model = "small";
    assist.key = "k-1";
    if (change) change(assist);
    return tools;
}

std::unique_ptr<net::Server> listen(net::Loop& loop, net::Serve serve) {
    auto server = net::Server::listen(
        loop, "127.0.0.1:0", {{HttpMethod::post, "/v1/chat/completions", 64 * 1024, std::move(serve)}});
    REQUIRE(server);
    return std::move(*server);
}

}  // namespace

WebReply completion(std::string_view content) {
    const nlohmann::json answer{
        {"object", "chat.completion"},
        {"choices", {{{"index", 0}, {"message", {{"role", "assistant"}, {"content", content}}}}}}};
    return {200, {{"Content-Type", "application/json"}}, answer.dump(), {}};
}

Answer saying(std::string content) { return with(completion(content)); }

Answer with(WebReply reply) {
    return [reply = std::move(reply)](const Asked&, const net::Respond& respond) { respond(reply); };
}

double counted(std::string_view outcome) {
    const auto text = observe::metrics_text();
    const auto line = fmt::format("niangjia_assist_total{{outcome=\"{}\"}} ", outcome);
    const auto at = text.find(line);
    return at == std::string::npos ? 0 : std::stod(text.substr(at + line.size()));
}

void read_as_unclear(const test::House& house, dialogue::Reading& reading) {
    const auto limits = house.tools->reader->thresholds();
    const double middle = (static_cast<double>(limits.likely) + static_cast<double>(limits.sure)) / 2;
    reading.guesses = {{"work.conditions", middle, middle},
                       {"life.housing", 0.02, 0.02},
                       {"dev.training", 0.015, 0.015},
                       {"life.canteen", 0.01, 0.01},
                       {"rights.wage", 0.005, 0.005}};
    reading.alarm = dialogue::Alarm::none;
    reading.worrying = false;
    reading.safety = {};
    reading.parts.clear();
}

Office::Office(Answer answer, const Change& change)
    : answer_(std::move(answer)),
      server_(listen(loop_, [this](const WebRequest& request,
                                   net::Respond respond) { take(request, std::move(respond)); })),
      house(tools_for(server_->port(), change)),
      gate_(house.engine, *house.store, [this](const engine::Effects& effects) { told(effects); }),
      client_(net::Client::create(loop_)),
      assist_(std::make_unique<assist::Assist>(
          assist::Services{loop_, *client_, *house.store, house.engine, gate_})),
      thread_([this] { loop_.run(); }) {}

Office::~Office() {
    stop();
    release(completion("none"));  // before the server goes
    loop_.stop();
    thread_.join();
    house.store.reset();  // finishes what was submitted while everything it may call is there
}

void Office::take(const WebRequest& request, net::Respond respond) {
    const Asked one{request.path, std::string(header(request.headers, "Authorization")), request.body};
    {
        const std::lock_guard lock(mutex_);
        asked_.push_back(one);
        if (!answer_) open_.push_back(respond);
    }
    changed_.notify_all();
    if (answer_) answer_(one, respond);
}

void Office::release(const WebReply& reply) {
    std::vector<net::Respond> open;
    {
        const std::lock_guard lock(mutex_);
        open.swap(open_);
    }
    for (const auto& respond : open) respond(reply);
}

void Office::told(const engine::Effects& effects) {
    if (!effects.to_judge.empty()) assist_->look(effects.to_judge);
}

void Office::member(const std::string& who) {
    REQUIRE(house.store->submit_and_wait([&](store::Transaction& tx) {
        const auto person = tx.welcome(tx.account("web").value(), who, Language::zh_hans, house.clock.now());
        tx.set_consent(person.member, engine::notice_version, false, "agreed", house.clock.now());
    }));
}

engine::Taken Office::say(const std::string& who, const std::string& text) {
    return unclear(who, text, [](auto&) {});
}

engine::Taken Office::unclear(const std::string& who, const std::string& text, const Read& read) {
    house.clock.advance(2s);
    const Read usual = [this](dialogue::Reading& reading) { read_as_unclear(house, reading); };
    return deliver(test::House::message(who, text, fmt::format("o{}", ++said_)), read ? read : usual);
}

engine::Taken Office::deliver(Inbound message, const Read& read) {
    auto reading = house.engine.read(message);
    read(reading);
    auto taken = std::make_shared<engine::Taken>();
    std::promise<void> done;
    const std::shared_ptr<engine::Effects> effects(taken, &taken->effects);
    gate_.run(house.engine.receive(std::move(message), std::move(reading), taken), effects,
              [&](const Result<void>& result) {
                  if (result) return done.set_value();
                  done.set_exception(std::make_exception_ptr(std::runtime_error(result.error().detail)));
              });
    done.get_future().get();
    return *taken;
}

bool Office::until(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 2ms);
    }
    return true;
}

std::vector<Asked> Office::asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
}

dialogue::CaseView Office::last_case(const std::string& who) {
    std::vector<dialogue::CaseView> cases;
    house.read([&](store::Snapshot& snapshot) {
        cases = snapshot.cases_of(snapshot.person(snapshot.account("web").value(), who)->member, 1);
    });
    REQUIRE_FALSE(cases.empty());
    return cases.front();
}

std::vector<std::string> Office::history(CaseId id) {
    std::vector<std::string> kinds;
    house.read([&](store::Snapshot& snapshot) {
        for (const auto& line : snapshot.history(id, 100)) kinds.push_back(line.kind);
    });
    return kinds;
}

void Office::stop() {
    std::promise<void> done;
    loop_.post([&] {
        assist_->stop();
        done.set_value();
    });
    done.get_future().wait();
}

}  // namespace office
