#include "store/sqlite/lane.hpp"

#include <chrono>

#include "observe/log.hpp"
#include "observe/metrics.hpp"

namespace bot::store::sqlite {
namespace {

// A full disk or a failing device ends the whole transaction by itself: there is nothing left to go on with.
bool ends_all(const Connection& db, const SqlError& error) {
    return !db.in_transaction() || error.code() == SQLITE_FULL || error.code() == SQLITE_IOERR;
}

}  // namespace

Lane::Lane(std::unique_ptr<Connection> db, StoreLimits limits)
    : db_(std::move(db)), limits_(limits), next_checkpoint_(limits.checkpoint_pages) {}

void Lane::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Lane::start() {
    sqlite3_wal_hook(db_->handle(), &Lane::count_wal, this);
    thread_ = std::thread([this] { run(); });
}

Result<void> Lane::submit(Store::Unit unit, Store::Done done, Store::Waits waits) {
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return fail(Errc::busy, "the store is stopping");
        if (queue_.size() + unhurried_.size() >= limits_.queue) return fail(Errc::busy, "too many units waiting");
        first = queue_.empty() && unhurried_.empty();
        (waits == Store::Waits::nobody ? unhurried_ : queue_).push_back({std::move(unit), std::move(done), std::nullopt});
    }
    if (first) wake_.notify_one();
    return {};
}

std::size_t Lane::queued() const {
    const std::lock_guard lock(mutex_);
    return queue_.size() + unhurried_.size();
}

// `pages` counts the whole log. It starts again from the beginning once everything was copied and no reader is left.
int Lane::count_wal(void* lane, sqlite3*, const char*, int pages) {
    auto& self = *static_cast<Lane*>(lane);
    if (pages < self.wal_pages_) self.next_checkpoint_ = self.limits_.checkpoint_pages;
    self.wal_pages_ = pages;
    return SQLITE_OK;
}

void Lane::run() {
    Batch batch;
    while (take(batch)) {
        commit(batch);
        for (auto& one : batch) one.done(std::move(one.error));
        batch.clear();
        if (wal_pages_ >= next_checkpoint_) checkpoint();
    }
    checkpoint();
}

void Lane::move_first(std::deque<Pending>& queue, Batch& batch) {
    batch.push_back(std::move(queue.front()));
    queue.pop_front();
}

// Everything that queued up meanwhile, at most one batch, or, in turn with it, one unit that nobody waits for; false once there is
// nothing left and we stop.
bool Lane::take(Batch& batch) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty() || !unhurried_.empty(); });
    const bool alone = !unhurried_.empty() && (unhurried_turn_ || queue_.empty());
    if (alone) move_first(unhurried_, batch);
    while (!alone && !queue_.empty() && batch.size() < limits_.batch) move_first(queue_, batch);
    unhurried_turn_ = !alone;
    return !batch.empty();
}

void Lane::commit(Batch& batch) {
    const auto began = std::chrono::steady_clock::now();
    if (!try_together(batch)) one_by_one(batch);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    observe::observe_seconds("commit_seconds", took.count());
    observe::observe_seconds("commit_units", static_cast<double>(batch.size()));
}

// The usual case: no unit fails, and none needs a savepoint of its own. (A savepoint makes SQLite copy every page a unit
// touches.) False: one did fail; nothing of the batch was written, and it is to be run again, unit by unit.
bool Lane::try_together(Batch& batch) {
    const LaneState before = state_;
    try {
        db_->execute("BEGIN IMMEDIATE");
        for (auto& one : batch) {
            Transaction transaction(*db_, state_, Transaction::Undo::whole_batch);
            one.unit(transaction);
            // Whoever swallowed an I/O error must not make us go on outside a transaction.
            if (!db_->in_transaction()) throw SqlError(SQLITE_IOERR, "the transaction is gone");
        }
        db_->execute("COMMIT");
        return true;
    } catch (const SqlError& error) {
        const bool over = ends_all(*db_, error);
        db_->abandon();
        state_ = before;
        if (over) give_up(batch, error);
        return over;
    } catch (const std::exception&) {
    } catch (const Transaction::StartAgain&) {
    }
    db_->abandon();
    state_ = before;
    return false;
}

void Lane::one_by_one(Batch& batch) {
    const LaneState before = state_;
    try {
        db_->execute("BEGIN IMMEDIATE");
        for (auto& one : batch) run_guarded(one);
        db_->execute("COMMIT");
    } catch (const SqlError& error) {
        db_->abandon();
        state_ = before;
        give_up(batch, error);
    }
}

void Lane::run_guarded(Pending& one) {
    const LaneState before = state_;
    db_->change("savepoint_begin");
    try {
        Transaction transaction(*db_, state_, Transaction::Undo::this_unit);
        one.unit(transaction);
        db_->change("savepoint_release");
    } catch (const SqlError& error) {
        if (ends_all(*db_, error)) throw;
        undo(one, before, error.as_error());
    } catch (const std::exception& error) {
        if (!db_->in_transaction()) throw SqlError(SQLITE_IOERR, error.what());
        undo(one, before, Error{Errc::conflict, error.what()});
    }
}

void Lane::undo(Pending& one, const LaneState& before, Error error) {
    db_->change("savepoint_undo");
    db_->change("savepoint_release");
    state_ = before;
    observe::log(observe::Level::error, "unit_failed", {observe::Field::operator_detail("detail", error.detail)});
    one.error = std::move(error);
}

// Nothing of this batch is on disk: every sender must hear "not taken" and repeat.
void Lane::give_up(Batch& batch, const SqlError& error) {
    observe::log(observe::Level::error, "commit_failed", {observe::Field::operator_detail("detail", error.what())});
    for (auto& one : batch) one.error = error.as_error();
}

void Lane::checkpoint() {
    const int code = sqlite3_wal_checkpoint_v2(db_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    // Nothing is lost: the pages stay in the log. Those, and the ones a reader still needs, are tried again after another
    // `checkpoint_pages`.
    if (code != SQLITE_OK) {
        observe::log(observe::Level::error, "checkpoint_failed",
                     {observe::Field::operator_detail("detail", sqlite3_errstr(code))});
    }
    next_checkpoint_ = wal_pages_ + limits_.checkpoint_pages;
}

}  // namespace bot::store::sqlite
