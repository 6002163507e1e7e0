#include "roster/import.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "roster/parts.hpp"
#include "text/normalize.hpp"

namespace bot::roster {

std::string Cells::name_of(std::string_view column) const {
    return reading_.vocabulary.name_of(reading_.order.language, store::to_code(reading_.order.kind), column);
}

void Cells::reject(std::string reason, std::string what) {
    if (good_) reading_.report.reject(row_.line(), std::move(reason), std::move(what));
    good_ = false;
}

std::string Cells::free(std::string_view column, std::size_t longest) {
    const auto cell = row_[column];
    if (cell.size() > longest) reject("too_long", name_of(column));
    return std::string(cell);
}

std::string Cells::needed(std::string_view column, std::size_t longest) {
    if (row_[column].empty()) reject("empty", name_of(column));
    return free(column, longest);
}

std::string Cells::word(std::string_view column, std::string_view group, std::string_view otherwise) {
    const auto cell = row_[column];
    if (cell.empty()) return std::string(otherwise);
    const auto code = reading_.vocabulary.code(group, cell);
    if (!code) reject("unknown_word", std::string(cell));
    return code.value_or(std::string(otherwise));
}

std::optional<Instant> Cells::day(std::string_view column, Edge edge) {
    const auto cell = row_[column];
    if (cell.empty()) return std::nullopt;
    const auto found = sheets::day_in(cell, list_.zero_day());
    if (!found) {
        reject("not_a_day", std::string(cell));
        return std::nullopt;
    }
    const std::chrono::local_days local{found->time_since_epoch()};
    return calendar::to_utc(reading_.office.calendar, edge == Edge::end ? local + std::chrono::days{1} : local);
}

std::optional<std::string> Cells::phone(std::string_view column) {
    constexpr std::size_t fewest = 5;
    constexpr std::size_t most = 20;
    auto said = text::normalize(row_[column]);
    std::erase_if(said, [](char c) { return c == ' ' || c == '-' || c == '(' || c == ')'; });
    if (said.empty()) return std::nullopt;
    const bool digits = std::all_of(said.begin() + (said.front() == '+' ? 1 : 0), said.end(),
                                    [](unsigned char c) { return std::isdigit(c) != 0; });
    if (!digits || said.size() < fewest || said.size() > most) reject("not_a_phone", {});
    return said;
}

Once::Seen Once::see(const std::string& key, const ListRow& row, const std::string& told) {
    const auto content = row.fingerprint();
    const auto [at, fresh] = first_.emplace(key, First{row.line(), content});
    if (fresh) return Seen::first;
    if (at->second.content == content) return Seen::again;
    report_.stop("duplicate", {at->second.line, row.line()}, told);
    return Seen::differs;
}

Result<Report> import_list(const Office& office, const Order& order) {
    Report report;
    report.dry = order.dry;
    const Vocabulary vocabulary(office.messages);
    const Reading reading{office, order, vocabulary, report};
    Result<void> done;
    switch (order.kind) {
        case store::ListKind::units: done = import_units(reading); break;
        case store::ListKind::members: done = import_members(reading); break;
        case store::ListKind::seats: done = import_seats(reading); break;
    }
    if (!done) return tl::unexpected(done.error());
    return report;
}

}  // namespace bot::roster
