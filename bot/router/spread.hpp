// Spreads every bit of a number over all others, for hashing.
#pragma once

#include <cstdint>

namespace bot::router {

inline std::uint64_t spread(std::uint64_t x) {
    x ^= x >> 31U;
    x *= 0x7FB5D329728EA185U;
    x ^= x >> 27U;
    x *= 0x81DADEF4BC2DD44DU;
    x ^= x >> 33U;
    return x;
}

}  // namespace bot::router
