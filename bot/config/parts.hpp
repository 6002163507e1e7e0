// The parts of the config folder, one function each. All report problems and leave defaults where they found
// none.
#pragma once

#include <map>
#include <string>

#include "config/settings.hpp"
#include "config/source.hpp"

namespace bot::config {

class Table;

// What is being put together: settings, problems so far, and where things stood, for the checks across files.
struct Draft {
    Loaded loaded;
    std::map<std::string, Place> subcategories;  // where each was written
    std::map<std::string, Place> calendar_of_desk;  // where each was named

    Settings& settings() { return loaded.settings; }
    Problems& problems() { return loaded.problems; }
    const std::filesystem::path& folder() const { return loaded.settings.folder; }
};

void read_bot(Draft& draft);                    // bot.toml
void read_assist(Table& root, Draft& draft);    // [assist] of bot.toml
void read_desks(Draft& draft);                  // desks.toml
void read_calendar(Draft& draft, Instant now);  // calendar/*.toml; after desks
void read_catalogue(Draft& draft);              // catalogue/*.toml; after desks
void read_legal(Draft& draft);                  // legal.toml; after the catalogue
void read_duties(Draft& draft);                 // duties.toml
void read_safety(Draft& draft);                 // safety.toml
void read_words(Draft& draft);                  // words.toml
void read_examples(Draft& draft);               // examples/*.tsv; after the catalogue
void read_concepts(Draft& draft);               // concepts.tsv
void read_topics(Draft& draft);                 // topics.toml; after the examples
void read_regression(Draft& draft);             // regression.tsv; after the examples

}  // namespace bot::config
