// What an XLSX file says about itself: where its first sheet stands, how it counts days, the texts shared by its cells.
// Format: ECMA-376 part 1, SpreadsheetML; read 2026-11.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sheets/zip_part.hpp"

namespace bot::sheets {

// Texts by number, in one piece of memory. One that is longer than a cell may be is kept cut, one byte over the limit.
class SharedTexts {
public:
    void add(std::string_view text, std::size_t longest) {
        bytes_.append(text.substr(0, longest + 1));
        ends_.push_back(bytes_.size());
    }
    std::size_t bytes() const { return bytes_.size() + ends_.size() * sizeof(std::size_t); }
    std::size_t count() const { return ends_.size(); }
    std::string_view at(std::size_t number) const {
        const auto from = number == 0 ? 0 : ends_[number - 1];
        return std::string_view(bytes_).substr(from, ends_[number] - from);
    }

private:
    std::string bytes_;
    std::vector<std::size_t> ends_;
};

struct Workbook {
    std::string first_sheet;  // the part's name, "xl/worksheets/sheet1.xml"
    bool from_1904 = false;   // how old programs on another system counted days
    SharedTexts texts;
};

Read<Workbook> read_workbook(const std::shared_ptr<Archive>& archive, const Limits& limits);

}  // namespace bot::sheets
