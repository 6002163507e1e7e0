// duties.toml: what falls to representatives, and how mistakes in it are told.
#include "folder.hpp"

using namespace config_test;
using bot::config::Duty;

namespace {

constexpr std::string_view good_duty = R"([[duty]]
id = "talk"
name = { zh = "谈心", en = "Talk" }
seats = "group_leaders"
every = "month"
remind_days = [0, 14]
)";

}  // namespace

TEST_CASE("duties are read as they stand, and without the file there are none") {
    const Folder folder;
    CHECK(folder.good().duties.empty());
    folder.write("duties.toml", good_duty);
    const auto duties = folder.good().duties;
    REQUIRE(duties.size() == 1);
    CHECK(duties[0].every == Duty::Every::month);
    CHECK(duties[0].remind_days == std::vector<int>{0, 14});
    CHECK(duties[0].group_leaders);
    CHECK_FALSE(duties[0].representatives);
}

TEST_CASE("the duties that are shipped are right") {
    const Folder folder;
    std::ifstream in(SOURCE_DIR "/config/duties.toml", std::ios::binary);
    folder.write("duties.toml", std::string{std::istreambuf_iterator<char>(in), {}});
    CHECK(folder.good().duties.size() == 5);
}

TEST_CASE("mistakes in duties are told with their place") {
    struct Row {
        std::string what, by, told;
    };
    const Row rows[] = {
        {"every = \"month\"", "every = \"week\"", "5:9: 'every': expected one of \"month\" \"quarter\" \"day\" \"new_member\""},
        {"every = \"month\"", "every = \"new_member\"\nwithin_days = 0", "6:15: 'within_days': expected a whole number of days from 1 to 90"},
        {"every = \"month\"", "every = \"new_member\"\nwithin_days = 3", "7:19: 'remind_days': expected a day within the period"},
        {"every = \"month\"", "every = \"day\"\ndays = [\"2026-04-20\", \"2026-04-20\"]", "6:8: 'days': expected days in their order, none twice"},
        {"[0, 14]", "[]", "6:15: 'remind_days': expected at least one day"},
        {"[0, 14]", "[0, 0]", "6:19: 'remind_days': expected each day once"},
        {"[0, 14]", "[0, 30]", "6:19: 'remind_days': expected a day within the period"},
        {"\"group_leaders\"", "\"chairs\"", "4:9: 'seats': expected one of \"all\" \"representatives\" \"group_leaders\""},
        {"remind_days", "remind_day", "6:1: 'remind_day': unknown key"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.by);
        const Folder folder;
        folder.write("duties.toml", good_duty);
        folder.change("duties.toml", row.what, row.by);
        const auto problems = folder.problems();
        const auto wanted = "duties.toml:" + row.told;
        CAPTURE(problems);
        CHECK(std::any_of(problems.begin(), problems.end(), [&](const auto& one) { return one.starts_with(wanted); }));
    }
    const Folder folder;
    folder.write("duties.toml", std::string(good_duty) + std::string(good_duty));
    CHECK(folder.problems() == std::vector<std::string>{"duties.toml:8:6: 'id': expected an id of its own; \"talk\" is there twice"});
}
