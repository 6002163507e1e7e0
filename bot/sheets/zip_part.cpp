#include "sheets/zip_part.hpp"

namespace bot::sheets {
namespace {

constexpr zip_int64_t most_parts = 10'000;

}  // namespace

Read<std::shared_ptr<Archive>> Archive::open(const std::string& file, const Limits& limits) {
    std::shared_ptr<Archive> archive(new Archive(limits));
    int failed = 0;
    archive->handle_.reset(zip_open(file.c_str(), ZIP_RDONLY, &failed));
    if (!archive->handle_) return fault(Wrong::damaged);
    if (zip_get_num_entries(archive->handle_.get(), 0) > most_parts) return fault(Wrong::damaged);
    return archive;
}

Read<std::shared_ptr<Archive>> Archive::open_bytes(std::string bytes, const Limits& limits) {
    std::shared_ptr<Archive> archive(new Archive(limits));
    archive->bytes_ = std::move(bytes);
    zip_error_t failed;
    zip_error_init(&failed);
    const auto source = zip_source_buffer_create(archive->bytes_.data(), archive->bytes_.size(), 0, &failed);
    if (source != nullptr) {
        archive->handle_.reset(zip_open_from_source(source, ZIP_RDONLY, &failed));
        if (!archive->handle_) zip_source_free(source);
    }
    zip_error_fini(&failed);
    if (!archive->handle_) return fault(Wrong::damaged);
    if (zip_get_num_entries(archive->handle_.get(), 0) > most_parts) return fault(Wrong::damaged);
    return archive;
}

bool Archive::has(const std::string& name) const { return zip_name_locate(handle_.get(), name.c_str(), 0) >= 0; }

Read<Part> Part::open(std::shared_ptr<Archive> archive, const std::string& name) {
    zip_stat_t about;
    zip_stat_init(&about);
    const auto handle = archive->handle_.get();
    if (zip_stat(handle, name.c_str(), 0, &about) != 0) return fault(Wrong::damaged);
    constexpr auto known = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if ((about.valid & known) != known) return fault(Wrong::damaged);
    if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) && about.encryption_method != ZIP_EM_NONE) {
        return fault(Wrong::old_workbook);
    }
    const auto file = zip_fopen(handle, name.c_str(), 0);
    if (file == nullptr) return fault(Wrong::damaged);
    return Part(std::move(archive), file, about.comp_size);
}

// What the archive says about its sizes may be untrue: only what came out counts.
Read<std::size_t> Part::read(char* room, std::size_t size) {
    const auto got = zip_fread(file_.get(), room, size);
    if (got < 0) return fault(Wrong::damaged);
    unpacked_ += static_cast<std::size_t>(got);
    const auto& limits = archive_->limits_;
    if (unpacked_ > limits.unpacked_bytes) return fault(Wrong::too_large);
    if (unpacked_ > limits.ratio_from_bytes && unpacked_ / limits.packed_ratio > packed_) return fault(Wrong::too_large);
    return static_cast<std::size_t>(got);
}

}  // namespace bot::sheets
