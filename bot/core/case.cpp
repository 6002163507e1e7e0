#include "core/case.hpp"

#include <array>
#include <utility>

namespace bot {
namespace {

// The quasigroup of order 10 from H. M. Damm's thesis, weakly totally anti-symmetric.
constexpr std::array<std::array<int, 10>, 10> damm{{
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
    {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
    {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
    {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}};

int check_digit(std::int64_t row) {
    int interim = 0;
    for (const char c : std::to_string(row)) {
        interim = damm[static_cast<std::size_t>(interim)][static_cast<std::size_t>(c - '0')];
    }
    return interim;
}

constexpr std::array<std::pair<CaseStatus, std::string_view>, 14> codes{{
    {CaseStatus::held, "held"},
    {CaseStatus::registered, "registered"},
    {CaseStatus::triaged, "triaged"},
    {CaseStatus::assigned, "assigned"},
    {CaseStatus::accepted, "accepted"},
    {CaseStatus::handling, "handling"},
    {CaseStatus::on_hold, "on_hold"},
    {CaseStatus::replied, "replied"},
    {CaseStatus::awaiting_confirmation, "awaiting_confirmation"},
    {CaseStatus::closed, "closed"},
    {CaseStatus::followed_up, "followed_up"},
    {CaseStatus::reopened, "reopened"},
    {CaseStatus::withdrawn, "withdrawn"},
    {CaseStatus::merged, "merged"},
}};

}  // namespace

std::string_view to_code(CaseStatus status) {
    for (const auto& [value, code] : codes) {
        if (value == status) return code;
    }
    return "?";
}

std::optional<CaseStatus> case_status(std::string_view code) {
    for (const auto& [value, name] : codes) {
        if (name == code) return value;
    }
    return std::nullopt;
}

std::int64_t with_check_digit(std::int64_t row) { return row * 10 + check_digit(row); }

std::optional<std::int64_t> without_check_digit(std::int64_t number) {
    const std::int64_t row = number / 10;
    if (number < 10 || check_digit(row) != number % 10) return std::nullopt;
    return row;
}

}  // namespace bot
