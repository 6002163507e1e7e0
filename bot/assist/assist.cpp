// A short queue of questions in memory, a few of them out at a time.
#include "assist/assist.hpp"

#include <chrono>
#include <deque>
#include <utility>

#include "assist/question.hpp"
#include "engine/second_look.hpp"
#include "observe/log.hpp"
#include "observe/metrics.hpp"
#include "platforms/completions/completions.hpp"

namespace bot::assist {
namespace {

using engine::SecondLook;
using Steady = std::chrono::steady_clock;

std::string_view reason_of(const Error& error) {
    switch (error.code) {
        case Errc::not_allowed:
            return "outside_own_network";
        case Errc::timed_out:
            return "timed_out";
        case Errc::too_large:
            return "too_large";
        case Errc::malformed:
            return "address";
        default:
            return "no_connection";
    }
}

void failed(const SecondLook& look, std::string_view reason) {
    observe::count("assist_total", "failed");
    observe::log(observe::Level::warning, "assist_failed",
                 {observe::Field("case", look.about), observe::Field::code("reason", reason)});
}

}  // namespace

// Held by shared pointer: completions of the client and the store may come after the loop was told to stop.
struct Assist::Impl : std::enable_shared_from_this<Assist::Impl> {
    explicit Impl(Services with) : services(with) {}

    Services services;
    std::deque<SecondLook> waiting;
    std::size_t out = 0;  // messages being read or asked about
    bool stopped = false;

    void add(std::vector<SecondLook> unclear) {
        if (stopped) return;
        for (auto& look : unclear) {
            if (waiting.size() < most_waiting) {
                waiting.push_back(std::move(look));
            } else {
                observe::count("assist_total", "dropped");
            }
        }
        go_on();
    }

    void go_on() {
        const auto tools = services.engine.tools();
        if (!tools->settings.assist.enabled) waiting.clear();  // switched off meanwhile
        while (!stopped && out < tools->settings.assist.at_once && !waiting.empty()) {
            ++out;
            auto look = std::move(waiting.front());
            waiting.pop_front();
            read_words(std::move(look));
        }
    }

    void one_less() {
        --out;
        go_on();
    }

    // Only now: what was erased, withdrawn or decided while it waited is not shown to anybody.
    void read_words(SecondLook look) {
        const auto submitted =
            services.store.read([self = shared_from_this(), look](Result<store::Snapshot*> snapshot) {
                std::optional<std::string> words;
                if (snapshot) words = engine::words_still_unclear(**snapshot, look);
                self->services.loop.post([self, look, words = std::move(words)] { self->ask(look, words); });
            });
        if (submitted) return;
        observe::count("assist_total", "dropped");
        --out;  // too much is being read: staff have the message anyway
    }

    void ask(const SecondLook& look, const std::optional<std::string>& words) {
        if (stopped) return;
        if (!words) {
            observe::count("assist_total", "late");
            return one_less();
        }
        const auto tools = services.engine.tools();
        observe::count("assist_total", "asked");
        services.client.send(
            question(*tools, look, *words), tools->settings.assist.timeout,
            [self = shared_from_this(), look, began = Steady::now()](Result<HttpResponse> response) {
                const std::chrono::duration<double> took = Steady::now() - began;
                observe::observe_seconds("assist_seconds", took.count());
                if (!self->stopped) self->answered(look, response);
            });
    }

    void answered(const SecondLook& look, const Result<HttpResponse>& response) {
        if (!response) {
            failed(look, reason_of(response.error()));
        } else if (const auto choice = platforms::completions::read_choice(*response, look.offered);
                   !choice) {
            failed(look, choice.error().detail);
        } else if (!*choice) {
            observe::count("assist_total", "none");
        } else {
            suggest(look, **choice);
        }
        one_less();
    }

    void suggest(const SecondLook& look, const std::string& subcategory) {
        observe::count("assist_total", "answered");
        const auto suggested = std::make_shared<engine::Suggested>();
        const std::shared_ptr<engine::Effects> effects(suggested, &suggested->effects);
        services.gate.run(
            services.engine.suggest(look, subcategory, suggested), effects, [suggested](Result<void> done) {
                observe::count("assist_total", !done ? "dropped" : suggested->taken ? "taken" : "late");
            }, store::Store::Waits::nobody);
    }
};

Assist::Assist(Services services) : impl_(std::make_shared<Impl>(services)) {}
Assist::~Assist() { stop(); }

void Assist::look(std::vector<SecondLook> unclear) {
    impl_->services.loop.post([impl = impl_, unclear = std::move(unclear)] { impl->add(unclear); });
}

void Assist::stop() {
    impl_->stopped = true;
    impl_->waiting.clear();
}

}  // namespace bot::assist
