// The two readers behind open_sheet, and what both do with a cell.
#pragma once

#include <istream>

#include "sheets/sheet.hpp"

namespace bot::sheets {

Read<std::unique_ptr<Sheet>> open_csv(std::unique_ptr<std::istream> bytes, const Limits& limits);
Read<std::unique_ptr<Sheet>> open_xlsx(const std::string& file, const Limits& limits);
Read<std::unique_ptr<Sheet>> open_xlsx_bytes(std::string bytes, const Limits& limits);

// White space of any script around a text, and the marks that some programs put before it.
void trim(std::string& cell);
bool all_empty(const Row& row);

}  // namespace bot::sheets
