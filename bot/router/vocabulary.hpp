// Numbers the features that a model has seen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bot::router {

// A flat hash table from feature hash to row number. Filled in milliseconds at start, which a node-based
// map is not.
class Vocabulary {
public:
    using Row = std::uint32_t;
    static constexpr Row none = UINT32_MAX;

    Vocabulary() : slots_(1024) {}

    Row find(std::uint32_t hash) const { return slots_[slot_of(hash)].row; }
    // `find` will be asked for it: its slot lies somewhere in memory and comes meanwhile.
    void expect(std::uint32_t hash) const { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]); }
    Row find_or_add(std::uint32_t hash);
    std::size_t size() const { return size_; }

private:
    struct Slot {
        std::uint32_t hash = 0;
        Row row = none;
    };

    std::size_t slot_of(std::uint32_t hash) const;
    void grow();

    std::vector<Slot> slots_;  // their number is a power of two, at least twice `size_`
    std::size_t size_ = 0;
};

}  // namespace bot::router
