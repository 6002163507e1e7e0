#include "app/incoming.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>

#include "sheets/sheet.hpp"

namespace bot::app {
namespace {

constexpr std::size_t id_length = 24;

// An id never names another file.
bool well_formed(std::string_view id) {
    return id.size() == id_length && std::all_of(id.begin(), id.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
}

Error disk_error(std::string_view doing) {
    return Error{errno == ENOSPC || errno == EDQUOT ? Errc::storage_full : Errc::unavailable,
                 fmt::format("{}: {}", doing, std::strerror(errno))};
}

class Handle {
public:
    Handle(const std::string& file, int flags) : handle_(::open(file.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
    ~Handle() {
        if (handle_ >= 0) ::close(handle_);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    int get() const { return handle_; }

private:
    int handle_;
};

}  // namespace

std::string Incoming::path_of(std::string_view id) const { return fmt::format("{}/{}", folder_, id); }

void Incoming::clear() const {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

Result<std::string> Incoming::begin(Random& random) const {
    if (::mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) return tl::unexpected(disk_error("incoming"));
    auto id = random_code(random, id_length);
    const Handle handle(path_of(id), O_WRONLY | O_CREAT | O_EXCL);
    if (handle.get() < 0) return tl::unexpected(disk_error("incoming"));
    return id;
}

Result<void> Incoming::append(std::string_view id, std::string_view bytes) const {
    const auto path = file(id);
    if (!path) return fail(Errc::not_found, "no such file was begun");
    const Handle handle(*path, O_WRONLY | O_APPEND);
    struct stat about {};
    if (handle.get() < 0 || ::fstat(handle.get(), &about) != 0) return tl::unexpected(disk_error("incoming"));
    if (static_cast<std::size_t>(about.st_size) + bytes.size() > sheets::Limits{}.file_bytes) {
        return fail(Errc::too_large, "the file is larger than a list may be");
    }
    while (!bytes.empty()) {
        const auto wrote = ::write(handle.get(), bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return tl::unexpected(disk_error("incoming"));
        bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return {};
}

Result<std::string> Incoming::copy(std::istream& from, Random& random) const {
    auto id = begin(random);
    if (!id) return id;
    std::string bytes(piece, '\0');
    while (from) {
        from.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        const auto got = static_cast<std::size_t>(from.gcount());
        if (const auto added = append(*id, std::string_view(bytes).substr(0, got)); !added) {
            remove(*id);
            return tl::unexpected(added.error());
        }
    }
    return id;
}

std::optional<std::string> Incoming::file(std::string_view id) const {
    std::error_code failed;
    auto path = path_of(id);
    if (!well_formed(id) || !std::filesystem::is_regular_file(path, failed)) return std::nullopt;
    return path;
}

void Incoming::remove(std::string_view id) const {
    if (const auto path = file(id)) ::unlink(path->c_str());
}

}  // namespace bot::app
