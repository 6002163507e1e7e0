// Randomness comes in through Random, so that a test run can be repeated from its seed.
#pragma once

#include <cstdint>
#include <mutex>
#include <random>
#include <string>

namespace bot {

class Random {
public:
    virtual ~Random() = default;
    virtual std::uint64_t next() = 0;  // uniform over 64 bits; any thread
};

// From the kernel; fit for tokens and invitation codes.
class SystemRandom final : public Random {
public:
    std::uint64_t next() override;
};

class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
    std::uint64_t next() override {
        const std::lock_guard lock(mutex_);
        return engine_();
    }

private:
    std::mutex mutex_;
    std::mt19937_64 engine_;
};

// `length` characters of an alphabet without look-alikes (no 0/O, 1/I/L); about 4.9 bits each.
std::string random_code(Random& random, std::size_t length);

}  // namespace bot
