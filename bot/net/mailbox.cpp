// The queue between other threads and the io thread.
#include "net/mailbox.hpp"

#include <utility>

#include "net/escaped.hpp"

namespace bot::net {

thread_local const Mailbox* Mailbox::current_ = nullptr;

bool Mailbox::put(Work work) {
    const std::lock_guard lock(mutex_);
    if (!open_) return false;
    waiting_.push_back(std::move(work));
    if (!woken_) {
        woken_ = true;
        wake_();  // under the lock: close() must not overtake it
    }
    return true;
}

void Mailbox::drain() {
    {
        const std::lock_guard lock(mutex_);
        running_.swap(waiting_);
        woken_ = false;
    }
    for (auto& work : running_) {
        run_guarded("posted_work", work);
        work = nullptr;  // what it captured goes now, not at the end of the burst
    }
    running_.clear();
}

void Mailbox::close() {
    std::vector<Work> dropped;
    {
        const std::lock_guard lock(mutex_);
        open_ = false;
        dropped.swap(waiting_);
    }
}

}  // namespace bot::net
