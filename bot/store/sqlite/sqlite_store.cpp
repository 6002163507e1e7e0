// The writing lane with group commit, and the readers. The lane alone writes and checkpoints; see
// docs/decisions for why no second connection may checkpoint.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fmt/format.h>
#include <mutex>
#include <thread>

#include "observe/log.hpp"
#include "observe/metrics.hpp"
#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace bot::store {
namespace {

using sqlite::Access;
using sqlite::Connection;
using sqlite::SqlError;

// Held for the life of the process, so that two programs never write one file.
class FolderLock {
public:
    static Result<FolderLock> take(const std::string& folder) {
        const int handle = ::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (handle < 0) {
            return fail(Errc::unavailable, fmt::format("cannot write into {}: {}", folder, std::strerror(errno)));
        }
        if (::flock(handle, LOCK_EX | LOCK_NB) != 0) {
            ::close(handle);
            return fail(Errc::conflict, fmt::format("another niangjia is already running on {}", folder));
        }
        return FolderLock(handle);
    }
    FolderLock(FolderLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock() {
        if (handle_ >= 0) ::close(handle_);
    }

private:
    explicit FolderLock(int handle) : handle_(handle) {}
    int handle_;
};

struct Pending {
    Store::Unit unit;
    Store::Done done;
    std::optional<Error> error;
};

class Readers {
public:
    Result<void> start(const std::string& file, int count) {
        for (int i = 0; i < count; ++i) {
            auto connection = Connection::open(file, Access::query_only);
            if (!connection) return tl::unexpected(connection.error());
            threads_.emplace_back([this, db = std::shared_ptr<Connection>(std::move(*connection))] { run(*db); });
        }
        return {};
    }

    ~Readers() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
        for (auto& thread : threads_) thread.join();
    }

    Result<void> add(Store::Read read) {
        {
            const std::lock_guard lock(mutex_);
            if (stopping_ || queue_.size() >= 1024) return fail(Errc::busy, "too many reads waiting");
            queue_.push_back(std::move(read));
        }
        wake_.notify_one();
        return {};
    }

private:
    void run(Connection& db) {
        std::unique_lock lock(mutex_);
        while (true) {
            wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            const auto read = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            one(db, read);
            lock.lock();
        }
    }

    // All queries of one read see one state of the file. A read that failed half way is told so; one that came to its
    // end is never called again, whatever ending the transaction says: its caller may be gone.
    static void one(Connection& db, const Store::Read& read) {
        try {
            db.execute("BEGIN");
            Snapshot snapshot(db);
            read(&snapshot);
        } catch (const SqlError& error) {
            read(tl::unexpected(error.as_error()));
        } catch (const std::exception& error) {
            read(fail(Errc::unavailable, error.what()));
        }
        db.abandon();
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Store::Read> queue_;
    std::vector<std::thread> threads_;
    bool stopping_ = false;
};

class SqliteStore final : public Store {
public:
    SqliteStore(FolderLock lock, std::unique_ptr<Connection> db, StoreLimits limits)
        : lock_(std::move(lock)), db_(std::move(db)), limits_(limits), next_checkpoint_(limits.checkpoint_pages) {}

    Result<void> start(const std::string& file) {
        sqlite3_wal_hook(db_->handle(), &SqliteStore::count_wal, this);
        lane_ = std::thread([this] { run(); });
        return readers_.start(file, limits_.readers);
    }

    ~SqliteStore() override {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
        if (lane_.joinable()) lane_.join();
    }

    Result<void> submit(Unit unit, Done done) override {
        bool first = false;
        {
            const std::lock_guard lock(mutex_);
            if (stopping_) return fail(Errc::busy, "the store is stopping");
            if (queue_.size() >= limits_.queue) return fail(Errc::busy, "too many units waiting");
            first = queue_.empty();
            queue_.push_back({std::move(unit), std::move(done), std::nullopt});
        }
        if (first) wake_.notify_one();
        return {};
    }

    Result<void> read(Read read) override { return readers_.add(std::move(read)); }

    std::size_t queued() const override {
        const std::lock_guard lock(mutex_);
        return queue_.size();
    }

private:
    // `pages` counts the whole log. It starts again from the beginning once everything was copied and no reader is left.
    static int count_wal(void* store, sqlite3*, const char*, int pages) {
        auto& self = *static_cast<SqliteStore*>(store);
        if (pages < self.wal_pages_) self.next_checkpoint_ = self.limits_.checkpoint_pages;
        self.wal_pages_ = pages;
        return SQLITE_OK;
    }

    void run() {
        std::vector<Pending> batch;
        while (take(batch)) {
            commit(batch);
            for (auto& one : batch) one.done(std::move(one.error));
            batch.clear();
            if (wal_pages_ >= next_checkpoint_) checkpoint();
        }
        checkpoint();
    }

    // Everything that queued up meanwhile, at most one batch; false once there is nothing left and we stop.
    bool take(std::vector<Pending>& batch) {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        while (!queue_.empty() && batch.size() < limits_.batch) {
            batch.push_back(std::move(queue_.front()));
            queue_.pop_front();
        }
        return !batch.empty();
    }

    void commit(std::vector<Pending>& batch) {
        const auto began = std::chrono::steady_clock::now();
        const LaneState before = state_;
        try {
            db_->execute("BEGIN IMMEDIATE");
            for (auto& one : batch) run_unit(one);
            db_->execute("COMMIT");
        } catch (const SqlError& error) {
            // Nothing of this batch is on disk: every sender must hear "not taken" and repeat.
            db_->abandon();
            state_ = before;
            observe::log(observe::Level::error, "commit_failed",
                         {observe::Field::operator_detail("detail", error.what())});
            for (auto& one : batch) one.error = error.as_error();
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
        observe::observe_seconds("commit_seconds", took.count());
        observe::observe_seconds("commit_units", static_cast<double>(batch.size()));
    }

    void run_unit(Pending& one) {
        const LaneState before = state_;
        db_->change("savepoint_begin");
        try {
            Transaction transaction(*db_, state_);
            one.unit(transaction);
            db_->change("savepoint_release");
        } catch (const SqlError& error) {
            // A full disk or a failing device ends the whole transaction by itself: give up the batch.
            if (!db_->in_transaction() || error.code() == SQLITE_FULL || error.code() == SQLITE_IOERR) throw;
            undo(one, before, error.as_error());
        } catch (const std::exception& error) {
            // Whoever swallowed an I/O error must not make us go on outside a transaction.
            if (!db_->in_transaction()) throw SqlError(SQLITE_IOERR, error.what());
            undo(one, before, Error{Errc::conflict, error.what()});
        }
    }

    void undo(Pending& one, const LaneState& before, Error error) {
        db_->change("savepoint_undo");
        db_->change("savepoint_release");
        state_ = before;
        observe::log(observe::Level::error, "unit_failed",
                     {observe::Field::operator_detail("detail", error.detail)});
        one.error = std::move(error);
    }

    void checkpoint() {
        const int code = sqlite3_wal_checkpoint_v2(db_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        // Nothing is lost: the pages stay in the log. Those, and the ones a reader still needs, are tried again after
        // another `checkpoint_pages`.
        if (code != SQLITE_OK) {
            observe::log(observe::Level::error, "checkpoint_failed",
                         {observe::Field::operator_detail("detail", sqlite3_errstr(code))});
        }
        next_checkpoint_ = wal_pages_ + limits_.checkpoint_pages;
    }

    FolderLock lock_;
    std::unique_ptr<Connection> db_;
    StoreLimits limits_;
    LaneState state_;
    int wal_pages_ = 0;
    int next_checkpoint_;  // at this many pages in the log
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Pending> queue_;
    bool stopping_ = false;
    std::thread lane_;
    Readers readers_;
};

}  // namespace

Result<void> Store::submit_and_wait(const Unit& unit) {
    std::mutex mutex;
    std::condition_variable wake;
    std::optional<Result<void>> outcome;
    const auto submitted = submit(unit, [&](std::optional<Error> error) {
        const std::lock_guard lock(mutex);
        outcome = error ? Result<void>(tl::unexpected(std::move(*error))) : Result<void>();
        wake.notify_one();
    });
    if (!submitted) return submitted;
    std::unique_lock lock(mutex);
    wake.wait(lock, [&] { return outcome.has_value(); });
    return *outcome;
}

Result<void> Store::read_and_wait(const std::function<void(Snapshot&)>& read) {
    std::mutex mutex;
    std::condition_variable wake;
    std::optional<Result<void>> outcome;
    const auto submitted = this->read([&](Result<Snapshot*> snapshot) {
        Result<void> result;
        if (snapshot) {
            read(**snapshot);
        } else {
            result = tl::unexpected(snapshot.error());
        }
        const std::lock_guard lock(mutex);
        outcome = std::move(result);
        wake.notify_one();
    });
    if (!submitted) return submitted;
    std::unique_lock lock(mutex);
    wake.wait(lock, [&] { return outcome.has_value(); });
    return *outcome;
}

Result<std::unique_ptr<Store>> open_sqlite(const std::string& folder, StoreLimits limits) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return fail(Errc::unavailable, fmt::format("cannot create {}: {}", folder, error.message()));
    ::chmod(folder.c_str(), 0700);
    auto lock = FolderLock::take(folder);
    if (!lock) return tl::unexpected(lock.error());
    const auto file = folder + "/niangjia.db";
    auto db = Connection::open(file, Access::read_write);
    if (!db) return tl::unexpected(db.error());
    if (const auto migrated = sqlite::migrate(**db); !migrated) return tl::unexpected(migrated.error());
    auto store = std::make_unique<SqliteStore>(std::move(*lock), std::move(*db), limits);
    if (const auto started = store->start(file); !started) return tl::unexpected(started.error());
    return store;
}

}  // namespace bot::store
