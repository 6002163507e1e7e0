#include "store/sqlite/readers.hpp"

#include <memory>

namespace bot::store::sqlite {
namespace {

constexpr std::size_t most_waiting = 1024;

}  // namespace

Result<void> Readers::start(const std::string& file, int count) {
    for (int i = 0; i < count; ++i) {
        auto connection = Connection::open(file, Access::query_only);
        if (!connection) return tl::unexpected(connection.error());
        threads_.emplace_back([this, db = std::shared_ptr<Connection>(std::move(*connection))] { run(*db); });
    }
    return {};
}

Readers::~Readers() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
}

Result<void> Readers::add(Store::Read read) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || queue_.size() >= most_waiting) return fail(Errc::busy, "too many reads waiting");
        queue_.push_back(std::move(read));
    }
    wake_.notify_one();
    return {};
}

void Readers::run(Connection& db) {
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

// All queries of one read see one state of the file. A read that failed half way is told so; one that came to its end is
// never called again, whatever ending the transaction says: its caller may be gone.
void Readers::one(Connection& db, const Store::Read& read) {
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

}  // namespace bot::store::sqlite
