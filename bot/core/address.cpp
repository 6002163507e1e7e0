// Tells addresses of one's own network by their first bits.
#include "core/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace bot {
namespace {

struct Block {
    std::uint32_t first;
    int bits;
};
constexpr std::array<Block, 5> own_blocks{{
    {0x7F000000, 8},   // 127.0.0.0/8
    {0x0A000000, 8},   // 10.0.0.0/8
    {0xAC100000, 12},  // 172.16.0.0/12
    {0xC0A80000, 16},  // 192.168.0.0/16
    {0xA9FE0000, 16},  // 169.254.0.0/16
}};

bool own_v4(std::uint32_t address) {
    return std::any_of(own_blocks.begin(), own_blocks.end(), [&](const Block& block) {
        return (address >> (32 - block.bits)) == (block.first >> (32 - block.bits));
    });
}

std::uint32_t word_at(const std::uint8_t* bytes) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 |
           bytes[3];
}

bool own_v6(const std::array<std::uint8_t, 16>& bytes) {
    constexpr std::array<std::uint8_t, 16> loopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0,    0,
                                                  0, 0, 0, 0, 0xFF, 0xFF};  // ::ffff:a.b.c.d
    if (bytes == loopback) return true;
    if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) return own_v4(word_at(bytes.data() + 12));
    const bool unique_local = (bytes[0] & 0xFE) == 0xFC;
    const bool link_local = bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80;
    return unique_local || link_local;
}

}  // namespace

std::optional<bool> in_own_network(std::string_view address) {
    const std::string text(address.substr(0, address.find('%')));
    std::array<std::uint8_t, 16> bytes{};
    if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return own_v4(word_at(bytes.data()));
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return own_v6(bytes);
    return std::nullopt;
}

}  // namespace bot
