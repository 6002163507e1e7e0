#include "store/sqlite/folder_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace bot::store::sqlite {

Result<FolderLock> FolderLock::take(const std::string& folder) {
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

FolderLock::FolderLock(FolderLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}

FolderLock::~FolderLock() {
    if (handle_ >= 0) ::close(handle_);
}

}  // namespace bot::store::sqlite
