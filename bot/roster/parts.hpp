// The three lists, one function each, and what they share.
#pragma once

#include <unordered_map>

#include "roster/import.hpp"
#include "roster/list.hpp"

namespace bot::roster {

// What every list is read with.
struct Reading {
    const Office& office;
    const Order& order;
    const Vocabulary& vocabulary;
    Report& report;
};

Result<void> import_units(const Reading& reading);
Result<void> import_members(const Reading& reading);
Result<void> import_seats(const Reading& reading);

constexpr std::size_t longest_code = 64;   // bytes of a unit's code or a person's number
constexpr std::size_t longest_name = 200;  // bytes of a name

// Reads the cells of one row; the first that is wrong rejects it.
class Cells {
public:
    Cells(const Reading& reading, const List& list, const ListRow& row) : reading_(reading), list_(list), row_(row) {}

    bool good() const { return good_; }
    void reject(std::string reason, std::string what);

    std::string needed(std::string_view column, std::size_t longest);
    std::string free(std::string_view column, std::size_t longest);
    // A code of the vocabulary's group; an empty cell gives `otherwise`.
    std::string word(std::string_view column, std::string_view group, std::string_view otherwise);
    enum class Edge { beginning, end };  // of the day, in the union's zone
    std::optional<Instant> day(std::string_view column, Edge edge);
    std::optional<std::string> phone(std::string_view column);

private:
    std::string name_of(std::string_view column) const;

    const Reading& reading_;
    const List& list_;
    const ListRow& row_;
    bool good_ = true;
};

// Rows that stand twice. The same content counts once; other content makes the whole list wrong.
class Once {
public:
    enum class Seen { first, again, differs };
    explicit Once(Report& report) : report_(report) {}
    Seen see(const std::string& key, const ListRow& row, const std::string& told);
    bool has(const std::string& key) const { return first_.contains(key); }
    std::size_t line_of(const std::string& key) const { return first_.at(key).line; }

private:
    struct First {
        std::size_t line;
        std::uint64_t content;
    };
    Report& report_;
    std::unordered_map<std::string, First> first_;
};

}  // namespace bot::roster
