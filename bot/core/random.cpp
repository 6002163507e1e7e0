#include "core/random.hpp"

#include <sys/random.h>

#include <stdexcept>
#include <string_view>

namespace bot {

std::uint64_t SystemRandom::next() {
    std::uint64_t value = 0;
    if (getrandom(&value, sizeof value, 0) != static_cast<ssize_t>(sizeof value)) {
        throw std::runtime_error("the kernel gave no random bytes");
    }
    return value;
}

std::string random_code(Random& random, std::size_t length) {
    static constexpr std::string_view alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    std::string code;
    while (code.size() < length) {
        // Rejecting the top of the byte keeps every character equally likely.
        const auto byte = static_cast<std::size_t>(random.next() & 0xff);
        if (byte < 256 - 256 % alphabet.size()) code += alphabet[byte % alphabet.size()];
    }
    return code;
}

}  // namespace bot
