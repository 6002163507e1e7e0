// The first sheet of an XLSX file, row by row: texts, numbers as they are shown without a format, what formulas gave when
// the file was kept. Of merged cells the first holds the value, the others nothing.
// Format: ECMA-376 part 1, SpreadsheetML; read 2026-11.
#include <charconv>
#include <cmath>
#include <deque>

#include "sheets/parts.hpp"
#include "sheets/workbook.hpp"
#include "sheets/xml_part.hpp"

namespace bot::sheets {
namespace {

// "C5" is column 2, counted from 0; nothing when the name has no letters.
std::optional<std::size_t> column_of(std::string_view place) {
    std::size_t column = 0;
    std::size_t letters = 0;
    for (const char c : place) {
        if (c < 'A' || c > 'Z') break;
        if (++letters > 3) return std::nullopt;
        column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    }
    if (letters == 0) return std::nullopt;
    return column - 1;
}

std::optional<std::size_t> whole(std::string_view text) {
    std::size_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// "1.3800138E10" and "10023.0" are whole numbers that were kept as fractions.
std::string plain_number(std::string_view text) {
    constexpr double exact_to = 1e15;
    if (text.find_first_of(".eE") == std::string_view::npos) return std::string(text);
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::string(text);
    if (std::trunc(value) != value || std::fabs(value) >= exact_to) return std::string(text);
    return std::to_string(static_cast<std::int64_t>(value));
}

class SheetListener final : public XmlListener {
public:
    SheetListener(const SharedTexts& texts, const Limits& limits) : texts_(texts), limits_(limits) {}

    std::deque<Row> rows;  // complete ones

    void begin(std::string_view name, const Attributes& attributes) override {
        if (name == "row") {
            row_ = Row{};
            row_.line = whole(attributes.get("r")).value_or(line_ + 1);
            line_ = row_.line;
        } else if (name == "c") {
            type_ = attributes.get("t");
            column_ = column_of(attributes.get("r")).value_or(row_.cells.size());
            value_.clear();
        } else if (name == "rPh") {
            how_it_sounds_ = true;
        }
        in_value_ = name == "v" || (name == "t" && !how_it_sounds_);
    }

    void finish(std::string_view name) override {
        in_value_ = false;
        if (name == "rPh") how_it_sounds_ = false;
        if (name == "c") take_cell();
        if (name == "row" && !all_empty(row_)) rows.push_back(std::move(row_));
    }

    void words(std::string_view text) override {
        if (in_value_ && value_.size() <= limits_.cell_bytes) value_.append(text);
    }

private:
    void take_cell() {
        auto text = cell_text();
        trim(text);
        if (text.empty()) return;
        if (text.size() > limits_.cell_bytes) return stop({Wrong::cell_too_long, line_});
        if (column_ >= limits_.columns) return stop({Wrong::too_many_columns, line_});
        if (row_.cells.size() <= column_) row_.cells.resize(column_ + 1);
        row_.cells[column_] = std::move(text);
    }

    std::string cell_text() {
        if (type_ == "s") {
            const auto number = whole(value_);
            if (!number || *number >= texts_.count()) {
                if (!value_.empty()) stop({Wrong::damaged, line_});
                return {};
            }
            return std::string(texts_.at(*number));
        }
        if (type_.empty() || type_ == "n") return plain_number(value_);
        return value_;
    }

    const SharedTexts& texts_;
    const Limits& limits_;
    Row row_;
    std::size_t line_ = 0;
    std::size_t column_ = 0;
    std::string type_;
    std::string value_;
    bool in_value_ = false;
    bool how_it_sounds_ = false;
};

class Xlsx final : public Sheet {
public:
    Xlsx(Workbook book, const Limits& limits) : limits_(limits), book_(std::move(book)), listener_(book_.texts, limits_) {}

    Read<void> open(const std::shared_ptr<Archive>& archive) {
        auto part = XmlPart::open(archive, book_.first_sheet, listener_);
        if (!part) return tl::unexpected(part.error());
        part_ = std::move(*part);
        return {};
    }

    Read<bool> next(Row& row) override {
        while (listener_.rows.empty()) {
            if (over_) return false;
            const auto more = part_->more();
            if (!more) return tl::unexpected(more.error());
            over_ = !*more;
        }
        row = std::move(listener_.rows.front());
        listener_.rows.pop_front();
        return true;
    }

    std::chrono::sys_days zero_day() const override {
        using namespace std::chrono;
        return book_.from_1904 ? sys_days{year{1904} / January / 1} : Sheet::zero_day();
    }

private:
    const Limits limits_;
    const Workbook book_;
    SheetListener listener_;
    std::unique_ptr<XmlPart> part_;
    bool over_ = false;
};

Read<std::unique_ptr<Sheet>> open_archive(Read<std::shared_ptr<Archive>> archive, const Limits& limits) {
    if (!archive) return tl::unexpected(archive.error());
    auto book = read_workbook(*archive, limits);
    if (!book) return tl::unexpected(book.error());
    auto sheet = std::make_unique<Xlsx>(std::move(*book), limits);
    if (const auto opened = sheet->open(*archive); !opened) return tl::unexpected(opened.error());
    return sheet;
}

}  // namespace

Read<std::unique_ptr<Sheet>> open_xlsx(const std::string& file, const Limits& limits) {
    return open_archive(Archive::open(file, limits), limits);
}

Read<std::unique_ptr<Sheet>> open_xlsx_bytes(std::string bytes, const Limits& limits) {
    return open_archive(Archive::open_bytes(std::move(bytes), limits), limits);
}

}  // namespace bot::sheets
