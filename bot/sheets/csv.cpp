// Comma-separated values after RFC 4180, as people's programs write them: comma, semicolon or tab between the cells,
// any line ends. Reads piece by piece, so that memory does not grow with the file.
#include <algorithm>
#include <array>

#include "sheets/parts.hpp"
#include "sheets/utf8_stream.hpp"

namespace bot::sheets {
namespace {

class Csv final : public Sheet {
public:
    Csv(std::unique_ptr<std::istream> bytes, const Limits& limits) : text_(std::move(bytes)), limits_(limits) {}

    Read<bool> next(Row& row) override {
        while (true) {
            auto got = record(row);
            if (!got || !*got) return got;
            if (!all_empty(row)) return true;
        }
    }

private:
    static constexpr int end = -1;

    // The next byte without taking it; `end` behind the last.
    Read<int> peek() {
        while (at_ == buffer_.size()) {
            if (fault_) return fault(fault_->wrong, line_);
            if (finished_) return end;
            buffer_.clear();
            at_ = 0;
            const auto more = text_.more(buffer_);
            if (!more) {
                fault_ = more.error();
            } else {
                finished_ = !*more;
            }
        }
        return static_cast<unsigned char>(buffer_[at_]);
    }

    // The sign that stands most often in the first line, outside quotes.
    void find_separator() {
        std::array<std::pair<char, int>, 3> signs{{{',', 0}, {';', 0}, {'\t', 0}}};
        bool quoted = false;
        for (const char c : buffer_) {
            if (c == '"') quoted = !quoted;
            if (!quoted && (c == '\n' || c == '\r')) break;
            for (auto& [sign, count] : signs) count += !quoted && c == sign ? 1 : 0;
        }
        const auto most = std::max_element(signs.begin(), signs.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        separator_ = most->first;
    }

    Read<bool> record(Row& row) {
        auto first = peek();
        if (!first) return tl::unexpected(first.error());
        if (*first == end) return false;
        if (separator_ == 0) find_separator();
        row.line = line_;
        row.cells.clear();
        while (true) {
            if (row.cells.size() == limits_.columns) return fault(Wrong::too_many_columns, row.line);
            row.cells.emplace_back();
            const auto behind = cell(row.cells.back(), row.line);
            if (!behind) return tl::unexpected(behind.error());
            trim(row.cells.back());
            if (*behind != separator_) return true;
        }
    }

    // Reads up to and with the sign behind the cell: the separator, '\n', or `end`.
    Read<int> cell(std::string& into, std::size_t began) {
        bool quoted = false;
        while (true) {
            const auto next = peek();
            if (!next) return next;
            if (*next == end) {
                if (quoted) return fault(Wrong::open_quote, began);
                return end;
            }
            const char c = static_cast<char>(*next);
            ++at_;
            if (c == '\0') return fault(Wrong::not_text, line_);
            if (c == '\n') ++line_;
            if (quoted) {
                const auto doubled = c == '"' ? quote_follows() : Read<bool>(true);
                if (!doubled) return tl::unexpected(doubled.error());
                if (!*doubled) {
                    quoted = false;
                    continue;
                }
            } else if (c == '"' && blank(into)) {
                into.clear();
                quoted = true;
                continue;
            } else if (c == '\n' || c == separator_) {
                return c;
            } else if (c == '\r') {
                const auto ended = line_end();
                if (!ended) return tl::unexpected(ended.error());
                return '\n';
            }
            if (into.size() == limits_.cell_bytes) return fault(Wrong::cell_too_long, began);
            into += c;
        }
    }

    // Two quotes inside a quoted cell are one; the second is taken.
    Read<bool> quote_follows() {
        const auto next = peek();
        if (!next) return tl::unexpected(next.error());
        if (*next != '"') return false;
        ++at_;
        return true;
    }

    // '\r' ends a line with or without '\n'.
    Read<void> line_end() {
        const auto next = peek();
        if (!next) return tl::unexpected(next.error());
        if (*next == '\n') ++at_;
        ++line_;
        return {};
    }

    static bool blank(std::string_view text) {
        return std::all_of(text.begin(), text.end(), [](char c) { return c == ' '; });
    }

    Utf8Stream text_;
    const Limits limits_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    char separator_ = 0;
    bool finished_ = false;
    std::optional<Fault> fault_;  // met once the buffer is used up
};

}  // namespace

Read<std::unique_ptr<Sheet>> open_csv(std::unique_ptr<std::istream> bytes, const Limits& limits) {
    return std::make_unique<Csv>(std::move(bytes), limits);
}

}  // namespace bot::sheets
