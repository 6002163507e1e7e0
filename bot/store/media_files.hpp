// Members' photos and voice notes as files named by the hash of their bytes, so that one picture is kept once and a
// name tells nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace bot::store {

struct KeptFile {
    std::string sha256;  // lower-case hex of the bytes as kept
    std::string mime;    // found by looking at the bytes, never believed from outside
    std::int64_t bytes = 0;
};

class MediaFiles {
public:
    explicit MediaFiles(std::string folder) : folder_(std::move(folder)) {}

    // Writes and syncs; blocking, so for a worker. JPEG loses its EXIF and other metadata (place, device, owner).
    // Errors: unsupported (neither picture, voice, video nor PDF), storage_full, unavailable.
    Result<KeptFile> keep(std::string_view bytes) const;
    Result<std::string> read(std::string_view sha256) const;
    void remove(std::string_view sha256) const;  // nothing to remove is no error

private:
    std::string path(std::string_view sha256) const;
    std::string folder_;
};

// The type that the first bytes show; empty when it is none that we take.
std::string_view sniff_mime(std::string_view bytes);

// The picture without APPn and comment segments, APP0 (JFIF) and APP14 (Adobe colour) apart, and without what hangs
// behind its end. Anything that shows no picture as JPEG comes back unchanged.
std::string without_metadata(std::string_view jpeg);

}  // namespace bot::store
