// A sheet read as a list: its headings found, its rows by column.
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "roster/report.hpp"
#include "roster/vocabulary.hpp"

namespace bot::roster {

struct Column {
    std::string_view key;
    bool needed = false;
};

// One row, by column. Cells that the sheet does not have are empty.
class ListRow {
public:
    ListRow(const std::map<std::string, std::size_t, std::less<>>& places, const sheets::Row& row)
        : places_(places), row_(row) {}
    std::size_t line() const { return row_.line; }
    std::string_view operator[](std::string_view column) const;
    std::uint64_t fingerprint() const;  // of the cells in known columns

private:
    const std::map<std::string, std::size_t, std::less<>>& places_;
    const sheets::Row& row_;
};

class List {
public:
    // What is wrong goes into `report`: no such columns, an empty sheet, a file that cannot be read.
    List(std::string file, std::string_view name, std::vector<Column> columns, const Vocabulary& vocabulary,
         Language language, Report& report);

    // Reads the file once more, from its beginning, unless the report is not usable before. Ends early when `use` says so.
    void each(const std::function<bool(const ListRow&)>& use);
    std::chrono::sys_days zero_day() const { return zero_day_; }

private:
    std::unique_ptr<sheets::Sheet> opened();
    void find_headings();
    std::size_t fitting(const sheets::Row& row) const;
    void take_headings(const sheets::Row& row);

    const std::string file_;
    const std::string name_;
    const std::vector<Column> columns_;
    const Vocabulary& vocabulary_;
    const Language language_;
    Report& report_;
    std::map<std::string, std::size_t, std::less<>> places_;
    std::size_t heading_line_ = 0;
    std::chrono::sys_days zero_day_{};
};

}  // namespace bot::roster
