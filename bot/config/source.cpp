// Files as text, with the operating system's reasons turned into problems.
#include "config/source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace bot::config {

namespace {

class OpenFile {
public:
    // Not blocking, so that a pipe lying in the folder cannot hold up the start.
    explicit OpenFile(const std::filesystem::path& path)
        : descriptor_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {}
    ~OpenFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    // Bytes of a regular file; -1, with errno set, for anything else.
    off_t size() const {
        struct stat about {};
        if (descriptor_ < 0 || ::fstat(descriptor_, &about) != 0) return -1;
        if (S_ISREG(about.st_mode)) return about.st_size;
        errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
        return -1;
    }

    bool read(std::string& content) const {
        std::size_t done = 0;
        while (done < content.size()) {
            const ssize_t got = ::read(descriptor_, content.data() + done, content.size() - done);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return false;
            if (got == 0) break;  // it became shorter meanwhile
            done += static_cast<std::size_t>(got);
        }
        content.resize(done);
        return true;
    }

private:
    int descriptor_;
};

std::string reason() { return std::generic_category().message(errno); }

}  // namespace

std::optional<std::string> read_text(const std::filesystem::path& folder, const std::string& name,
                                     Problems& problems) {
    const OpenFile file(folder / name);
    const off_t size = file.size();
    if (size < 0) {
        add(problems, {name}, "expected a file that can be read (" + reason() + ")");
        return std::nullopt;
    }
    if (static_cast<std::size_t>(size) > largest_file) {
        add(problems, {name}, "expected a file of at most 4 MB");
        return std::nullopt;
    }
    std::string content(static_cast<std::size_t>(size), '\0');
    if (!file.read(content)) {
        add(problems, {name}, "expected a file that can be read (" + reason() + ")");
        return std::nullopt;
    }
    return content;
}

std::vector<std::string> files_in(const std::filesystem::path& folder, const std::string& name,
                                  std::string_view ending, Problems& problems) {
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder / name, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string file = entry->path().filename().string();
        if (file.ends_with(ending) && file.front() != '.') names.push_back(name + "/" + file);
    }
    if (error) add(problems, {name}, "expected a folder that can be read (" + error.message() + ")");
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace bot::config
