// Work that other threads hand to the io thread: one lock, one wake-up a burst. Outlives the loop, so that a
// late answer from a worker thread finds a closed door instead of freed memory.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

namespace bot::net {

class Mailbox {
public:
    using Work = std::function<void()>;

    // `wake` makes the io thread call drain() soon; called once until then, with the lock held.
    explicit Mailbox(Work wake) : wake_(std::move(wake)) {}
    Mailbox(const Mailbox&) = delete;
    Mailbox& operator=(const Mailbox&) = delete;

    // Any thread. False, and the work is dropped, once the loop is gone.
    bool put(Work work);
    void drain();  // io thread
    void close();  // the loop is going; what waits is dropped

    // Whether this thread is the io thread, inside run().
    bool here() const { return current_ == this; }

    class Here {  // marks this thread as the io thread of `box`
    public:
        explicit Here(const Mailbox& box) : before_(current_) { current_ = &box; }
        ~Here() { current_ = before_; }
        Here(const Here&) = delete;
        Here& operator=(const Here&) = delete;

    private:
        const Mailbox* before_;
    };

private:
    static thread_local const Mailbox* current_;

    Work wake_;
    std::mutex mutex_;
    std::vector<Work> waiting_;  // under mutex_
    bool woken_ = false;         // under mutex_
    bool open_ = true;           // under mutex_
    std::vector<Work> running_;  // io thread only; kept for its capacity
};

}  // namespace bot::net
