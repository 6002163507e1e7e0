// concepts.tsv: ways of saying one thing. topics.toml: which sub-categories count as one topic.
#include <set>

#include "config/parts.hpp"
#include "config/table.hpp"
#include "text/normalize.hpp"

namespace bot::config {
namespace {

// Both files help learning and counting; a union can do without.
bool is_there(const Draft& draft, const char* name) {
    std::error_code error;
    return std::filesystem::exists(draft.folder() / name, error);
}

std::vector<std::string> words_of(std::string_view cell) {
    std::vector<std::string> words;
    while (true) {
        const auto bar = cell.find('|');
        if (bar != 0 && !cell.empty()) words.emplace_back(cell.substr(0, bar));
        if (bar == std::string_view::npos) return words;
        cell.remove_prefix(bar + 1);
    }
}

void read_concept(Draft& draft, std::string_view line, const Place& place, std::set<std::string, std::less<>>& known) {
    const auto tab = line.find('\t');
    if (!text::valid_utf8(line)) return add(draft.problems(), place, "expected UTF-8 text");
    if (tab == 0 || tab == std::string_view::npos) {
        return add(draft.problems(), place, "expected a name, a tab, and words with | between");
    }
    Concept one{std::string(line.substr(0, tab)), words_of(line.substr(tab + 1))};
    if (one.words.empty()) return add(draft.problems(), place, "expected at least one word");
    if (!known.insert(one.id).second) return add(draft.problems(), place, "\"" + one.id + "\" stands above already");
    draft.settings().concepts.push_back(std::move(one));
}

}  // namespace

void read_concepts(Draft& draft) {
    constexpr auto name = "concepts.tsv";
    if (!is_there(draft, name)) return;
    const auto content = read_text(draft.folder(), name, draft.problems());
    if (!content) return;
    std::set<std::string, std::less<>> known;
    each_line(*content, [&](std::string_view line, int number) {
        if (!line.empty() && line.front() != '#') read_concept(draft, line, {name, number, 1}, known);
    });
}

void read_topics(Draft& draft) {
    if (!is_there(draft, "topics.toml")) return;
    const auto file = TomlFile::open(draft.folder(), "topics.toml", draft.problems());
    if (!file) return;
    auto root = file->root(draft.problems());
    auto table = root.table("topics");
    if (!table) return;
    auto& topics = draft.settings().topics;
    for (const auto& topic : table->keys()) {
        for (const auto& id : table->texts(topic)) {
            const bool label = id.starts_with('_') || draft.subcategories.contains(id);
            if (!label) table->problem(topic, "expected ids of sub-categories; there is no \"" + id + "\"");
            if (!topics.emplace(id, topic).second) table->problem(topic, "\"" + id + "\" belongs to two topics");
        }
    }
    for (const auto& [id, place] : draft.subcategories) {
        if (!topics.contains(id)) add(draft.problems(), place, "expected \"" + id + "\" in a topic of topics.toml");
    }
    root.done();
}

}  // namespace bot::config
