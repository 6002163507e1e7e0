// The io thread: run, post, timers, signals.
#include "net/loop.hpp"

#include <boost/asio/post.hpp>
#include <csignal>
#include <utility>

#include "net/escaped.hpp"
#include "net/loop_impl.hpp"

namespace bot::net {
namespace {

struct Alarm {
    Alarm(const Executor& executor, std::function<void()> what) : timer(executor), work(std::move(what)) {}
    SteadyTimer timer;
    std::function<void()> work;
};

// Holds the alarm weakly: the waiting operation owns it, so it dies with the io_context even if the handle
// does not.
class AlarmHandle final : public Loop::Timer {
public:
    explicit AlarmHandle(std::weak_ptr<Alarm> alarm) : alarm_(std::move(alarm)) {}
    AlarmHandle(const AlarmHandle&) = delete;
    AlarmHandle& operator=(const AlarmHandle&) = delete;
    ~AlarmHandle() override {
        const auto alarm = alarm_.lock();
        if (!alarm) return;
        alarm->work = nullptr;  // it may have expired already and wait in the queue
        alarm->timer.cancel();
    }

private:
    std::weak_ptr<Alarm> alarm_;
};

}  // namespace

Loop::Impl::Impl()
    : mailbox(std::make_shared<Mailbox>([this] { asio::post(io, [this] { mailbox->drain(); }); })) {}

Loop::Impl::~Impl() { mailbox->close(); }

void Loop::Impl::await_signal() {
    signals->async_wait([this](error_code failed, int number) {
        if (failed) return;
        run_guarded("signal", number == SIGHUP ? on_reload_signal : on_stop_signal);
        await_signal();
    });
}

Loop::Loop() : impl_(std::make_unique<Impl>()) {}
Loop::~Loop() = default;

void Loop::run() {
    const Mailbox::Here here(*impl_->mailbox);
    while (!run_guarded("loop", [this] { impl_->io.run(); })) {
    }
}

void Loop::stop() { impl_->io.stop(); }

void Loop::post(std::function<void()> work) { impl_->mailbox->put(std::move(work)); }

std::unique_ptr<Loop::Timer> Loop::after(std::chrono::milliseconds delay, std::function<void()> work) {
    auto alarm = std::make_shared<Alarm>(impl_->io.get_executor(), std::move(work));
    alarm->timer.expires_after(delay);
    auto handle = std::make_unique<AlarmHandle>(alarm);
    auto& timer = alarm->timer;
    timer.async_wait([alarm = std::move(alarm)](error_code failed) {
        if (failed || !alarm->work) return;
        const auto due = std::exchange(alarm->work, nullptr);  // it may destroy its own handle
        run_guarded("timer", due);
    });
    return handle;
}

void Loop::on_signals(std::function<void()> work, std::function<void()> reload) {
    impl_->on_stop_signal = std::move(work);
    impl_->on_reload_signal = std::move(reload);
    if (impl_->signals) return;
    impl_->signals.emplace(impl_->io.get_executor(), SIGINT, SIGTERM, SIGHUP);
    impl_->await_signal();
}

}  // namespace bot::net
