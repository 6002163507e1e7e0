// Tells CSV from XLSX by the first bytes, and what both readers share.
#include "sheets/sheet.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sheets/parts.hpp"
#include "text/codepoints.hpp"

namespace bot::sheets {
namespace {

constexpr std::string_view zip_mark = "PK\x03\x04";
constexpr std::string_view compound_mark = "\xD0\xCF\x11\xE0";  // .xls, and XLSX files with a password

bool is_margin(char32_t c) {
    constexpr char32_t byte_order_mark = 0xFEFF;
    constexpr char32_t zero_width_blank = 0x200B;
    return text::is_blank(c) || c == byte_order_mark || c == zero_width_blank;
}

}  // namespace

std::string_view to_code(Wrong wrong) {
    switch (wrong) {
        case Wrong::unreadable: return "unreadable";
        case Wrong::too_large: return "too_large";
        case Wrong::old_workbook: return "old_workbook";
        case Wrong::not_text: return "not_text";
        case Wrong::open_quote: return "open_quote";
        case Wrong::cell_too_long: return "cell_too_long";
        case Wrong::too_many_columns: return "too_many_columns";
        case Wrong::damaged: return "damaged";
    }
    return "unreadable";
}

// Day 60 of the usual count is 29 February 1900, which no calendar has; counted from here all later days are right.
std::chrono::sys_days Sheet::zero_day() const {
    using namespace std::chrono;
    return sys_days{year{1899} / December / 30};
}

void trim(std::string& cell) {
    std::size_t from = 0;
    while (from < cell.size()) {
        auto next = from;
        if (!is_margin(text::next_code_point(cell, next))) break;
        from = next;
    }
    std::size_t to = from;  // behind the last character that is no margin
    for (auto at = from; at < cell.size();) {
        if (!is_margin(text::next_code_point(cell, at))) to = at;
    }
    cell.erase(to);
    cell.erase(0, from);
}

bool all_empty(const Row& row) {
    return std::all_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell.empty(); });
}

Read<std::unique_ptr<Sheet>> open_sheet(const std::string& file, const Limits& limits) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) return fault(Wrong::unreadable);
    const auto size = std::filesystem::file_size(file, failed);
    if (failed) return fault(Wrong::unreadable);
    if (size > limits.file_bytes) return fault(Wrong::too_large);
    auto in = std::make_unique<std::ifstream>(file, std::ios::binary);
    std::string head(zip_mark.size(), '\0');
    in->read(head.data(), static_cast<std::streamsize>(head.size()));
    if (in->bad() || !in->is_open()) return fault(Wrong::unreadable);
    if (head == compound_mark) return fault(Wrong::old_workbook);
    if (head == zip_mark) return open_xlsx(file, limits);
    in->clear();
    in->seekg(0);
    return open_csv(std::move(in), limits);
}

Read<std::unique_ptr<Sheet>> open_bytes(std::string bytes, const Limits& limits) {
    if (bytes.size() > limits.file_bytes) return fault(Wrong::too_large);
    if (bytes.starts_with(compound_mark)) return fault(Wrong::old_workbook);
    if (bytes.starts_with(zip_mark)) return open_xlsx_bytes(std::move(bytes), limits);
    return open_csv(std::make_unique<std::istringstream>(std::move(bytes)), limits);
}

}  // namespace bot::sheets
