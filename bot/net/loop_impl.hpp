// The inside of Loop, for the sources of `net` only.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/signal_set.hpp>
#include <functional>
#include <memory>
#include <optional>

#include "net/asio.hpp"
#include "net/loop.hpp"
#include "net/mailbox.hpp"

namespace bot::net {

struct Loop::Impl {
    Impl();
    ~Impl();
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void await_signal();

    std::function<void()> on_stop_signal;
    std::function<void()> on_reload_signal;
    // Shared: answers and event streams that other threads hold may outlive the loop.
    std::shared_ptr<Mailbox> mailbox;
    asio::io_context io{1};
    asio::executor_work_guard<Executor> keep_running{io.get_executor()};
    std::optional<asio::basic_signal_set<Executor>> signals;
};

}  // namespace bot::net
