// Case numbers at either end of what somebody typed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bot::router {

// Letters, numbers and what stands between them; signs and blanks around are cut off.
std::string_view bare(std::string_view normalized);

// The same without blanks inside, so that "who can see" and "whocansee" are one. Signs alone
// ("?") stay as they are.
std::string joined(std::string_view normalized);

// "10013", "#10013", "no.10013", "编号:10013", "10013号" taken apart from the words beside it.
struct SaidNumber {
    std::optional<std::int64_t> row;  // the case's row number; empty when the check digit is wrong
    std::string_view digits;          // as typed
    std::string_view words;           // the other end of the text, bare; empty when the number stands alone
};

std::optional<SaidNumber> number_at_end(std::string_view normalized);
std::optional<SaidNumber> number_at_begin(std::string_view normalized);

// The row number behind a typed case number: four digits at least, the check digit right.
std::optional<std::int64_t> row_of(std::string_view digits);

// Drops "#", "no.", "编号", "case" from the end of `words`.
std::string_view without_label(std::string_view words);

}  // namespace bot::router
