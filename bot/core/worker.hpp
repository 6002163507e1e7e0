// A thread for work that must not hold up sockets or the store: hashing, writing files, exports.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace bot {

class Worker {
public:
    static constexpr std::size_t longest_queue = 256;

    Worker();
    ~Worker();  // finishes what waits
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // Any thread. False when too much is waiting already; then `job` never runs. A job must not throw.
    [[nodiscard]] bool add(std::function<void()> job);

private:
    void run();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace bot
