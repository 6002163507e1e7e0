// Finds the named statements in the embedded query files, and runs the numbered migrations.
#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

#include "core/embedded.hpp"
#include "store/sqlite/connection.hpp"

namespace bot::store::sqlite {
namespace {

constexpr std::string_view mark = "-- name: ";

std::unordered_map<std::string_view, std::string_view> parse_all() {
    std::unordered_map<std::string_view, std::string_view> found;
    for (const auto& file : embedded::queries()) {
        if (!file.name.starts_with("queries/")) continue;
        auto at = file.content.find(mark);
        while (at != std::string_view::npos) {
            const auto line_end = file.content.find('\n', at);
            const auto next = file.content.find(mark, line_end);
            const auto name = file.content.substr(at + mark.size(), line_end - at - mark.size());
            const bool fresh = found.emplace(name, file.content.substr(line_end, next - line_end)).second;
            if (!fresh) throw std::logic_error(fmt::format("two queries named {}", name));
            at = next;
        }
    }
    return found;
}

std::vector<embedded::File> migrations() {
    std::vector<embedded::File> steps;
    for (const auto& file : embedded::queries()) {
        if (file.name.starts_with("sqlite/schema/")) steps.push_back(file);
    }
    std::sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return steps;
}

}  // namespace

std::string_view query(std::string_view name) {
    static const auto all = parse_all();
    const auto at = all.find(name);
    if (at == all.end()) throw std::logic_error(fmt::format("no query named {}", name));
    return at->second;
}

int newest_schema() { return static_cast<int>(migrations().size()); }

int schema_of(Connection& connection) {
    Statement read(connection.handle(), "PRAGMA user_version");
    return read.step() ? static_cast<int>(read.integer(0)) : 0;
}

Result<void> migrate(Connection& connection) {
    try {
        const int level = schema_of(connection);
        const auto steps = migrations();
        if (level > static_cast<int>(steps.size())) {
            return fail(Errc::conflict, fmt::format("the data file has schema {}, this program knows {}: it was written "
                                                    "by a newer version",
                                                    level, steps.size()));
        }
        for (auto step = static_cast<std::size_t>(level); step < steps.size(); ++step) {
            connection.execute("BEGIN IMMEDIATE");
            connection.execute(std::string(steps[step].content).c_str());
            connection.execute(fmt::format("PRAGMA user_version={}", step + 1).c_str());
            connection.execute("COMMIT");
        }
        return {};
    } catch (const SqlError& error) {
        connection.abandon();
        return tl::unexpected(error.as_error());
    }
}

}  // namespace bot::store::sqlite
