// Checked reading of TOML tables: typed values, and a problem with its place for everything that is not as
// expected. After the last value, done() reports the keys that nobody asked for.
#pragma once

#define TOML_EXCEPTIONS 0  // a broken file is a problem with a place, not an exception
#include <toml++/impl/forward_declarations.h>

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/source.hpp"

namespace bot::config {

// What a whole number may be: "a whole number of minutes from 1 to 10080".
struct Whole {
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::string_view unit;  // "minutes"; empty for a bare number
};

class Table {
public:
    Table(const toml::table& table, const std::string& file, Problems& problems);

    // Texts that must be there and not be empty; an empty string after a problem.
    std::string text(std::string_view key);
    std::string code(std::string_view key);  // of lower-case letters, digits, '_', '-' and '.', at most 64
    dialogue::Wording wording(std::string_view key);

    // Values that may be left out.
    std::string text_or_empty(std::string_view key);
    bool flag(std::string_view key, bool otherwise);
    std::int64_t whole(std::string_view key, const Whole& range, std::int64_t otherwise);
    std::vector<std::int64_t> wholes(std::string_view key, const Whole& range);
    double share(std::string_view key, double otherwise);  // 0 to 1
    std::vector<std::string> texts(std::string_view key);
    std::vector<dialogue::Wording> wordings(std::string_view key);

    // The index of the word that stands there; nothing, and a problem, for any other.
    std::optional<std::size_t> one_of(std::string_view key, std::initializer_list<std::string_view> words);

    // "YYYY-MM-DD" and "HH:MM" (to 24:00) as text.
    std::optional<calendar::Day> day(std::string_view key);
    std::vector<calendar::Day> days(std::string_view key);
    std::optional<calendar::Minutes> time_of_day(std::string_view key);

    bool has(std::string_view key) const;
    std::vector<std::string> keys() const;
    std::optional<Table> table(std::string_view key);  // a problem when it is missing
    std::vector<Table> tables(std::string_view key);   // [[key]]; none when it is missing

    void done();

    // For checks of the caller's own. Of the table itself when there is no such key.
    Place place(std::string_view key = {}) const;
    Place place(std::string_view key, std::size_t item) const;
    void problem(std::string_view key, std::string expected);
    void problem(std::string_view key, std::size_t item, std::string expected);

private:
    const toml::node* take(std::string_view key);
    const toml::node* take_required(std::string_view key, const std::string& expected);
    const toml::array* take_list(std::string_view key, const std::string& expected);
    void report(const toml::node& at, std::string_view key, const std::string& expected);

    const toml::table* table_;
    const std::string* file_;
    Problems* problems_;
    std::vector<std::string> asked_;
};

// A parsed file; its tables live as long as it does.
class TomlFile {
public:
    // Nothing, and a problem, when it cannot be read or is not TOML.
    static std::optional<TomlFile> open(const std::filesystem::path& folder, const std::string& name,
                                        Problems& problems);

    TomlFile(TomlFile&&) noexcept;
    TomlFile& operator=(TomlFile&&) noexcept;
    ~TomlFile();

    Table root(Problems& problems) const;

private:
    TomlFile(std::string name, toml::table&& table);
    std::unique_ptr<std::string> name_;  // tables point to it
    std::unique_ptr<toml::table> table_;
};

}  // namespace bot::config
