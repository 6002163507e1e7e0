// Typed reading on toml++, which knows line and column of every value.
#include "config/table.hpp"

#include <toml++/toml.h>

#include <algorithm>

#include "config/day_text.hpp"

namespace bot::config {

namespace {

std::string quoted(std::string_view key) { return "'" + std::string(key) + "': "; }

Place place_of(const std::string& file, const toml::source_region& region) {
    return {file, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

bool is_code(std::string_view word) {
    return !word.empty() && word.size() <= 64 &&
           word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-.") == std::string_view::npos;
}

std::string_view string_or_empty(const toml::node* node) {
    const auto* text = node == nullptr ? nullptr : node->as_string();
    return text == nullptr ? std::string_view() : std::string_view(text->get());
}

constexpr const char* expected_text = "expected a text that is not empty";
constexpr const char* expected_texts = "expected a list of texts like [\"…\", \"…\"]";
constexpr const char* expected_wording =
    "expected a text in Chinese and perhaps English like { zh = \"…\", en = \"…\" }";
constexpr const char* expected_wordings = "expected a list like [{ zh = \"…\", en = \"…\" }]";
constexpr const char* expected_day = "expected a day like \"2026-02-17\"";

std::optional<dialogue::Wording> wording_of(const toml::node& node) {
    const auto* table = node.as_table();
    if (table == nullptr) return std::nullopt;
    const auto zh = string_or_empty(table->get("zh"));
    const auto* en = table->get("en");
    if (zh.empty() || (en != nullptr && !en->is_string())) return std::nullopt;
    if (table->size() != (en == nullptr ? 1U : 2U)) return std::nullopt;
    return dialogue::Wording{std::string(zh), std::string(string_or_empty(en))};
}

std::optional<std::int64_t> whole_in(const toml::node& node, const Whole& range) {
    const auto* value = node.as_integer();
    if (value == nullptr || value->get() < range.from || value->get() > range.to) return std::nullopt;
    return value->get();
}

std::string said(const Whole& range) {
    const std::string unit = range.unit.empty() ? "" : " of " + std::string(range.unit);
    return unit + " from " + std::to_string(range.from) + " to " + std::to_string(range.to);
}

}  // namespace

Table::Table(const toml::table& table, const std::string& file, Problems& problems)
    : table_(&table), file_(&file), problems_(&problems) {}

const toml::node* Table::take(std::string_view key) {
    asked_.emplace_back(key);
    return table_->get(key);
}

const toml::node* Table::take_required(std::string_view key, const std::string& expected) {
    const auto* node = take(key);
    if (node == nullptr) report(*table_, key, expected);
    return node;
}

const toml::array* Table::take_list(std::string_view key, const std::string& expected) {
    const auto* node = take(key);
    if (node == nullptr) return nullptr;
    if (!node->is_array()) report(*node, key, expected);
    return node->as_array();
}

void Table::report(const toml::node& at, std::string_view key, const std::string& expected) {
    add(*problems_, place_of(*file_, at.source()), quoted(key) + expected);
}

std::string Table::text(std::string_view key) {
    const auto* node = take_required(key, expected_text);
    const auto text = string_or_empty(node);
    if (node != nullptr && text.empty()) report(*node, key, expected_text);
    return std::string(text);
}

std::string Table::code(std::string_view key) {
    constexpr const char* expected = "expected a short word of a-z, 0-9, '_', '-' and '.'";
    const auto* node = take_required(key, expected);
    if (node == nullptr) return {};
    const auto text = string_or_empty(node);
    if (is_code(text)) return std::string(text);
    report(*node, key, expected);
    return {};
}

dialogue::Wording Table::wording(std::string_view key) {
    const auto* node = take_required(key, expected_wording);
    if (node == nullptr) return {};
    if (auto wording = wording_of(*node)) return std::move(*wording);
    report(*node, key, expected_wording);
    return {};
}

std::string Table::text_or_empty(std::string_view key) {
    const auto* node = take(key);
    if (node != nullptr && !node->is_string()) report(*node, key, "expected a text like \"…\"");
    return std::string(string_or_empty(node));
}

bool Table::flag(std::string_view key, bool otherwise) {
    const auto* node = take(key);
    if (node == nullptr) return otherwise;
    if (const auto* value = node->as_boolean()) return value->get();
    report(*node, key, "expected true or false");
    return otherwise;
}

std::int64_t Table::whole(std::string_view key, const Whole& range, std::int64_t otherwise) {
    const auto* node = take(key);
    if (node == nullptr) return otherwise;
    const auto number = whole_in(*node, range);
    if (!number) report(*node, key, "expected a whole number" + said(range));
    return number.value_or(otherwise);
}

std::vector<std::int64_t> Table::wholes(std::string_view key, const Whole& range) {
    std::vector<std::int64_t> numbers;
    const auto expected = "expected a list of whole numbers" + said(range);
    const auto* list = take_list(key, expected);
    if (list == nullptr) return numbers;
    for (const auto& item : *list) {
        const auto number = whole_in(item, range);
        if (!number) report(item, key, expected);
        if (number) numbers.push_back(*number);
    }
    return numbers;
}

double Table::share(std::string_view key, double otherwise) {
    const auto* node = take(key);
    if (node == nullptr) return otherwise;
    const auto value = node->value<double>();
    if (value && *value >= 0 && *value <= 1) return *value;
    report(*node, key, "expected a number from 0 to 1 like 0.45");
    return otherwise;
}

std::vector<std::string> Table::texts(std::string_view key) {
    std::vector<std::string> texts;
    const auto* list = take_list(key, expected_texts);
    if (list == nullptr) return texts;
    texts.reserve(list->size());
    for (const auto& item : *list) {
        const auto text = string_or_empty(&item);
        if (text.empty()) report(item, key, expected_texts);
        texts.emplace_back(text);
    }
    return texts;
}

std::vector<dialogue::Wording> Table::wordings(std::string_view key) {
    std::vector<dialogue::Wording> wordings;
    const auto* list = take_list(key, expected_wordings);
    if (list == nullptr) return wordings;
    wordings.reserve(list->size());
    for (const auto& item : *list) {
        auto wording = wording_of(item);
        if (!wording) report(item, key, expected_wordings);
        if (wording) wordings.push_back(std::move(*wording));
    }
    return wordings;
}

std::optional<std::size_t> Table::one_of(std::string_view key,
                                         std::initializer_list<std::string_view> words) {
    std::string expected = "expected one of";
    for (const auto word : words) expected += " \"" + std::string(word) + "\"";
    const auto* node = take_required(key, expected);
    if (node == nullptr) return std::nullopt;
    const auto found = std::find(words.begin(), words.end(), string_or_empty(node));
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    report(*node, key, expected);
    return std::nullopt;
}

std::optional<calendar::Day> Table::day(std::string_view key) {
    const auto* node = take_required(key, expected_day);
    if (node == nullptr) return std::nullopt;
    const auto day = parse_day(string_or_empty(node));
    if (!day) report(*node, key, expected_day);
    return day;
}

std::vector<calendar::Day> Table::days(std::string_view key) {
    std::vector<calendar::Day> days;
    const auto* list = take_list(key, "expected a list of days like [\"2026-02-14\"]");
    if (list == nullptr) return days;
    for (const auto& item : *list) {
        const auto day = parse_day(string_or_empty(&item));
        if (!day) report(item, key, expected_day);
        if (day) days.push_back(*day);
    }
    return days;
}

std::optional<calendar::Minutes> Table::time_of_day(std::string_view key) {
    constexpr const char* expected = "expected a time of day like \"08:30\"";
    const auto* node = take_required(key, expected);
    if (node == nullptr) return std::nullopt;
    const auto time = parse_time(string_or_empty(node));
    if (!time) report(*node, key, expected);
    return time;
}

bool Table::has(std::string_view key) const { return table_->contains(key); }

std::vector<std::string> Table::keys() const {
    std::vector<std::string> keys;
    for (const auto& [key, node] : *table_) keys.emplace_back(key.str());
    return keys;
}

std::optional<Table> Table::table(std::string_view key) {
    const std::string expected = "expected a table [" + std::string(key) + "]";
    const auto* node = take_required(key, expected);
    if (node == nullptr) return std::nullopt;
    if (const auto* table = node->as_table()) return Table(*table, *file_, *problems_);
    report(*node, key, expected);
    return std::nullopt;
}

std::vector<Table> Table::tables(std::string_view key) {
    std::vector<Table> tables;
    const std::string expected = "expected tables [[" + std::string(key) + "]]";
    const auto* list = take_list(key, expected);
    if (list == nullptr) return tables;
    for (const auto& item : *list) {
        if (const auto* table = item.as_table()) {
            tables.emplace_back(*table, *file_, *problems_);
        } else {
            report(item, key, expected);
        }
    }
    return tables;
}

void Table::done() {
    for (const auto& [key, node] : *table_) {
        if (std::find(asked_.begin(), asked_.end(), key.str()) != asked_.end()) continue;
        std::string known;
        for (const auto& asked : asked_) known += (known.empty() ? "" : ", ") + asked;
        add(*problems_, place_of(*file_, key.source()),
            quoted(key.str()) + "unknown key; known here: " + known);
    }
}

Place Table::place(std::string_view key) const {
    const auto* node = table_->get(key);
    return place_of(*file_, node == nullptr ? table_->source() : node->source());
}

Place Table::place(std::string_view key, std::size_t item) const {
    const auto* list = table_->get_as<toml::array>(key);
    return list == nullptr || item >= list->size() ? place(key) : place_of(*file_, list->get(item)->source());
}

void Table::problem(std::string_view key, std::string expected) {
    add(*problems_, place(key), quoted(key) + std::move(expected));
}

void Table::problem(std::string_view key, std::size_t item, std::string expected) {
    add(*problems_, place(key, item), quoted(key) + std::move(expected));
}

std::optional<TomlFile> TomlFile::open(const std::filesystem::path& folder, const std::string& name,
                                       Problems& problems) {
    const auto content = read_text(folder, name, problems);
    if (!content) return std::nullopt;
    auto parsed = toml::parse(std::string_view(*content));
    if (parsed) return TomlFile(name, std::move(parsed).table());
    add(problems, place_of(name, parsed.error().source()),
        "not TOML: " + std::string(parsed.error().description()));
    return std::nullopt;
}

TomlFile::TomlFile(std::string name, toml::table&& table)
    : name_(std::make_unique<std::string>(std::move(name))),
      table_(std::make_unique<toml::table>(std::move(table))) {}
TomlFile::TomlFile(TomlFile&&) noexcept = default;
TomlFile& TomlFile::operator=(TomlFile&&) noexcept = default;
TomlFile::~TomlFile() = default;

Table TomlFile::root(Problems& problems) const { return {*table_, *name_, problems}; }

}  // namespace bot::config
