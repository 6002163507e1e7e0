#include "learn/corpus.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <optional>

#include "router/model.hpp"
#include "text/normalize.hpp"

namespace bot::learn {
namespace {

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells;
    for (std::size_t from = 0;;) {
        const auto tab = line.find('\t', from);
        cells.push_back(line.substr(from, tab == std::string::npos ? tab : tab - from));
        if (tab == std::string::npos) return cells;
        from = tab + 1;
    }
}

std::optional<std::size_t> place_of(const std::vector<std::string>& heading, std::string_view name) {
    const auto at = std::find(heading.begin(), heading.end(), name);
    if (at == heading.end()) return std::nullopt;
    return static_cast<std::size_t>(at - heading.begin());
}

void prepare(Sample& sample, const router::Concepts& concepts) {
    sample.features = router::gathered(router::features_of(text::normalize(sample.text), concepts));
}

bool take_line(std::ifstream& in, std::string& line) {
    if (!std::getline(in, line)) return false;
    if (line.ends_with('\r')) line.pop_back();
    return true;
}

}  // namespace

Result<std::vector<Sample>> read_table(const std::string& file, const Columns& columns, const router::Concepts& concepts) {
    std::ifstream in(file, std::ios::binary);
    std::string line;
    if (!in || !take_line(in, line)) return fail(Errc::not_found, fmt::format("{}: cannot be read, or is empty", file));
    if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    const auto heading = split(line);
    const auto text = place_of(heading, columns.text);
    const auto label = place_of(heading, columns.label);
    if (!text || !label) {
        return fail(Errc::invalid_config, fmt::format("{}:1: expected the columns \"{}\" and \"{}\", found \"{}\"", file,
                                                      columns.text, columns.label, line));
    }
    const auto urgency = place_of(heading, "urgency");
    const auto language = place_of(heading, "language");
    const auto voice = place_of(heading, "voice");
    std::vector<Sample> samples;
    for (int number = 2; take_line(in, line); ++number) {
        if (line.empty()) continue;
        const auto cells = split(line);
        if (cells.size() < heading.size()) {
            return fail(Errc::invalid_config, fmt::format("{}:{}: expected {} columns", file, number, heading.size()));
        }
        const auto cell = [&](const std::optional<std::size_t>& at) { return at ? cells[*at] : std::string(); };
        samples.push_back({cells[*text], cells[*label], cell(urgency), cell(language), cell(voice), {}});
        prepare(samples.back(), concepts);
    }
    return samples;
}

std::vector<Sample> samples_of(const std::vector<config::Example>& examples, const router::Concepts& concepts) {
    std::vector<Sample> samples;
    samples.reserve(examples.size());
    for (const auto& one : examples) {
        samples.push_back({one.text, one.subcategory, one.urgency, one.language, one.voice, {}});
        prepare(samples.back(), concepts);
    }
    return samples;
}

}  // namespace bot::learn
