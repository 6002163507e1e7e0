// A union's office for a test: the shipped wording, a fresh SQLite file, lists written to disk.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

#include "core/embedded.hpp"
#include "roster/import.hpp"

namespace roster_test {

using namespace bot;
using store::ListKind;

const Instant monday = from_ms(1'772'416'800'000);  // 2026-03-02 10:00 in Shanghai

class Union {
public:
    Union() : path_((std::filesystem::temp_directory_path() / "niangjia-roster-XXXXXX").string()) {
        REQUIRE(mkdtemp(path_.data()) != nullptr);
        std::vector<templates::SourceFile> files;
        for (const auto& file : embedded::messages()) files.push_back({std::string(file.name), std::string(file.content)});
        messages_ = std::make_unique<templates::Messages>(templates::Messages::load(files).value());
        store = store::open_sqlite(path_ + "/data").value();
    }
    ~Union() {
        store.reset();
        std::filesystem::remove_all(path_);
    }
    Union(const Union&) = delete;
    Union& operator=(const Union&) = delete;

    std::string write(const std::string& content) {
        const auto file = path_ + "/list";
        std::ofstream(file, std::ios::binary) << content;
        return file;
    }

    roster::Report bring(ListKind kind, const std::string& content) { return bring({kind, write(content), false, false, Language::zh_hans}); }
    roster::Report bring(const roster::Order& order) {
        const roster::Office office{*store, clock, calendar, *messages_, stopping};
        auto report = roster::import_list(office, order);
        REQUIRE(report);
        text = roster::told(*report, *messages_, order.language);
        return std::move(*report);
    }

    void read(const std::function<void(store::Snapshot&)>& look) { REQUIRE(store->read_and_wait(look)); }
    std::int64_t count(std::string_view query) {
        std::int64_t rows = 0;
        read([&](store::Snapshot& snapshot) { rows = snapshot.count(query); });
        return rows;
    }
    store::RosterRow person(const std::string& number) {
        std::optional<store::RosterRow> found;
        read([&](store::Snapshot& snapshot) { found = snapshot.roster_person(number); });
        REQUIRE(found);
        return *found;
    }
    std::string unit_of(const std::string& number) {
        const auto one = person(number);
        std::string code;
        read([&](store::Snapshot& snapshot) { code = snapshot.unit(one.unit).value().code; });
        return code;
    }

    std::unique_ptr<store::Store> store;
    ManualClock clock{monday};
    calendar::Calendar calendar;
    std::function<bool()> stopping = [] { return false; };
    std::string text;  // the last report, as the administrator reads it

private:
    std::string path_;
    std::unique_ptr<templates::Messages> messages_;
};

inline const std::string tree = "单位编码,单位名称,上级编码,类型\nG,宏图集团,,集团\nA,一厂,G,厂\nA1,总装车间,A,车间\nA11,甲班,A1,班组\nA12,乙班,A1,班组\n";

}  // namespace roster_test
