// safety.toml and words.toml: lists of words by key.
#include <map>
#include <sstream>

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

// A pattern of a slot that is not there would never match, and nobody would notice.
void check_patterns(Table& root, const SafetySetting& safety) {
    if (safety.patterns.empty()) return;
    auto table = root.table("patterns");
    for (const auto& [key, patterns] : safety.patterns) {
        for (std::size_t i = 0; i < patterns.size(); ++i) {
            std::istringstream names(patterns[i]);
            for (std::string name; names >> name;) {
                const bool number = name.find_first_not_of("0123456789") == std::string::npos;
                if (!number && !safety.slots.contains(name)) table->problem(key, i, "there is no slot '" + name + "'");
            }
        }
    }
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
    if (root.has("whole")) safety.whole = read_lists(root, "whole");
    if (root.has("slots")) safety.slots = read_lists(root, "slots");
    if (root.has("patterns")) safety.patterns = read_lists(root, "patterns");
    check_patterns(root, safety);
    for (const auto* list : {"idioms", "never_suppress", "prepared"}) check_place(root, safety.words, list);
    root.done();
}

void read_words(Draft& draft) {
    const auto file = TomlFile::open(draft.folder(), "words.toml", draft.problems());
    if (!file) return;
    auto root = file->root(draft.problems());
    draft.settings().words = read_lists(root, "words");
    draft.settings().courtesy = root.texts("courtesy");
    if (root.has("audiences")) {
        draft.settings().audiences = read_lists(root, "audiences");
        for (const auto& [key, words] : draft.settings().audiences) {
            if (key != "representative" && key != "group_leader" && key != "staff")
                root.table("audiences")->problem(key, "expected representative, group_leader or staff");
        }
    }
    if (!draft.settings().words.empty()) check_spelled_once(root, draft.settings().words);
    root.done();
}

}  // namespace bot::config
