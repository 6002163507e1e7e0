// Files that the build puts into the program: wording, pages, queries. See bot_embed in CMakeLists.txt.
#pragma once

#include <string_view>
#include <vector>

namespace bot::embedded {

struct File {
    std::string_view name;  // path below the set's folder, with '/'
    std::string_view content;
};

std::vector<File> messages();  // templates/messages
std::vector<File> webchat();   // templates/webchat
std::vector<File> console();   // templates/console
std::vector<File> queries();   // bot/store/**/*.sql
std::string_view shipped_model();  // see router/model.hpp
std::string_view sounds();     // the syllable of each Han character, see text/sounds.hpp

}  // namespace bot::embedded
