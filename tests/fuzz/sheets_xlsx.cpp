// Any bytes as the parts of a workbook, zipped afresh so that the archive is never what stops them: refused, or rows
// within the limits. The parts are separated by "\n--\n": sheet, shared texts, workbook, relations.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "../unit/sheets/archive.hpp"
#include "sheets/sheet.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::string_view between = "\n--\n";
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    auto parts = sheets_test::parts_of("");
    for (const char* name :
         {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}) {
        const auto end = rest.find(between);
        if (!rest.empty()) parts[name] = std::string(rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + between.size());
    }
    const bot::sheets::Limits limits;
    auto sheet = bot::sheets::open_bytes(sheets_test::zipped(parts), limits);
    if (!sheet) return 0;
    bot::sheets::Row row;
    for (auto got = (*sheet)->next(row); got && *got; got = (*sheet)->next(row)) {
        if (row.cells.empty() || row.cells.size() > limits.columns) std::abort();
        for (const auto& cell : row.cells) {
            if (cell.size() > limits.cell_bytes) std::abort();
        }
    }
    return 0;
}
