// A file layer for SQLite that fails when told to: the n-th write, sync or read of the data file and its log, once or
// until the disk is well again.
#pragma once

#include <string_view>

namespace faulty_vfs {

enum class Fault {
    write_error,  // SQLITE_IOERR_WRITE, nothing written
    short_write,  // half of the bytes are written, then SQLITE_IOERR_WRITE
    disk_full,    // half of the bytes are written, then SQLITE_FULL
    sync_error,   // SQLITE_IOERR_FSYNC; the bytes are there, or not
    read_error,   // SQLITE_IOERR_READ
};

enum class Lasting { once, until_well };

std::string_view name(Fault fault);

// While it lives, every file that SQLite opens goes through this layer. One at a time.
class Disk {
public:
    Disk();
    ~Disk();
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    void fail(Fault fault, int nth, Lasting lasting);  // counted from now, the first is 1
    void heal();
    bool failed() const;  // since the last fail()
};

}  // namespace faulty_vfs
