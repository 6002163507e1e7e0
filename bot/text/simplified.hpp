// Traditional to simplified characters, one by one.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace bot::text {

// A table made from OpenCC's traditional-to-simplified dictionary. Words are not looked up, only characters:
// for matching it is enough that both sides fold the same way, and a table is some hundred times faster.
// Folding twice gives the same as folding once.
class Simplified {
public:
    // Loaded on first use, about 1.5 ms; throws when OpenCC's data are not installed. Never
    // changed afterwards.
    static const Simplified& table();

    char32_t operator()(char32_t c) const {
        if (c >= first && c <= last) return plane_[c - first];
        return c < 0x2E80 ? c : outside(c);
    }

private:
    static constexpr char32_t first = 0x4E00;  // the block of nearly all Han characters in use
    static constexpr char32_t last = 0x9FFF;

    Simplified();
    char32_t outside(char32_t c) const;
    void set(char32_t from, char32_t to);
    void close();

    std::vector<char32_t> plane_;
    std::unordered_map<char32_t, char32_t> rest_;  // rare characters of the extension blocks
};

}  // namespace bot::text
