// Any bytes as a table of text: refused with a line, or rows within the limits.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "sheets/sheet.hpp"
#include "text/normalize.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const bot::sheets::Limits limits;
    auto sheet = bot::sheets::open_bytes(std::string(reinterpret_cast<const char*>(data), size), limits);
    if (!sheet) return 0;
    bot::sheets::Row row;
    std::size_t line = 0;
    for (auto got = (*sheet)->next(row); got && *got; got = (*sheet)->next(row)) {
        if (row.cells.empty() || row.cells.size() > limits.columns || row.line < line) std::abort();
        line = row.line;
        for (const auto& cell : row.cells) {
            if (cell.size() > limits.cell_bytes || !bot::text::valid_utf8(cell)) std::abort();
            (void)bot::sheets::day_in(cell, (*sheet)->zero_day());
        }
    }
    return 0;
}
