// catalogue/common.toml (fields, limits, disclaimers, help lines, menu order) and one file a category.
#include <algorithm>

#include "config/parts.hpp"
#include "config/table.hpp"

namespace bot::config {

namespace {

using dialogue::Catalogue;

constexpr const char* common_file = "catalogue/common.toml";
constexpr std::size_t most_questions = 2;
constexpr Whole minutes{0, 30 * 24 * 60, "minutes"};
constexpr Whole working_days{0, 250, "working days"};

// Calls read(key, table) for each [name.key].
template <class Read>
void each(Table& root, std::string_view name, Read read) {
    auto group = root.table(name);
    if (!group) return;
    for (const auto& key : group->keys()) {
        if (auto table = group->table(key)) {
            read(key, *table);
            table->done();
        }
    }
}

dialogue::Limits read_limits(Table& table) {
    dialogue::Limits limits;
    limits.wall_clock = table.one_of("clock", {"wall", "working"}) == 0U;
    if (limits.wall_clock) {
        limits.first_contact_minutes = table.whole("first_contact_minutes", minutes, 0);
        limits.reply_minutes = table.whole("reply_minutes", minutes, 0);
        if (limits.reply_minutes == 0)
            table.problem("reply_minutes", "expected at least one minute on the wall clock");
    } else {
        limits.first_contact_minutes = table.whole("first_contact_minutes", minutes, 0);
        limits.first_contact_working_days =
            static_cast<int>(table.whole("first_contact_working_days", working_days, 0));
        limits.reply_working_days = static_cast<int>(table.whole("reply_working_days", working_days, 0));
    }
    return limits;
}

dialogue::Field read_field(const std::string& key, Table& table) {
    using dialogue::FieldType;
    constexpr FieldType types[] = {
        FieldType::text,   FieldType::number,     FieldType::money, FieldType::date, FieldType::date_or_text,
        FieldType::choice, FieldType::attachment, FieldType::phone, FieldType::unit, FieldType::person_list};
    dialogue::Field field;
    field.key = key;
    const auto type = table.one_of("type", {"text", "number", "money", "date", "date_or_text", "choice",
                                            "attachment", "phone", "unit", "person_list"});
    if (type) field.type = types[*type];
    field.sensitive = table.flag("sensitive", false);
    field.label = table.wording("label");
    field.ask = table.wording("ask");
    for (auto& wording : table.wordings("options")) field.options.push_back({std::move(wording)});
    const bool choice = field.type == FieldType::choice;
    if (choice && field.options.size() < 2)
        table.problem("options", "expected at least two options for a choice");
    if (!choice && table.has("options"))
        table.problem("options", "expected options only for the type \"choice\"");
    return field;
}

void read_hotline(Table& table, Catalogue& catalogue) {
    dialogue::Hotline line;
    line.number = table.text("number");
    line.name = table.wording("name");
    line.use = table.wording("use");
    line.hours = table.wording("hours");
    if (table.has("verified_on") && table.day("verified_on")) line.verified_on = table.text("verified_on");
    table.done();
    const bool twice = std::any_of(catalogue.hotlines.begin(), catalogue.hotlines.end(),
                                   [&](const auto& other) { return other.number == line.number; });
    if (twice && !line.number.empty()) table.problem("number", "expected each number once");
    catalogue.hotlines.push_back(std::move(line));
}

// The menu order and where each entry stood.
struct Order {
    std::vector<std::string> ids;
    std::vector<Place> places;
    Place place;
};

Order read_common(Draft& draft) {
    Order order;
    const auto file = TomlFile::open(draft.folder(), common_file, draft.problems());
    if (!file) return order;
    auto root = file->root(draft.problems());
    auto& catalogue = draft.settings().catalogue;
    order.ids = root.texts("order");
    order.place = root.place("order");
    for (std::size_t i = 0; i < order.ids.size(); ++i) order.places.push_back(root.place("order", i));
    each(root, "limits",
         [&](const auto& key, Table& table) { catalogue.limits.emplace(key, read_limits(table)); });
    each(root, "fields",
         [&](const auto& key, Table& table) { catalogue.fields.emplace(key, read_field(key, table)); });
    if (auto disclaimers = root.table("disclaimers")) {
        for (const auto& key : disclaimers->keys())
            catalogue.disclaimers.emplace(key, disclaimers->wording(key));
    }
    for (auto& table : root.tables("hotline")) read_hotline(table, catalogue);
    root.done();
    return order;
}

// Every item of the list `key` must be known.
template <class Known>
void check_all(Table& table, std::string_view key, const std::vector<std::string>& items,
               std::string_view what, Known known) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!items[i].empty() && !known(items[i])) {
            table.problem(key, i, "expected " + std::string(what) + "; there is no \"" + items[i] + "\"");
        }
    }
}

void check_references(Table& table, const dialogue::Subcategory& sub, const Settings& settings) {
    const auto& catalogue = settings.catalogue;
    const bool desk_known = std::any_of(settings.desks.begin(), settings.desks.end(),
                                        [&](const DeskSetting& desk) { return desk.key == sub.desk; });
    if (!desk_known && !sub.desk.empty()) {
        table.problem("desk", "expected the key of a desk in desks.toml; there is no \"" + sub.desk + "\"");
    }
    if (!sub.limits.empty() && !catalogue.limits.contains(sub.limits)) {
        table.problem("limits",
                      "expected a key of [limits] in common.toml; there is no \"" + sub.limits + "\"");
    }
    check_all(table, "fields", sub.fields, "a key of [fields] in common.toml",
              [&](const auto& key) { return catalogue.fields.contains(key); });
    check_all(table, "questions", sub.questions, "one of this table's own fields", [&](const auto& key) {
        return std::find(sub.fields.begin(), sub.fields.end(), key) != sub.fields.end();
    });
    check_all(table, "disclaimers", sub.disclaimers, "a key of [disclaimers] in common.toml",
              [&](const auto& key) { return catalogue.disclaimers.contains(key); });
    check_all(table, "hotlines", sub.hotlines, "a number of a [[hotline]] in common.toml",
              [&](const auto& number) {
                  return std::any_of(catalogue.hotlines.begin(), catalogue.hotlines.end(),
                                     [&](const auto& line) { return line.number == number; });
              });
    if (sub.questions.size() > most_questions) table.problem("questions", "expected at most two questions");
}

dialogue::Subcategory read_subcategory(Table& table, const std::string& category) {
    using dialogue::IdentityMode;
    using dialogue::Urgency;
    constexpr Urgency urgencies[] = {Urgency::p0,  Urgency::p1,  Urgency::p2a,
                                     Urgency::p2b, Urgency::p2c, Urgency::p3};
    constexpr IdentityMode modes[] = {IdentityMode::named, IdentityMode::confidential,
                                      IdentityMode::anonymous};
    dialogue::Subcategory sub;
    sub.id = table.code("id");
    sub.category = category;
    sub.name = table.wording("name");
    sub.description = table.wording("description");
    if (table.has("heard")) sub.heard = table.wording("heard");
    const auto urgency = table.one_of("urgency", {"P0", "P1", "P2a", "P2b", "P2c", "P3"});
    if (urgency) sub.urgency = urgencies[*urgency];
    sub.desk = table.text("desk");
    sub.limits = table.text("limits");
    const auto identity = table.one_of("identity", {"named", "confidential", "anonymous"});
    if (identity) sub.identity = modes[*identity];
    sub.restricted = table.flag("restricted", false);
    sub.sensitive = table.flag("sensitive", false);
    sub.auto_close = table.flag("auto_close", false);
    sub.common = table.flag("common", true);
    sub.answer_alone = table.flag("answer_alone", false);
    sub.questions = table.texts("questions");
    sub.fields = table.texts("fields");
    sub.first_reply = table.wordings("first_reply");
    sub.evidence = table.wordings("evidence");
    sub.next_steps = table.wordings("next_steps");
    sub.disclaimers = table.texts("disclaimers");
    sub.hotlines = table.texts("hotlines");
    sub.escalate_if = table.wordings("escalate_if");
    table.done();
    return sub;
}

void add_subcategory(Table& table, dialogue::Category& category, Draft& draft) {
    auto sub = read_subcategory(table, category.id);
    check_references(table, sub, draft.settings());
    if (sub.id.empty()) return;
    const auto [known, fresh] = draft.subcategories.emplace(sub.id, table.place("id"));
    if (!fresh) {
        table.problem("id", "expected an id of its own; \"" + sub.id + "\" is already in " +
                                known->second.file + ":" + std::to_string(known->second.line));
        return;
    }
    category.subcategories.push_back(sub.id);
    std::string id = sub.id;
    draft.settings().catalogue.subcategories.emplace(std::move(id), std::move(sub));
}

void read_category(Draft& draft, const std::string& name) {
    const auto file = TomlFile::open(draft.folder(), name, draft.problems());
    if (!file) return;
    auto root = file->root(draft.problems());
    dialogue::Category category;
    if (auto table = root.table("category")) {
        category.id = table->code("id");
        category.name = table->wording("name");
        category.description = table->wording("description");
        table->done();
        const auto& others = draft.settings().catalogue.categories;
        const bool twice = std::any_of(others.begin(), others.end(),
                                       [&](const auto& other) { return other.id == category.id; });
        if (twice && !category.id.empty()) {
            table->problem("id", "expected an id of its own; \"" + category.id + "\" is there twice");
        }
    }
    for (auto& table : root.tables("subcategory")) add_subcategory(table, category, draft);
    if (category.subcategories.empty()) root.problem("subcategory", "expected at least one [[subcategory]]");
    draft.settings().catalogue.categories.push_back(std::move(category));
    root.done();
}

void put_in_order(Draft& draft, const Order& order) {
    std::vector<dialogue::Category> sorted;
    auto& categories = draft.settings().catalogue.categories;
    for (std::size_t i = 0; i < order.ids.size(); ++i) {
        const auto found = std::find_if(categories.begin(), categories.end(),
                                        [&](const auto& category) { return category.id == order.ids[i]; });
        if (found == categories.end()) {
            add(draft.problems(), order.places[i],
                "'order': expected each category once; \"" + order.ids[i] +
                    "\" is there twice or has no file");
            continue;
        }
        sorted.push_back(std::move(*found));
        categories.erase(found);
    }
    for (auto& left : categories) {
        if (!left.id.empty())
            add(draft.problems(), order.place, "'order': expected \"" + left.id + "\" in this list too");
        sorted.push_back(std::move(left));
    }
    categories = std::move(sorted);
}

}  // namespace

void read_catalogue(Draft& draft) {
    const auto names = files_in(draft.folder(), "catalogue", ".toml", draft.problems());
    if (names.empty()) return;
    const Order order = read_common(draft);
    for (const auto& name : names) {
        if (name != common_file) read_category(draft, name);
    }
    put_in_order(draft, order);
}

}  // namespace bot::config
