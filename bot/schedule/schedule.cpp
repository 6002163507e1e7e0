#include "schedule/schedule.hpp"

#include <algorithm>
#include <atomic>

#include "observe/log.hpp"
#include "observe/metrics.hpp"
#include "schedule/year_watch.hpp"

namespace bot::schedule {
namespace {

constexpr std::chrono::milliseconds longest_sleep{30'000};
// What waits for consent is kept for weeks; looking once an hour is often enough.
constexpr Millis forget_every{3'600'000};

}  // namespace

struct Schedule::Impl : std::enable_shared_from_this<Schedule::Impl> {
    Impl(net::Loop& with_loop, store::Store& with_store, engine::Engine& with_engine, engine::Gate& with_gate,
         Clock& with_clock)
        : loop(with_loop), store(with_store), engine(with_engine), gate(with_gate), clock(with_clock) {}

    net::Loop& loop;
    store::Store& store;
    engine::Engine& engine;
    engine::Gate& gate;
    Clock& clock;
    std::unique_ptr<net::Loop::Timer> timer;
    std::atomic<bool> woken{false};
    Instant forgot_at{};
    YearWatch years;
    bool busy = false;
    bool stopped = false;

    void wake() {
        if (woken.exchange(true)) return;
        loop.post([self = shared_from_this()] {
            self->woken = false;
            self->look();
        });
    }

    void look() {
        if (stopped || busy) return;
        busy = true;
        const auto submitted = store.read([self = shared_from_this()](Result<store::Snapshot*> snapshot) {
            std::optional<Instant> next;
            if (snapshot) next = (*snapshot)->next_reminder_at();
            self->loop.post([self, next] { self->decide(next); });
        });
        if (!submitted) {
            busy = false;
            sleep(longest_sleep);
        }
    }

    void decide(std::optional<Instant> next) {
        busy = false;
        if (stopped) return;
        const auto now = clock.now();
        look_at_holidays(now);
        const bool forget = now - forgot_at >= forget_every || now < forgot_at;
        if ((next && *next <= now) || forget) {
            forgot_at = now;
            return tick();
        }
        const auto wait = next ? std::chrono::milliseconds(*next - now) : longest_sleep;
        sleep(std::min(wait, longest_sleep));
    }

    // Whoever runs the bot hears of it months ahead, and every day until the file is there.
    void look_at_holidays(Instant now) {
        const auto missing = engine.tools()->settings.years_without_holidays(now);
        observe::gauge("holiday_years_missing", static_cast<double>(missing.size()));
        if (!years.tells(missing, now)) return;
        for (const int year : missing) {
            observe::log(observe::Level::warning, "year_without_holidays", {observe::Field("year", std::int64_t{year})});
        }
    }

    void tick() {
        busy = true;
        auto effects = std::make_shared<engine::Effects>();
        gate.run(engine.tick(effects), effects, [self = shared_from_this()](Result<void> done) {
            if (!done) observe::log(observe::Level::error, "tick_failed", {});
            self->loop.post([self, failed = !done] {
                self->busy = false;
                failed ? self->sleep(std::chrono::milliseconds{1'000}) : self->look();
            });
        }, store::Store::Waits::nobody);
    }

    void sleep(std::chrono::milliseconds wait) {
        if (stopped) return;
        timer = loop.after(std::max(wait, std::chrono::milliseconds{1}), [self = shared_from_this()] { self->look(); });
    }
};

Schedule::Schedule(net::Loop& loop, store::Store& store, engine::Engine& engine, engine::Gate& gate, Clock& clock)
    : impl_(std::make_shared<Impl>(loop, store, engine, gate, clock)) {}
Schedule::~Schedule() { stop(); }

void Schedule::wake() { impl_->wake(); }

void Schedule::stop() {
    impl_->stopped = true;
    impl_->timer.reset();
}

}  // namespace bot::schedule
