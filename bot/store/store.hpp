// The durable store: one lane of units of work with group commit, and readers beside it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/result.hpp"
#include "store/transaction.hpp"

namespace bot::store {

struct StoreLimits {
    std::size_t queue = 8192;        // units waiting; one more is refused with Errc::busy
    std::size_t batch = 256;         // units a commit
    int checkpoint_pages = 4000;     // WAL pages after which the lane copies them into the file
    int readers = 2;
    // false: a commit outlives the end of the program, however it ends, and not the end of power. For invented data only.
    bool outlives_power = true;
};

class Store {
public:
    // Runs on the lane's thread inside the open transaction. Throwing rolls back this unit alone. It may be run a second
    // time before `Done`, when another unit of its group failed: it starts afresh and keeps nothing of the first run.
    using Unit = std::function<void(Transaction&)>;
    // Runs on the lane's thread after the commit (nothing) or after the failure (error). Must not block or throw.
    using Done = std::function<void(std::optional<Error>)>;
    // Units that somebody waits for go together. One that nobody waits for goes alone, after one group of the others at most, so that
    // whoever writes to us waits for one such unit and never for two.
    enum class Waits { somebody, nobody };
    using Read = std::function<void(Result<Snapshot*>)>;  // on a reader's thread

    virtual ~Store() = default;  // finishes what was submitted, checkpoints, closes

    // Any thread, never blocks. Errors: busy (queue full, or stopping); then neither Unit nor Done will run.
    [[nodiscard]] virtual Result<void> submit(Unit unit, Done done, Waits waits = Waits::somebody) = 0;
    // Any thread. Queues a read on a query-only connection.
    [[nodiscard]] virtual Result<void> read(Read read) = 0;

    virtual std::size_t queued() const = 0;

    // Blocking forms for start-up, the command line and tests; never on the io thread.
    Result<void> submit_and_wait(const Unit& unit, Waits waits = Waits::somebody);
    Result<void> read_and_wait(const std::function<void(Snapshot&)>& read);
};

// Opens folder/niangjia.db, migrates it and starts the threads. The folder is created (mode 0700) and locked for this
// process: a second program on it gets Errc::conflict. Other errors: unavailable, storage_full.
Result<std::unique_ptr<Store>> open_sqlite(const std::string& folder, StoreLimits limits = {});

// Reads folder/niangjia.db without taking the folder's lock, as one snapshot: a running program goes on undisturbed. The file
// must be of this program's schema. Errors: not_found when there is none, conflict for another schema, busy, unavailable.
Result<void> look_into(const std::string& folder, const std::function<void(Snapshot&)>& read);

// The lessons in folder/niangjia.db, read without taking the folder's lock: a running program goes on undisturbed. None
// when there is no file yet, or one from before there were lessons. Errors: busy, unavailable.
Result<std::vector<LessonRow>> read_lessons(const std::string& folder);

}  // namespace bot::store
