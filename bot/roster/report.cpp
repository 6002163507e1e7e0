#include "roster/report.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "text/normalize.hpp"

namespace bot::roster {
namespace {

constexpr std::size_t longest_quote = 40;  // characters of a cell that are told

}  // namespace

void Report::reject(std::size_t line, std::string reason, std::string what) {
    ++bad_rows;
    if (bad.size() < told_rows) bad.push_back({line, std::move(reason), text::first_characters(what, longest_quote)});
}

void Report::stop(std::string reason, std::vector<std::size_t> lines, std::string what) {
    if (stops.size() == told_rows) return;
    if (lines.size() > told_rows) lines.resize(told_rows);
    stops.push_back({std::move(reason), std::move(lines), text::first_characters(what, longest_quote * 5)});
}

void Report::count(store::Put put) {
    switch (put) {
        case store::Put::added: ++added; return;
        case store::Put::changed: ++changed; return;
        case store::Put::same: ++same; return;
    }
}

std::string told(const Report& report, const templates::Messages& messages, Language language) {
    std::string text;
    const auto line = [&](std::string_view key, const templates::Values& values) {
        text += messages.render(language, key, values).text + "\n";
    };
    const auto number = [](std::size_t count) { return fmt::format("{}", count); };
    const auto of = [](std::string_view group, std::string_view reason) { return fmt::format("import.{}.{}", group, reason); };
    if (!report.usable()) {
        line("import.nothing", {});
        if (report.fault) line(of("file", sheets::to_code(report.fault->wrong)), {{"line", number(report.fault->line)}});
        for (const auto& stop : report.stops) {
            line(of("stop", stop.reason), {{"lines", fmt::format("{}", fmt::join(stop.lines, ", "))}, {"what", stop.what}});
        }
    } else {
        line(report.cut_off ? "import.cut_off" : report.dry ? "import.would" : "import.done",
             {{"added", number(report.added)},
              {"changed", number(report.changed)},
              {"same", number(report.same)},
              {"gone", number(report.gone)}});
    }
    if (report.repeated > 0) line("import.repeated", {{"count", number(report.repeated)}});
    if (!report.ignored.empty()) line("import.ignored", {{"columns", fmt::format("{}", fmt::join(report.ignored, ", "))}});
    if (report.bad_rows > 0) line("import.bad_head", {{"count", number(report.bad_rows)}});
    for (const auto& row : report.bad) {
        line(of("row", row.reason), {{"line", number(row.line)}, {"what", row.what}});
    }
    if (report.bad_rows > report.bad.size()) line("import.bad_more", {{"count", number(report.bad_rows - report.bad.size())}});
    return text;
}

}  // namespace bot::roster
