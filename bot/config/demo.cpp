// demo.toml: the invented union.
#include "config/demo.hpp"

#include "config/parts.hpp"
#include "config/table.hpp"

namespace bot::config {

Result<Demo> load_demo(const std::filesystem::path& folder) {
    Problems problems;
    Demo demo;
    if (const auto file = TomlFile::open(folder, "demo.toml", problems)) {
        auto root = file->root(problems);
        for (auto& table : root.tables("staff")) {
            demo.staff.push_back(
                {table.text("name"), table.code("role"), table.code("desk"), table.flag("on_call", false)});
            table.done();
        }
        for (auto& table : root.tables("member")) {
            demo.members.push_back({table.text("name"), table.texts("says")});
            table.done();
        }
        root.done();
    }
    if (!problems.empty()) return fail(Errc::invalid_config, describe(problems.front()));
    if (demo.staff.empty()) return fail(Errc::not_found, "no demo.toml beside the settings");
    return demo;
}

}  // namespace bot::config
