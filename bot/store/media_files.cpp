#include "store/media_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/sha.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace bot::store {
namespace {

struct Magic {
    std::string_view bytes;
    std::size_t at;
    std::string_view mime;
};

constexpr std::array<Magic, 15> magics{{
    {"\xff\xd8\xff", 0, "image/jpeg"},
    {"\x89PNG\r\n\x1a\n", 0, "image/png"},
    {"GIF8", 0, "image/gif"},
    {"WEBP", 8, "image/webp"},
    {"OggS", 0, "audio/ogg"},
    {"ID3", 0, "audio/mpeg"},
    {"#!AMR", 0, "audio/amr"},
    {"ftypheic", 4, "image/heic"},
    {"ftypheix", 4, "image/heic"},
    {"ftypmif1", 4, "image/heic"},
    {"ftypavif", 4, "image/avif"},
    {"ftypM4A ", 4, "audio/mp4"},
    {"ftyp", 4, "video/mp4"},
    {"\x1a\x45\xdf\xa3", 0, "video/webm"},
    {"%PDF-", 0, "application/pdf"},
}};

std::string hex_of(std::string_view bytes) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data());
    std::string hex;
    for (const auto byte : hash) hex += fmt::format("{:02x}", byte);
    return hex;
}

Error disk_error(std::string_view doing) {
    return Error{errno == ENOSPC || errno == EDQUOT ? Errc::storage_full : Errc::unavailable,
                 fmt::format("{}: {}", doing, std::strerror(errno))};
}

Result<void> write_synced(const std::string& file, std::string_view bytes) {
    const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (handle < 0) return tl::unexpected(disk_error("open"));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto wrote = ::write(handle, bytes.data() + done, bytes.size() - done);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) {
            const auto error = disk_error("write");
            ::close(handle);
            return tl::unexpected(error);
        }
        done += static_cast<std::size_t>(wrote);
    }
    const bool synced = ::fsync(handle) == 0;
    const auto error = disk_error("sync");
    ::close(handle);
    if (!synced) return tl::unexpected(error);
    return {};
}

void sync_folder(const std::string& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return;
    ::fsync(handle);
    ::close(handle);
}

bool is_hash(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::string_view sniff_mime(std::string_view bytes) {
    for (const auto& magic : magics) {
        if (bytes.size() >= magic.at + magic.bytes.size() && bytes.substr(magic.at, magic.bytes.size()) == magic.bytes) {
            if (magic.mime == "image/webp" && !bytes.starts_with("RIFF")) continue;
            return magic.mime;
        }
    }
    return {};
}

std::string MediaFiles::path(std::string_view sha256) const {
    return fmt::format("{}/{}/{}", folder_, sha256.substr(0, 2), sha256);
}

Result<KeptFile> MediaFiles::keep(std::string_view bytes) const {
    const auto mime = sniff_mime(bytes);
    if (mime.empty()) return fail(Errc::unsupported, "not a kind of file that is taken");
    const auto clean = without_metadata(bytes);
    KeptFile kept{hex_of(clean), std::string(mime), static_cast<std::int64_t>(clean.size())};
    const auto file = path(kept.sha256);
    const auto folder = std::filesystem::path(file).parent_path();
    std::error_code error;
    if (std::filesystem::exists(file, error)) return kept;
    const bool made = std::filesystem::create_directories(folder, error);
    if (error) return fail(Errc::unavailable, fmt::format("create folder: {}", error.message()));
    // Written beside and renamed: a file under its hash is always whole.
    const auto part = fmt::format("{}.{}.part", file, ::getpid());
    if (const auto written = write_synced(part, clean); !written) {
        std::filesystem::remove(part, error);
        return tl::unexpected(written.error());
    }
    std::filesystem::rename(part, file, error);
    if (error) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        return fail(Errc::unavailable, fmt::format("rename: {}", error.message()));
    }
    sync_folder(folder.string());
    if (made) sync_folder(folder_);
    return kept;
}

void MediaFiles::remove(std::string_view sha256) const {
    if (!is_hash(sha256)) return;
    std::error_code error;
    std::filesystem::remove(path(sha256), error);
}

Result<std::string> MediaFiles::read(std::string_view sha256) const {
    if (!is_hash(sha256)) return fail(Errc::not_found, "not a hash");
    std::ifstream file(path(sha256), std::ios::binary);
    if (!file) return fail(Errc::not_found, "no such file");
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace bot::store
