// The writing lane: one thread that runs units of work in order and commits them in groups. It alone writes and
// checkpoints; see docs/decisions for why no second connection may checkpoint.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace bot::store::sqlite {

class Lane {
public:
    Lane(std::unique_ptr<Connection> db, StoreLimits limits);
    ~Lane() { stop(); }

    void start();
    void stop();  // finishes what was submitted, checkpoints; the connection stays open until the end
    Result<void> submit(Store::Unit unit, Store::Done done, Store::Waits waits);  // errors: busy
    std::size_t queued() const;

private:
    struct Pending {
        Store::Unit unit;
        Store::Done done;
        std::optional<Error> error;
    };
    using Batch = std::vector<Pending>;

    static int count_wal(void* lane, sqlite3*, const char*, int pages);
    void run();
    bool take(Batch& batch);
    static void move_first(std::deque<Pending>& queue, Batch& batch);
    void commit(Batch& batch);
    bool try_together(Batch& batch);
    void one_by_one(Batch& batch);
    void run_guarded(Pending& one);
    void undo(Pending& one, const LaneState& before, Error error);
    void give_up(Batch& batch, const SqlError& error);
    void checkpoint();

    std::unique_ptr<Connection> db_;
    const StoreLimits limits_;
    LaneState state_;
    int wal_pages_ = 0;
    int next_checkpoint_;  // at this many pages in the log
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Pending> queue_;
    std::deque<Pending> unhurried_;  // units that nobody waits for
    bool unhurried_turn_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace bot::store::sqlite
