// Pictures from outside: taking the metadata out must never read past the end nor make a file grow.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "store/media_files.hpp"
#include "store/rows.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto clean = bot::store::without_metadata(bytes);
    if (clean.size() > bytes.size()) std::abort();
    if (bot::store::sniff_mime(bytes) != bot::store::sniff_mime(clean)) std::abort();
    (void)bot::store::unpack_choices(bytes);
    return 0;
}
