// safety.toml and words.toml: lists of words by key.
#include <map>

#include "config/parts.hpp"
#include "config/table.hpp"

namespace bot::config {

namespace {

using WordLists = std::map<std::string, std::vector<std::string>>;

WordLists read_lists(Table& root, std::string_view name) {
    WordLists lists;
    auto table = root.table(name);
    if (!table) return lists;
    for (const auto& key : table->keys()) {
        auto words = table->texts(key);
        // An empty list is a slip: the key would do nothing, and nobody would notice.
        if (words.empty()) table->problem(key, "expected at least one word");
        lists.emplace(key, std::move(words));
    }
    return lists;
}

// In TOML everything after [words] belongs to it: a list of idioms there would be taken for words of danger.
void check_place(Table& root, const WordLists& lists, std::string_view key) {
    if (!lists.contains(std::string(key))) return;
    auto table = root.table("words");
    table->problem(key, "expected this list above the line [words]");
}

void check_spelled_once(Table& root, const WordLists& lists) {
    auto table = root.table("words");
    std::map<std::string_view, std::string_view> key_of;
    for (const auto& [key, words] : lists) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto [known, fresh] = key_of.emplace(words[i], key);
            if (fresh || words[i].empty()) continue;
            table->problem(key, i,
                           "\"" + words[i] + "\" is already a word of '" + std::string(known->second) + "'");
        }
    }
}

}  // namespace

void read_safety(Draft& draft) {
    const auto file = TomlFile::open(draft.folder(), "safety.toml", draft.problems());
    if (!file) return;
    auto root = file->root(draft.problems());
    auto& safety = draft.settings().safety;
    safety.words = read_lists(root, "words");
    safety.idioms = root.texts("idioms");
    safety.never_suppress = root.texts("never_suppress");
    safety.prepared = root.texts("prepared");
    if (root.has("answers")) safety.answers = read_lists(root, "answers");
    for (const auto* list : {"idioms", "never_suppress", "prepared"}) check_place(root, safety.words, list);
    root.done();
}

void read_words(Draft& draft) {
    const auto file = TomlFile::open(draft.folder(), "words.toml", draft.problems());
    if (!file) return;
    auto root = file->root(draft.problems());
    draft.settings().words = read_lists(root, "words");
    draft.settings().courtesy = root.texts("courtesy");
    if (!draft.settings().words.empty()) check_spelled_once(root, draft.settings().words);
    root.done();
}

}  // namespace bot::config
