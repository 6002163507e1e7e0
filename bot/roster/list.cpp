#include "roster/list.hpp"

#include <algorithm>

namespace bot::roster {
namespace {

// People put a title, a date, who made it, above the headings.
constexpr int rows_above_headings = 10;

}  // namespace

std::string_view ListRow::operator[](std::string_view column) const {
    const auto at = places_.find(column);
    if (at == places_.end() || at->second >= row_.cells.size()) return {};
    return row_.cells[at->second];
}

std::uint64_t ListRow::fingerprint() const {
    constexpr std::uint64_t prime = 0x100000001b3;
    std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a, 64 bits
    for (const auto& [column, place] : places_) {
        for (const char c : (*this)[column]) hash = (hash ^ static_cast<unsigned char>(c)) * prime;
        hash = (hash ^ 0xFF) * prime;  // no byte of UTF-8
    }
    return hash;
}

List::List(std::string file, std::string_view name, std::vector<Column> columns, const Vocabulary& vocabulary,
           Language language, Report& report)
    : file_(std::move(file)), name_(name), columns_(std::move(columns)), vocabulary_(vocabulary), language_(language),
      report_(report) {
    find_headings();
}

std::unique_ptr<sheets::Sheet> List::opened() {
    auto sheet = sheets::open_sheet(file_);
    if (!sheet) {
        report_.fault = sheet.error();
        return nullptr;
    }
    return std::move(*sheet);
}

// How many columns of the list a row names.
std::size_t List::fitting(const sheets::Row& row) const {
    return static_cast<std::size_t>(std::count_if(columns_.begin(), columns_.end(), [&](const Column& column) {
        return std::any_of(row.cells.begin(), row.cells.end(),
                           [&](const auto& cell) { return vocabulary_.column(name_, cell) == column.key; });
    }));
}

void List::find_headings() {
    const auto sheet = opened();
    if (!sheet) return;
    zero_day_ = sheet->zero_day();
    sheets::Row row;
    sheets::Row best;
    std::size_t most = 0;
    for (int seen = 0; seen < rows_above_headings; ++seen) {
        const auto got = sheet->next(row);
        if (!got) report_.fault = got.error();
        if (!got || !*got) break;
        const auto fits = fitting(row);
        if (seen > 0 && fits <= most) continue;
        most = fits;
        best = row;
    }
    if (report_.fault) return;
    if (best.cells.empty()) return report_.stop("empty", {}, {});
    take_headings(best);
}

void List::take_headings(const sheets::Row& row) {
    heading_line_ = row.line;
    for (std::size_t place = 0; place < row.cells.size(); ++place) {
        if (row.cells[place].empty()) continue;
        const auto column = vocabulary_.column(name_, row.cells[place]);
        if (!column) {
            report_.ignored.push_back(row.cells[place]);
        } else if (!places_.emplace(*column, place).second) {
            report_.stop("column_twice", {}, vocabulary_.name_of(language_, name_, *column));
        }
    }
    std::string missing;
    for (const auto& column : columns_) {
        if (!column.needed || places_.contains(column.key)) continue;
        missing += (missing.empty() ? "" : ", ") + vocabulary_.name_of(language_, name_, column.key);
    }
    if (!missing.empty()) report_.stop("missing_column", {}, missing);
}

void List::each(const std::function<bool(const ListRow&)>& use) {
    if (!report_.usable()) return;
    const auto sheet = opened();
    if (!sheet) return;
    sheets::Row row;
    while (!report_.fault) {
        const auto got = sheet->next(row);
        if (!got) report_.fault = got.error();
        if (!got || !*got) return;
        if (row.line <= heading_line_) continue;
        const ListRow known(places_, row);
        // A remark below the table, in columns of its own, is no row.
        const bool any = std::any_of(places_.begin(), places_.end(), [&](const auto& one) { return !known[one.first].empty(); });
        if (any && !use(known)) return;
    }
}

}  // namespace bot::roster
