// A zip archive and its parts, read piece by piece with an eye on parts that unpack to more than any table holds.
#pragma once

#include <zip.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sheets/sheet.hpp"

namespace bot::sheets {

class Archive {
public:
    static Read<std::shared_ptr<Archive>> open(const std::string& file, const Limits& limits);
    static Read<std::shared_ptr<Archive>> open_bytes(std::string bytes, const Limits& limits);

    bool has(const std::string& name) const;

private:
    friend class Part;
    struct Discard {
        void operator()(zip_t* archive) const { zip_discard(archive); }
    };
    explicit Archive(const Limits& limits) : limits_(limits) {}

    const Limits limits_;
    std::string bytes_;  // of an archive in memory; outlives the handle
    std::unique_ptr<zip_t, Discard> handle_;
};

class Part {
public:
    static Read<Part> open(std::shared_ptr<Archive> archive, const std::string& name);

    // The next bytes in `room`; 0 at the end.
    Read<std::size_t> read(char* room, std::size_t size);

private:
    struct Close {
        void operator()(zip_file_t* file) const { zip_fclose(file); }
    };
    Part(std::shared_ptr<Archive> archive, zip_file_t* file, std::size_t packed)
        : archive_(std::move(archive)), file_(file), packed_(packed) {}

    std::shared_ptr<Archive> archive_;  // must outlive the part
    std::unique_ptr<zip_file_t, Close> file_;
    std::size_t packed_;
    std::size_t unpacked_ = 0;
};

}  // namespace bot::sheets
