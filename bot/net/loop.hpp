// The one io thread: runs posted work and timers. Hides Asio from everybody outside `net`.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace bot::net {

class Loop {
public:
    Loop();
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    void run();   // until stop(); an exception that escapes posted work is logged and counted, never fatal
    void stop();  // any thread

    void post(std::function<void()> work);  // any thread; runs on the io thread

    // Runs `work` once after `delay` (steady time) on the io thread. Cancelled by destroying or resetting the handle,
    // which `work` may do itself. Made and destroyed on the io thread, or while run() is not running.
    class Timer {
    public:
        virtual ~Timer() = default;
    };
    [[nodiscard]] std::unique_ptr<Timer> after(std::chrono::milliseconds delay, std::function<void()> work);

    // Calls `work` on SIGINT or SIGTERM, and `reload` on SIGHUP. Set before run() or on the io thread.
    void on_signals(std::function<void()> work, std::function<void()> reload);

    struct Impl;  // only sources inside `net` know it
    Impl& impl() { return *impl_; }

private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace bot::net
