// Reading files of the config folder as text, and where things stand in them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.hpp"

namespace bot::config {

using Problems = std::vector<Problem>;

// A spot in a file of the config folder; line 0 is the file as a whole.
struct Place {
    std::string file;  // relative to the folder, "catalogue/rights.toml"
    int line = 0;
    int column = 0;
};

inline void add(Problems& problems, const Place& place, std::string expected) {
    problems.push_back({place.file, place.line, place.column, std::move(expected)});
}

// Far beyond any wording or word list; keeps a wrong file from filling the memory.
inline constexpr std::size_t largest_file = 4 * 1024 * 1024;

// Every line without its end, numbered from 1; a byte order mark before the first is left out.
template <class Use>
void each_line(std::string_view content, Use use) {
    if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
    for (int number = 1; !content.empty(); ++number) {
        const auto end = content.find('\n');
        auto line = content.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        use(line, number);
        content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
    }
}

// Nothing, and a problem, when the file cannot be read or is too large.
std::optional<std::string> read_text(const std::filesystem::path& folder, const std::string& name,
                                     Problems& problems);

// Names of the files of folder/name that end in `ending`, sorted: "catalogue/care.toml". A folder that cannot
// be read is a problem.
std::vector<std::string> files_in(const std::filesystem::path& folder, const std::string& name,
                                  std::string_view ending, Problems& problems);

}  // namespace bot::config
