#include "faulty_vfs.hpp"

#include <sqlite3.h>

#include <atomic>
#include <initializer_list>
#include <mutex>
#include <stdexcept>

namespace faulty_vfs {
namespace {

// Shared by every file of the layer; the lane and the readers come from different threads.
struct Plan {
    std::mutex mutex;
    Fault fault = Fault::write_error;
    int countdown = 0;  // 0: nothing planned
    bool lasting = false;
    std::atomic<bool> failed{false};

    bool strikes(std::initializer_list<Fault> kinds) {
        const std::lock_guard lock(mutex);
        if (countdown == 0) return false;
        bool meant = false;
        for (const auto kind : kinds) meant |= kind == fault;
        if (!meant || (countdown > 1 && --countdown >= 1)) return false;
        if (!lasting) countdown = 0;
        failed = true;
        return true;
    }
};

Plan plan;
sqlite3_vfs* real = nullptr;

// SQLite allocates szOsFile bytes: ours first, the real file's behind.
struct File {
    sqlite3_file base;
    bool breakable;
    sqlite3_file* inner() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& ours(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
sqlite3_file* inner(sqlite3_file* file) { return ours(file).inner(); }
const sqlite3_io_methods& under(sqlite3_file* file) { return *inner(file)->pMethods; }

int close_file(sqlite3_file* file) { return under(file).xClose(inner(file)); }

int read(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
    if (ours(file).breakable && plan.strikes({Fault::read_error})) return SQLITE_IOERR_READ;
    return under(file).xRead(inner(file), into, size, at);
}

int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    if (!ours(file).breakable || !plan.strikes({Fault::write_error, Fault::short_write, Fault::disk_full})) {
        return under(file).xWrite(inner(file), from, size, at);
    }
    if (plan.fault == Fault::write_error) return SQLITE_IOERR_WRITE;
    under(file).xWrite(inner(file), from, size / 2, at);
    return plan.fault == Fault::disk_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) { return under(file).xTruncate(inner(file), size); }

int sync(sqlite3_file* file, int flags) {
    if (ours(file).breakable && plan.strikes({Fault::sync_error})) return SQLITE_IOERR_FSYNC;
    return under(file).xSync(inner(file), flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) { return under(file).xFileSize(inner(file), size); }
int lock(sqlite3_file* file, int level) { return under(file).xLock(inner(file), level); }
int unlock(sqlite3_file* file, int level) { return under(file).xUnlock(inner(file), level); }
int reserved(sqlite3_file* file, int* held) { return under(file).xCheckReservedLock(inner(file), held); }
int control(sqlite3_file* file, int what, void* with) { return under(file).xFileControl(inner(file), what, with); }
int sector(sqlite3_file* file) { return under(file).xSectorSize(inner(file)); }
int traits(sqlite3_file* file) { return under(file).xDeviceCharacteristics(inner(file)); }

int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** at) {
    return under(file).xShmMap(inner(file), page, size, extend, at);
}
int shm_lock(sqlite3_file* file, int from, int count, int flags) {
    return under(file).xShmLock(inner(file), from, count, flags);
}
void shm_barrier(sqlite3_file* file) { under(file).xShmBarrier(inner(file)); }
int shm_unmap(sqlite3_file* file, int remove) { return under(file).xShmUnmap(inner(file), remove); }

// Version 2: shared memory for the log, but no memory-mapped pages, so that every read comes through here.
const sqlite3_io_methods methods{2,       close_file, read,    write,  truncate, sync,    file_size, lock,
                                 unlock,  reserved,   control, sector, traits,   shm_map, shm_lock,  shm_barrier,
                                 shm_unmap, nullptr,  nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* given) {
    auto& one = ours(file);
    one.breakable = (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0;
    const int code = real->xOpen(real, name, one.inner(), flags, given);
    one.base.pMethods = one.inner()->pMethods == nullptr ? nullptr : &methods;
    return code;
}

sqlite3_vfs layer{};

}  // namespace

std::string_view name(Fault fault) {
    switch (fault) {
        case Fault::write_error: return "write_error";
        case Fault::short_write: return "short_write";
        case Fault::disk_full: return "disk_full";
        case Fault::sync_error: return "sync_error";
        case Fault::read_error: return "read_error";
    }
    return "";
}

Disk::Disk() {
    real = sqlite3_vfs_find(nullptr);
    if (real == nullptr || real == &layer) throw std::logic_error("one faulty disk at a time");
    layer = *real;  // all that is not about opening stays as it is
    layer.zName = "faulty";
    layer.pNext = nullptr;
    layer.szOsFile = static_cast<int>(sizeof(File)) + real->szOsFile;
    layer.xOpen = open_file;
    sqlite3_vfs_register(&layer, 1);
}

Disk::~Disk() {
    heal();
    sqlite3_vfs_unregister(&layer);
    sqlite3_vfs_register(real, 1);
}

void Disk::fail(Fault fault, int nth, Lasting lasting) {
    const std::lock_guard lock(plan.mutex);
    plan.fault = fault;
    plan.countdown = nth;
    plan.lasting = lasting == Lasting::until_well;
    plan.failed = false;
}

void Disk::heal() {
    const std::lock_guard lock(plan.mutex);
    plan.countdown = 0;
}

bool Disk::failed() const { return plan.failed; }

}  // namespace faulty_vfs
