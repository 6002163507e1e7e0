// Time comes in through Clock, so that tests can hold and move it. Stored times are UTC milliseconds.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace bot {

using Millis = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Millis>;

inline std::int64_t to_ms(Instant at) { return at.time_since_epoch().count(); }
inline Instant from_ms(std::int64_t ms) { return Instant{Millis{ms}}; }

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;  // wall time; may jump both ways
};

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

// Stands still until moved. Safe to move from another thread.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : ms_(to_ms(start)) {}
    Instant now() const override { return from_ms(ms_.load()); }
    void set(Instant at) { ms_.store(to_ms(at)); }
    void advance(Millis by) { ms_.fetch_add(by.count()); }

private:
    std::atomic<std::int64_t> ms_;
};

}  // namespace bot
