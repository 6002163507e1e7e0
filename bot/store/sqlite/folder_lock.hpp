// One program a data folder: held for the life of the process, so that two programs never write one file.
#pragma once

#include <string>

#include "core/result.hpp"

namespace bot::store::sqlite {

class FolderLock {
public:
    // Errors: conflict when another process holds the folder, unavailable when it cannot be written.
    static Result<FolderLock> take(const std::string& folder);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int handle) : handle_(handle) {}
    int handle_;
};

}  // namespace bot::store::sqlite
