// The store on one SQLite file: the writing lane, the readers beside it, and the blocking forms.
#include <fmt/format.h>
#include <sys/stat.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/folder_lock.hpp"
#include "store/sqlite/lane.hpp"
#include "store/sqlite/readers.hpp"
#include "store/store.hpp"

namespace bot::store {
namespace {

class SqliteStore final : public Store {
public:
    SqliteStore(sqlite::FolderLock lock, std::unique_ptr<sqlite::Connection> db, StoreLimits limits)
        : lock_(std::move(lock)), lane_(std::move(db), limits), count_(limits.readers) {}
    // What the lane still commits may ask for a read; and the writing connection closes last, for only the last one to
    // close takes the log away, and a reader may not.
    ~SqliteStore() override { lane_.stop(); }

    Result<void> start(const std::string& file) {
        lane_.start();
        return readers_.start(file, count_);
    }

    Result<void> submit(Unit unit, Done done, Waits waits) override { return lane_.submit(std::move(unit), std::move(done), waits); }
    Result<void> read(Read read) override { return readers_.add(std::move(read)); }
    std::size_t queued() const override { return lane_.queued(); }

private:
    sqlite::FolderLock lock_;
    sqlite::Lane lane_;
    sqlite::Readers readers_;
    int count_;
};

}  // namespace

Result<void> Store::submit_and_wait(const Unit& unit, Waits waits) {
    std::mutex mutex;
    std::condition_variable wake;
    std::optional<Result<void>> outcome;
    const auto submitted = submit(unit, [&](std::optional<Error> error) {
        const std::lock_guard lock(mutex);
        outcome = error ? Result<void>(tl::unexpected(std::move(*error))) : Result<void>();
        wake.notify_one();
    }, waits);
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
    auto lock = sqlite::FolderLock::take(folder);
    if (!lock) return tl::unexpected(lock.error());
    const auto file = folder + "/niangjia.db";
    auto db = sqlite::Connection::open(file, sqlite::Access::read_write);
    if (!db) return tl::unexpected(db.error());
    if (const auto migrated = sqlite::migrate(**db); !migrated) return tl::unexpected(migrated.error());
    if (!limits.outlives_power) (*db)->execute("PRAGMA synchronous=OFF");
    auto store = std::make_unique<SqliteStore>(std::move(*lock), std::move(*db), limits);
    if (const auto started = store->start(file); !started) return tl::unexpected(started.error());
    return store;
}

Result<void> look_into(const std::string& folder, const std::function<void(Snapshot&)>& read) {
    const auto file = folder + "/niangjia.db";
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return fail(Errc::not_found, fmt::format("there is no {}", file));
    auto db = sqlite::Connection::open(file, sqlite::Access::query_only);
    if (!db) return tl::unexpected(db.error());
    try {
        if (sqlite::schema_of(**db) != sqlite::newest_schema()) return fail(Errc::conflict, fmt::format("{} was written by another version of this program", file));
        (*db)->execute("BEGIN");
        Snapshot snapshot(**db);
        read(snapshot);
        (*db)->execute("COMMIT");
        return {};
    } catch (const sqlite::SqlError& failed) {
        (*db)->abandon();
        return tl::unexpected(failed.as_error());
    }
}

Result<std::vector<LessonRow>> read_lessons(const std::string& folder) {
    const auto file = folder + "/niangjia.db";
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return std::vector<LessonRow>{};
    auto db = sqlite::Connection::open(file, sqlite::Access::query_only);
    if (!db) return tl::unexpected(db.error());
    try {
        const Snapshot snapshot(**db);
        if (snapshot.count("lessons_table") == 0) return std::vector<LessonRow>{};
        return snapshot.lessons();
    } catch (const sqlite::SqlError& failed) {
        return tl::unexpected(failed.as_error());
    }
}

}  // namespace bot::store
