// Tables that people bring as files: CSV and plain XLSX, read row by row. What is wrong with a file is a value
// with its line, never a guess at what was meant.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace bot::sheets {

struct Limits {
    std::size_t file_bytes = 256u << 20;      // no list of people comes near it
    std::size_t cell_bytes = 4096;            // an open quote must not swallow the rest of a file
    std::size_t columns = 64;
    std::size_t unpacked_bytes = 1u << 30;    // of one part of an XLSX file
    std::size_t strings_bytes = 128u << 20;   // of the texts that an XLSX file keeps beside its cells
    std::size_t packed_ratio = 200;           // a part that unpacks to more than so many times its size …
    std::size_t ratio_from_bytes = 16u << 20; // … is no table, from this size on
};

enum class Wrong {
    unreadable,        // the file cannot be opened or read
    too_large,         // over Limits::file_bytes, or what unpacks to too much
    old_workbook,      // .xls, or an XLSX file with a password
    not_text,          // neither UTF-8 nor GB18030, or holds zero bytes
    open_quote,        // a quote that is never closed
    cell_too_long,
    too_many_columns,
    damaged,           // an XLSX file that is none
};

std::string_view to_code(Wrong wrong);  // "open_quote"

struct Fault {
    Wrong wrong = Wrong::unreadable;
    std::size_t line = 0;  // where it was met; 0: the file as a whole
};

template <class T>
using Read = tl::expected<T, Fault>;

inline tl::unexpected<Fault> fault(Wrong wrong, std::size_t line = 0) {
    return tl::unexpected<Fault>(Fault{wrong, line});
}

struct Row {
    std::size_t line = 0;            // of the file, from 1, as a spreadsheet or an editor counts
    std::vector<std::string> cells;  // UTF-8, without white space around; as many as were written
};

class Sheet {
public:
    virtual ~Sheet() = default;
    // The next row that holds anything. False: there is none.
    virtual Read<bool> next(Row& row) = 0;
    // The day that the number 0 stands for in cells with dates.
    virtual std::chrono::sys_days zero_day() const;
};

// By what the file holds, not by its name. An XLSX file gives its first sheet.
Read<std::unique_ptr<Sheet>> open_sheet(const std::string& file, const Limits& limits = {});
// The same from memory.
Read<std::unique_ptr<Sheet>> open_bytes(std::string bytes, const Limits& limits = {});

// "2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", a time behind it left out, or a spreadsheet's number
// of days. Nothing for any other text, and for days that no calendar has; 1900 to 2199.
std::optional<std::chrono::sys_days> day_in(std::string_view cell, std::chrono::sys_days zero_day);

}  // namespace bot::sheets
