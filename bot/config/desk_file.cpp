// desks.toml: who handles what.
#include <algorithm>

#include "config/parts.hpp"
#include "config/table.hpp"

namespace bot::config {

namespace {

bool has_desk(const Settings& settings, std::string_view key) {
    return std::any_of(settings.desks.begin(), settings.desks.end(),
                       [&](const DeskSetting& desk) { return desk.key == key; });
}

void read_desk(Table& table, Draft& draft) {
    DeskSetting desk;
    desk.key = table.code("key");
    desk.name = table.wording("name");
    desk.restricted = table.flag("restricted", false);
    desk.falls_back_to = table.text_or_empty("falls_back_to");
    desk.calendar = table.text_or_empty("calendar");
    if (!desk.calendar.empty()) draft.calendar_of_desk.emplace(desk.key, table.place("calendar"));
    auto& settings = draft.settings();
    if (!desk.key.empty() && has_desk(settings, desk.key)) {
        table.problem("key", "expected a key of its own; \"" + desk.key + "\" is there twice");
    }
    settings.desks.push_back(std::move(desk));
    table.done();
}

const DeskSetting* find_desk(const Settings& settings, std::string_view key) {
    const auto found = std::find_if(settings.desks.begin(), settings.desks.end(),
                                    [&](const DeskSetting& desk) { return desk.key == key; });
    return found == settings.desks.end() ? nullptr : &*found;
}

// A restricted case must not land at an open desk because nobody works at its own.
void check_fallback(Table& table, const DeskSetting& desk, const Settings& settings) {
    if (desk.falls_back_to.empty()) return;
    const auto* other = find_desk(settings, desk.falls_back_to);
    if (other == nullptr) {
        table.problem("falls_back_to",
                      "expected the key of a desk; there is no \"" + desk.falls_back_to + "\"");
    } else if (desk.falls_back_to == desk.key) {
        table.problem("falls_back_to", "expected another desk");
    } else if (desk.restricted && !other->restricted) {
        table.problem("falls_back_to", "expected a restricted desk, as this one is");
    }
}

}  // namespace

void read_desks(Draft& draft) {
    const auto file = TomlFile::open(draft.folder(), "desks.toml", draft.problems());
    if (!file) return;
    auto root = file->root(draft.problems());
    auto tables = root.tables("desk");
    for (auto& table : tables) read_desk(table, draft);
    for (std::size_t i = 0; i < tables.size(); ++i) {
        check_fallback(tables[i], draft.settings().desks[i], draft.settings());
    }
    // The duty desk takes what no other desk takes.
    if (!has_desk(draft.settings(), "duty")) root.problem("desk", "expected a desk with the key \"duty\"");
    root.done();
}

}  // namespace bot::config
