// Linear probing over a power of two of slots.
#include "router/vocabulary.hpp"

#include <utility>

namespace bot::router {

std::size_t Vocabulary::slot_of(std::uint32_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].row != none && slots_[at].hash != hash) at = (at + 1) & mask;
    return at;
}

Vocabulary::Row Vocabulary::find_or_add(std::uint32_t hash) {
    const std::size_t at = slot_of(hash);
    if (slots_[at].row != none) return slots_[at].row;
    const auto row = static_cast<Row>(size_++);
    slots_[at] = {hash, row};
    if (size_ * 2 > slots_.size()) grow();
    return row;
}

void Vocabulary::grow() {
    const auto old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
    for (const Slot& slot : old) {
        if (slot.row != none) slots_[slot_of(slot.hash)] = slot;
    }
}

}  // namespace bot::router
