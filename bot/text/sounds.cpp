#include "text/sounds.hpp"

#include "core/embedded.hpp"

namespace bot::text {

std::uint16_t sound_of(char32_t c) {
    if (c < 0x4E00 || c > 0x9FFF) return 0;
    static const auto table = embedded::sounds();
    const auto at = static_cast<std::size_t>(c - 0x4E00) * 2;
    return static_cast<std::uint16_t>(static_cast<unsigned char>(table[at]) |
                                      static_cast<unsigned char>(table[at + 1]) << 8U);
}

}  // namespace bot::text
