// Every kind of mistake in the folder is told with file, line, column and what was expected.
#include "folder.hpp"

#include <sys/stat.h>

using config_test::Folder;

namespace {

using Told = std::vector<std::string>;

// One change to a folder in order, and all that is told about it.
struct Row {
    std::string file, what, by;
    Told told;
};

void check(const std::vector<Row>& rows) {
    for (const auto& row : rows) {
        const Folder folder;
        CAPTURE(row.file, row.what, row.by);
        folder.change(row.file, row.what, row.by);
        CHECK(folder.problems() == row.told);
    }
}

}  // namespace

TEST_CASE("mistakes in bot.toml are told with their place") {
    check({
        {"bot.toml",
         "phone",
         "fone",
         {"bot.toml:3:1: 'fone': unknown key; known here: name, phone, local_crisis_line"}},
        {"bot.toml",
         "[server]",
         "[sever]",
         {"bot.toml:5:2: 'sever': unknown key; known here: union, timing, routing, account"}},
        {"bot.toml", "\"一厂工会\"", "5", {"bot.toml:2:8: 'name': expected a text that is not empty"}},
        {"bot.toml", "\"一厂工会\"", "\"\"", {"bot.toml:2:8: 'name': expected a text that is not empty"}},
        {"bot.toml", "name = \"一厂工会\"", "", {"bot.toml:1:1: 'name': expected a text that is not empty"}},
        {"bot.toml", "\"0510-5550100\"", "510", {"bot.toml:3:9: 'phone': expected a text like \"…\""}},
        {"bot.toml",
         "127.0.0.1:9000",
         "9000",
         {"bot.toml:6:10: 'listen': expected an address and a port like \"127.0.0.1:8080\""}},
        {"bot.toml",
         "127.0.0.1:9000",
         "localhost:65536",
         {"bot.toml:6:10: 'listen': expected an address and a port like \"127.0.0.1:8080\""}},
        {"bot.toml",
         "seconds = 60",
         "seconds = 0",
         {"bot.toml:9:24: 'quiet_window_seconds': expected a whole number of seconds from 1 to 3600"}},
        {"bot.toml",
         "seconds = 60",
         "seconds = \"60\"",
         {"bot.toml:9:24: 'quiet_window_seconds': expected a whole number of seconds from 1 to 3600"}},
        {"bot.toml",
         "days = 10",
         "days = 10.5",
         {"bot.toml:10:18: 'held_keep_days': expected a whole number of days from 1 to 365"}},
        {"bot.toml",
         "sure_threshold = 1",
         "sure_threshold = 45",
         {"bot.toml:14:18: 'sure_threshold': expected a number from 0 to 1 like 0.45"}},
        {"bot.toml",
         "[routing]",
         "[alike]\nissue_from = 1\ncollective_from = 501\nwindow_days = 0\n[routing]",
         {"bot.toml:13:14: 'issue_from': expected a whole number of members from 2 to 100",
          "bot.toml:14:19: 'collective_from': expected a whole number of members from 3 to 500",
          "bot.toml:15:15: 'window_days': expected a whole number of days from 1 to 30"}},
        {"bot.toml",
         "[routing]",
         "[alike]\nissue_from = 10\n[routing]",
         {"bot.toml:12:1: 'collective_from': expected more members than issue_from"}},
        {"bot.toml",
         "key = \"web\"",
         "key = \"Web chat\"",
         {"bot.toml:17:7: 'key': expected a short word of a-z, 0-9, '_', '-' and '.'"}},
        {"bot.toml",
         "\"webchat\"",
         "\"wechat\"",
         {"bot.toml:18:12: 'platform': expected one of \"webchat\" \"telegram\""}},
        {"bot.toml",
         "key = \"telegram\"",
         "key = \"web\"",
         {"bot.toml:21:7: 'key': expected a key of its own; \"web\" is there twice"}},
        {"bot.toml",
         "platform = \"webchat\"",
         "platform = \"webchat\"\nenabled = \"no\"",
         {"bot.toml:19:11: 'enabled': expected true or false"}},
        {"bot.toml",
         "platform = \"webchat\"",
         "platform = \"webchat\"\nbase_url = \"ftp://x\"",
         {"bot.toml:19:12: 'base_url': expected an address that begins with https:// or http://"}},
    });
}

TEST_CASE("a secret that cannot be found is told without showing what stood there") {
    check({
        {"bot.toml",
         "file:hook",
         "file:other",
         {"bot.toml:23:10: 'secret': the secret in secrets/other: expected a file that can be read (No such "
          "file or "
          "directory)"}},
        {"bot.toml",
         "file:hook",
         "hunter2hunter2",
         {"bot.toml:23:10: 'secret': expected \"file:NAME\" or \"env:NAME\": a secret never stands here "
          "itself"}},
        {"bot.toml",
         "file:hook",
         "",
         {"bot.toml:23:10: 'secret': expected \"file:NAME\" or \"env:NAME\" for an enabled account"}},
        {"bot.toml",
         "secret = \"file:hook\"",
         "",
         {"bot.toml:20:1: 'secret': expected \"file:NAME\" or \"env:NAME\" for an enabled account"}},
        {"bot.toml",
         "file:hook",
         "file:",
         {"bot.toml:23:10: 'secret': expected a file name after \"file:\""}},
        {"bot.toml",
         "file:hook",
         "file:../bot.toml",
         {"bot.toml:23:10: 'secret': expected \"file:NAME\" for a file in secrets/, or "
          "\"file:/the/whole/path\""}},
        {"bot.toml",
         "env:NIANGJIA_TEST_TOKEN",
         "env:NIANGJIA_TEST_NOTHING",
         {"bot.toml:24:9: 'token': expected the environment variable NIANGJIA_TEST_NOTHING"}},
        {"bot.toml",
         "env:NIANGJIA_TEST_TOKEN",
         "env:",
         {"bot.toml:24:9: 'token': expected the environment variable "}},
        {"secrets/hook",
         "  s3cret ",
         " \t ",
         {"bot.toml:23:10: 'secret': expected a secret in secrets/hook, which is empty"}},
    });
    const Folder folder;
    folder.write("elsewhere", "abc");
    folder.change("bot.toml", "file:hook", "file:" + (folder.path() / "elsewhere").string());
    CHECK(folder.good().accounts.at(1).secret == "abc");
}

TEST_CASE("mistakes in the settings of the assisting model are told with their place") {
    const auto told = [](const std::string& lines) {
        const Folder folder;
        folder.write("bot.toml", "[union]\nname = \"一厂工会\"\n[[account]]\nkey = \"web\"\nplatform = \"webchat\"\n[assist]\n" + lines);
        return folder.problems();
    };
    const std::string url = "url = \"http://10.0.0.5/v1\"\n";
    const std::string model = "model = \"m\"\n";
    const std::string like = "expected an address like \"http://10.0.0.5:8000/v1\"";
    const std::string own = "expected a server in the union's own network (127.*, 10.*, 172.16-31.*, 192.168.*); members' words "
                            "leave it only with outside_allowed = true";
    CHECK(told("enabled = true\n" + model) == Told{"bot.toml:6:1: 'url': expected a text that is not empty"});
    CHECK(told("enabled = true\n" + url) == Told{"bot.toml:6:1: 'model': expected a text that is not empty"});
    CHECK(told(url + model + "timeout_seconds = 0\n") ==
          Told{"bot.toml:9:19: 'timeout_seconds': expected a whole number of seconds from 1 to 60"});
    CHECK(told(url + model + "at_once = 9\n") == Told{"bot.toml:9:11: 'at_once': expected a whole number from 1 to 8"});
    CHECK(told(url + model + "tokens = 9\n").size() == 1);
    CHECK(told("enabled = true\n" + url + model + "key = \"file:gone\"\n").size() == 1);
    CHECK(told("enabled = true\n" + url + model + "key = \"sk-secret\"\n").front().find("sk-secret") == std::string::npos);
    for (const std::string bad : {"10.0.0.5/v1", "ftp://10.0.0.5", "http://", "http://:80/v1", "http://10.0.0.5:99999/v1",
                                  "http://10.0.0.5:/v1", "http://u:p@10.0.0.5/v1", "http://10.0.0.5/v1?a=b", "http://10.0 .0.5",
                                  "http://[::1/v1", "http://[]/v1", "http://[::1]x/v1", "http://模型/v1"}) {
        CAPTURE(bad);
        CHECK(told("url = \"" + bad + "\"\n" + model) == Told{"bot.toml:7:7: 'url': " + like});
    }
    for (const std::string outside : {"https://8.8.8.8/v1", "http://[2001:db8::1]:80/v1", "http://0.0.0.0/v1", "http://[::ffff:8.8.8.8]"}) {
        CAPTURE(outside);
        CHECK(told("url = \"" + outside + "\"\n" + model) == Told{"bot.toml:7:7: 'url': " + own});
        CHECK(told("outside_allowed = true\nurl = \"" + outside + "\"\n" + model).empty());
    }
    for (const std::string good : {"http://127.0.0.1:8000/v1", "http://[::1]:8000/v1", "https://model.union.internal/v1", "http://192.168.1.9"}) {
        CAPTURE(good);
        CHECK(told("url = \"" + good + "\"\n" + model).empty());
    }
}

TEST_CASE("mistakes in desks.toml are told with their place") {
    check({
        {"desks.toml",
         "key = \"rights\"",
         "key = \"duty\"",
         {"catalogue/rights.toml:11:8: 'desk': expected the key of a desk in desks.toml; there is no "
          "\"rights\"",
          "desks.toml:6:7: 'key': expected a key of its own; \"duty\" is there twice",
          "desks.toml:8:17: 'falls_back_to': expected another desk"}},
        {"desks.toml",
         "falls_back_to = \"duty\"",
         "falls_back_to = \"dutty\"",
         {"desks.toml:8:17: 'falls_back_to': expected the key of a desk; there is no \"dutty\""}},
        {"desks.toml",
         "restricted = true",
         "restricted = true\nfalls_back_to = \"duty\"",
         {"desks.toml:14:17: 'falls_back_to': expected a restricted desk, as this one is"}},
        {"desks.toml",
         "{ zh = \"值班\" }",
         "\"值班\"",
         {"desks.toml:3:8: 'name': expected a text in Chinese and perhaps English like { zh = \"…\", en = "
          "\"…\" }"}},
        {"desks.toml",
         "{ zh = \"值班\" }",
         "{ zh = \"值班\", de = \"Dienst\" }",
         {"desks.toml:3:8: 'name': expected a text in Chinese and perhaps English like { zh = \"…\", en = "
          "\"…\" }"}},
    });
    const Folder folder;
    folder.write("desks.toml", "desk = 5");
    CHECK(folder.problems().front() ==
          "catalogue/life.toml:11:8: 'desk': expected the key of a desk in desks.toml; there is no \"duty\"");
    CHECK(folder.problems().back() == "desks.toml:1:8: 'desk': expected a desk with the key \"duty\"");
}

TEST_CASE("mistakes in the calendar are told with their place") {
    const std::string year = "calendar/cn-2026.toml", hours = "calendar/hours.toml";
    check({
        {year,
         "\"2026-02-23\"",
         "\"2026-02-30\"",
         {year + ":11:6: 'to': expected a day like \"2026-02-17\""}},
        {year, "\"2026-02-23\"", "\"2026-2-23\"", {year + ":11:6: 'to': expected a day like \"2026-02-17\""}},
        {year, "\"2026-02-23\"", "2026-02-23", {year + ":11:6: 'to': expected a day like \"2026-02-17\""}},
        {year,
         "\"2026-02-23\"",
         "\"2026-02-14\"",
         {year + ":11:6: 'to': expected a day from \"from\" on, at most 31 days later"}},
        {year,
         "\"2026-02-23\"",
         "\"2026-04-23\"",
         {year + ":11:6: 'to': expected a day from \"from\" on, at most 31 days later"}},
        {year,
         "\"2026-02-28\"",
         "\"2026-02-16\"",
         {year + ":12:25: 'makeup': this day is off in the same calendar"}},
        {year, "\"2026-02-28\"", "28", {year + ":12:25: 'makeup': expected a day like \"2026-02-17\""}},
        {year,
         "year = 2026",
         "year = 2025",
         {year + ":10:8: 'from': expected a day of 2025", year + ":12:11: 'makeup': expected a day of 2025",
          year + ":12:25: 'makeup': expected a day of 2025"}},
        {year,
         "\"2026-02-14\"",
         "\"2024-02-14\"",
         {year + ":12:11: 'makeup': expected a day of 2026"}},
        {year,
         "\"2026-02-14\"",
         "\"2026-02-28\"",
         {year + ":12:25: 'makeup': expected a day of its own; this one is there twice"}},
        {year,
         "[[holiday]]",
         "[[holiday]]\nid = \"lanterns\"\nname_zh = \"元宵\"\nfrom = \"2026-02-23\"\nto = \"2026-02-24\"\n[[holiday]]",
         {year + ":15:8: 'from': some of these days belong to another holiday already"}},
        {year,
         "\"Asia/Shanghai\"",
         "\"Asia/Tokyo\"",
         {year + ":2:8: 'zone': expected \"Asia/Shanghai\", the zone of calendar/hours.toml"}},
        {year,
         "makeup",
         "make_up",
         {year + ":12:1: 'make_up': unknown key; known here: id, name_zh, name_en, from, to, makeup"}},
        {hours,
         "\"Asia/Shanghai\"",
         "\"Asia/Nowhere\"",
         {hours + ":1:8: 'zone': expected a time zone that the system knows, like \"Asia/Shanghai\""}},
        {hours, "\"12:00\"", "\"noon\"", {hours + ":3:28: 'to': expected a time of day like \"08:30\""}},
        {hours,
         "\"12:00\"",
         "\"08:00\"",
         {hours + ":3:28: 'to': expected a time after \"from\", or a shift over midnight of at most 16 hours"}},
        {hours,
         "\"12:00\"",
         "\"09:00\"",
         {hours + ":3:28: 'to': expected a time after \"from\", or a shift over midnight of at most 16 hours"}},
        {hours,
         "hours = [",
         "week = {}\nhours = [",
         {hours + ":2:8: 'week': expected the hours of at least one day like mon = [{ from = \"08:30\", to = \"12:00\" }]",
          hours + ":3:9: 'hours': expected either [week] or \"hours\", which are those of Monday to Friday"}},
        {hours,
         "{ from = \"13:00\", to = \"17:00\" }",
         "{ from = \"19:00\", to = \"10:00\" }",
         {hours + ":2:9: 'hours': the shift of the day before runs into the hours of \"tue\"",
          hours + ":2:9: 'hours': the shift of the day before runs into the hours of \"wed\"",
          hours + ":2:9: 'hours': the shift of the day before runs into the hours of \"thu\"",
          hours + ":2:9: 'hours': the shift of the day before runs into the hours of \"fri\""}},
        {hours, "\"13:00\"", "\"11:00\"", {hours + ":4:14: 'from': expected a time after the span before"}},
        {hours, "\"17:00\"", "\"24:01\"", {hours + ":4:28: 'to': expected a time of day like \"08:30\""}},
    });
    const Folder folder;
    folder.write("calendar/again.toml", folder.text(year));
    CHECK(folder.problems() ==
          Told{year + ":1:8: 'year': expected one file a year; another one is for 2026 too"});
}

TEST_CASE("mistakes in the hours of a desk and in special days are told with their place") {
    const std::string hours = "calendar/night.hours.toml";
    const std::string good = "[week]\nmon = [{ from = \"22:00\", to = \"06:00\" }]\n";
    struct Row {
        std::string content;
        Told told;
    };
    const std::string special = "[[special_day]]\nname = { zh = \"大修\" }\nday = ";
    const std::vector<Row> rows{
        {good, {}},
        {"", {hours + ":1:1: 'hours': expected at least one span like { from = \"08:30\", to = \"12:00\" }"}},
        {"zone = \"Asia/Nowhere\"\n" + good,
         {hours + ":1:8: 'zone': expected a time zone that the system knows, like \"Asia/Shanghai\""}},
        {good + "tue = [{ from = \"05:59\", to = \"10:00\" }]\n",
         {hours + ":1:1: 'week': the shift of the day before runs into the hours of \"tue\""}},
        {good + "noon = []\n",
         {hours + ":3:1: 'noon': unknown key; known here: mon, tue, wed, thu, fri, sat, sun"}},
        {"[week]\nmon = [{ from = \"24:00\", to = \"06:00\" }]\ntue = [{ from = \"06:00\", to = \"10:00\" }]\n",
         {hours + ":2:31: 'to': expected a time after \"from\", or a shift over midnight of at most 16 hours"}},
        {special + "\"2026-03-10\"\n" + special + "\"2026-03-10\"\n" + good,
         {hours + ":6:7: 'day': expected a day of its own; this one is there twice"}},
        {special + "\"1969-03-10\"\n" + good, {hours + ":3:7: 'day': expected a day from 1970 to 2079"}},
        {special + "\"2026-02-29\"\n" + good, {hours + ":3:7: 'day': expected a day like \"2026-02-17\""}},
        // A Tuesday after the night shift of Monday, and a Sunday before it.
        {special + "\"2026-03-10\"\nhours = [{ from = \"05:00\", to = \"10:00\" }]\n" + good,
         {hours + ":3:7: 'hours': the shift of the day before runs into them"}},
        {special + "\"2026-03-08\"\nhours = [{ from = \"10:00\", to = \"01:00\" }]\n" + special +
             "\"2026-03-09\"\nhours = [{ from = \"00:30\", to = \"10:00\" }]\n" + good,
         {hours + ":7:7: 'hours': the shift of the day before runs into them"}},
        {special + "\"2026-03-08\"\nhours = [{ from = \"18:00\", to = \"08:00\" }]\n[week]\nmon = [{ from = \"07:00\", to = \"08:00\" }]\n",
         {hours + ":3:7: 'hours': they run into those of the day after"}},
        {"quiet = { from = \"21:30\" }\n" + good, {hours + ":1:9: 'to': expected a time of day like \"08:30\""}},
    };
    for (const auto& row : rows) {
        const Folder folder;
        folder.write(hours, row.content);
        CAPTURE(row.content);
        CHECK(folder.problems() == row.told);
    }
    const Folder folder;
    folder.change("desks.toml", "key = \"rights\"", "key = \"rights\"\ncalendar = \"night\"");
    CHECK(folder.problems() ==
          Told{"desks.toml:7:12: 'calendar': expected the name of a calendar; there is no calendar/night.hours.toml"});
}

TEST_CASE("mistakes in legal periods are told with their place") {
    const std::string legal = "legal.toml";
    const std::string good =
        "[[period]]\nid = \"award\"\nname = { zh = \"起诉\" }\namount = 15\nunit = \"days\"\ncounted_from = { zh = \"收到裁决\" }\n"
        "source = { zh = \"第五十条\" }\nsafety_days = 5\nremind_days = [7, 3, 1]\nsubcategories = [\"rights.wage\"]\n";
    struct Change {
        std::string what, by;
        Told told;
    };
    const std::vector<Change> changes{
        {"amount = 15", "amount = 15", {}},
        {"amount = 15\n", "", {legal + ":1:1: 'amount': expected a number of days, months or years",
                               legal + ":7:15: 'safety_days': expected fewer days than the period has"}},
        {"amount = 15", "amount = 0", {legal + ":4:10: 'amount': expected a whole number from 1 to 3650",
                                       legal + ":8:15: 'safety_days': expected fewer days than the period has"}},
        {"\"days\"", "\"weeks\"", {legal + ":5:8: 'unit': expected one of \"days\" \"months\" \"years\""}},
        {"safety_days = 5", "safety_days = 15", {legal + ":8:15: 'safety_days': expected fewer days than the period has"}},
        {"[7, 3, 1]", "[7, 7, 1]",
         {legal + ":9:15: 'remind_days': expected days before the last one, each fewer than the one before"}},
        {"[7, 3, 1]", "[7, 0]", {legal + ":9:19: 'remind_days': expected a list of whole numbers of days from 1 to 730"}},
        {"[7, 3, 1]", "7", {legal + ":9:15: 'remind_days': expected a list of whole numbers of days from 1 to 730"}},
        {"rights.wage", "rights.wages",
         {legal + ":10:18: 'subcategories': expected the id of a sub-category; there is no \"rights.wages\""}},
        {"source", "law",
         {legal + ":1:1: 'source': expected a text in Chinese and perhaps English like { zh = \"…\", en = \"…\" }",
          legal + ":7:1: 'law': unknown key; known here: id, name, amount, unit, safety_days, counted_from, source, "
                  "remind_days, subcategories"}},
    };
    for (const auto& change : changes) {
        const Folder folder;
        auto content = good;
        folder.write(legal, content.replace(content.find(change.what), change.what.size(), change.by));
        CAPTURE(change.what, change.by);
        CHECK(folder.problems() == change.told);
    }
    const Folder folder;
    folder.write(legal, good + good);
    CHECK(folder.problems() == Told{legal + ":12:6: 'id': expected an id of its own; \"award\" is there twice"});
}

TEST_CASE("mistakes in the catalogue are told with their place") {
    const std::string rights = "catalogue/rights.toml", common = "catalogue/common.toml";
    check({
        {rights,
         "urgency = \"P1\"",
         "urgency = \"P4\"",
         {rights + ":10:11: 'urgency': expected one of \"P0\" \"P1\" \"P2a\" \"P2b\" \"P2c\" \"P3\""}},
        {rights,
         "limits = \"urgent\"",
         "limits = \"soon\"",
         {rights + ":12:10: 'limits': expected a key of [limits] in common.toml; there is no \"soon\""}},
        {rights,
         "\"confidential\"",
         "\"secret\"",
         {rights + ":13:12: 'identity': expected one of \"named\" \"confidential\" \"anonymous\""}},
        {rights,
         "questions = [\"place\"]",
         "questions = [\"period\"]",
         {rights + ":14:14: 'questions': expected one of this table's own fields; there is no \"period\""}},
        {rights,
         "questions = [\"place\"]",
         "questions = [\"place\", \"contract\", \"place\"]",
         {rights + ":14:13: 'questions': expected at most two questions"}},
        {rights,
         "\"contract\",",
         "\"contact\",",
         {rights + ":15:11: 'fields': expected a key of [fields] in common.toml; there is no \"contact\""}},
        {rights,
         "[\"general\"]",
         "[\"generel\"]",
         {rights +
          ":17:16: 'disclaimers': expected a key of [disclaimers] in common.toml; there is no \"generel\""}},
        {rights,
         "[\"12333\"]",
         "[\"12334\"]",
         {rights +
          ":18:13: 'hotlines': expected a number of a [[hotline]] in common.toml; there is no \"12334\""}},
        {rights,
         "[\"12333\"]",
         "[12333]",
         {rights + ":18:13: 'hotlines': expected a list of texts like [\"…\", \"…\"]"}},
        {rights,
         "[{ zh = \"先稳住\" }]",
         "[\"先稳住\"]",
         {rights + ":16:16: 'first_reply': expected a list like [{ zh = \"…\", en = \"…\" }]"}},
        {rights,
         "id = \"rights.wage\"",
         "id = \"life.canteen\"",
         {rights + ":6:1: 'subcategory': expected at least one [[subcategory]]",
          rights +
              ":7:6: 'id': expected an id of its own; \"life.canteen\" is already in catalogue/life.toml:7",
          "examples/rights.wage.tsv: expected the id of a sub-category as the file's name; there is no "
          "\"rights.wage\""}},
        {rights,
         "id = \"rights\"\n",
         "id = \"life\"\n",
         {common + ":1:9: 'order': expected \"life\" in this list too",
          common + ":1:10: 'order': expected each category once; \"rights\" is there twice or has no file",
          rights + ":2:6: 'id': expected an id of its own; \"life\" is there twice"}},
        {common,
         "[\"rights\", \"life\"]",
         "[\"rights\"]",
         {common + ":1:9: 'order': expected \"life\" in this list too"}},
        {common,
         "[\"rights\", \"life\"]",
         "[\"rights\", \"life\", \"life\"]",
         {common + ":1:28: 'order': expected each category once; \"life\" is there twice or has no file"}},
        {common,
         "clock = \"wall\"",
         "clock = \"sun\"",
         {common + ":4:9: 'clock': expected one of \"wall\" \"working\"",
          common + ":6:1: 'reply_minutes': unknown key; known here: clock, first_contact_minutes, "
                   "first_contact_working_days, reply_working_days"}},
        {common,
         "reply_minutes = 1440",
         "reply_minutes = 0",
         {common + ":6:17: 'reply_minutes': expected at least one minute on the wall clock"}},
        {common,
         "reply_working_days = 5",
         "reply_working_days = 251",
         {common + ":11:22: 'reply_working_days': expected a whole number of working days from 0 to 250"}},
        {common,
         "type = \"text\"",
         "type = \"choice\"",
         {common + ":16:1: 'options': expected at least two options for a choice"}},
        {common,
         "type = \"choice\"",
         "type = \"text\"",
         {common + ":26:11: 'options': expected options only for the type \"choice\""}},
        {common,
         "\"2026-01-31\"",
         "\"January\"",
         {common + ":33:15: 'verified_on': expected a day like \"2026-02-17\""}},
        {common,
         "number = \"12333\"",
         "number = 12333",
         {common + ":29:10: 'number': expected a text that is not empty",
          rights + ":18:13: 'hotlines': expected a number of a [[hotline]] in common.toml; there is no "
                   "\"12333\""}},
    });
}

TEST_CASE("mistakes in the word lists are told with their place") {
    check({
        {"safety.toml",
         "[\"不想活\"]",
         "[]",
         {"safety.toml:4:22: 'self_harm_explicit': expected at least one word"}},
        {"safety.toml",
         "[\"不想活\"]",
         "[\"不想活\", \"\"]",
         {"safety.toml:4:30: 'self_harm_explicit': expected a list of texts like [\"…\", \"…\"]"}},
        {"safety.toml",
         "self_harm_explicit",
         "idioms",
         {"safety.toml:4:10: 'idioms': expected this list above the line [words]"}},
        {"safety.toml",
         "[words]\nself_harm_explicit",
         "words",
         {"safety.toml:3:9: 'words': expected a table [words]"}},
        {"words.toml",
         "[\"进度\"]",
         "[\"进度\", \"人工\"]",
         {"words.toml:3:19: 'progress': \"人工\" is already a word of 'human'"}},
        {"words.toml",
         "[\"进度\"]",
         "\"进度\"",
         {"words.toml:3:12: 'progress': expected a list of texts like [\"…\", \"…\"]",
          "words.toml:3:12: 'progress': expected at least one word"}},
    });
}

TEST_CASE("mistakes in the examples are told with their place") {
    const std::string file = "examples/rights.wage.tsv";
    const std::string four =
        "catalogue/rights.toml:7:6: expected at least 5 lines in examples/rights.wage.tsv, found 4";
    check({
        {file,
         "工资2\turgent\tzh\tbuilder",
         "工资2\turgent\tzh",
         {four, file + ":4:1: expected four columns with tabs between, not 3"}},
        {file,
         "工资2\turgent\tzh\tbuilder",
         "工资2\turgent\tzh\tbuilder\tx",
         {four, file + ":4:1: expected four columns with tabs between, not 5"}},
        {file, "工资2", "", {four, file + ":4:1: expected a text that is not empty"}},
        {file, "工资2", "  ", {four, file + ":4:1: expected a text that is not empty"}},
        {file, "工资2\turgent", "工资2\tsoon", {four, file + ":4:5: expected normal, urgent or crisis"}},
        {file,
         "工资2\turgent\tzh",
         "工资2\turgent\tfr",
         {four, file + ":4:12: expected zh, zh-hant, en or mixed"}},
        {file, "工资2", "\xff\xfe", {four, file + ":4:1: expected UTF-8 text"}},
        {file,
         "text\t",
         "words\t",
         {file + ":1:1: expected the heading text, urgency, language, voice with tabs between"}},
        {file,
         "工资2",
         "食堂4",
         {file + ":4:1: the same text is an example of rights.wage here and of life.canteen in "
                 "examples/life.canteen.tsv:6"}},
    });
    check({{file, "工资2", "食堂４", {file + ":4:1: the same text is an example of rights.wage here and of life.canteen in "
                                               "examples/life.canteen.tsv:6"}}});
    const Folder folder;
    folder.write(file, "");
    CHECK(folder.problems() ==
          Told{"catalogue/rights.toml:7:6: expected at least 5 lines in examples/rights.wage.tsv, found 0",
               file + ":1:1: expected the heading text, urgency, language, voice with tabs between"});
}

TEST_CASE("a file that is no TOML is told with the place where it breaks") {
    for (const std::string file :
         {"bot.toml", "desks.toml", "safety.toml", "words.toml", "calendar/hours.toml",
          "calendar/cn-2026.toml", "catalogue/common.toml", "catalogue/rights.toml"}) {
        const Folder folder;
        folder.write(file, "# 设置\nname = \"no end\nx = 1\n");
        CAPTURE(file);
        bool told = false;
        for (const auto& problem : folder.problems())
            told = told || problem.rfind(file + ":2:15: not TOML: ", 0) == 0;
        CHECK(told);
    }
}

TEST_CASE("the same key twice is told where it stands the second time") {
    const Folder folder;
    folder.change("words.toml", "progress", "human");
    const auto told = folder.problems();
    REQUIRE(told.size() == 1);
    CHECK(told[0].rfind("words.toml:3:", 0) == 0);
}

TEST_CASE("a TOML file that is not UTF-8 is told with its place") {
    const Folder folder;
    folder.change("words.toml", "进度", "\xbd\xf8\xb6\xc8");  // GBK, as an old editor saves it
    const auto told = folder.problems();
    REQUIRE(told.size() == 1);
    CAPTURE(told[0]);
    CHECK(told[0].rfind("words.toml:3:13: not TOML: ", 0) == 0);
}

TEST_CASE("deep nesting is refused without harm") {
    const Folder folder;
    folder.write("words.toml", "[words]\nx = " + std::string(200'000, '['));
    const auto told = folder.problems();
    REQUIRE(told.size() == 1);
    CHECK(told[0].rfind("words.toml:2:", 0) == 0);
}

TEST_CASE("a huge file is refused unread") {
    const Folder folder;
    std::filesystem::resize_file(folder.path() / "words.toml", 4 * 1024 * 1024 + 1);
    CHECK(folder.problems() == Told{"words.toml: expected a file of at most 4 MB"});
}

TEST_CASE("a file that cannot be read is told with the system's reason") {
    const Folder folder;
    folder.remove("words.toml");
    CHECK(folder.problems() ==
          Told{"words.toml: expected a file that can be read (No such file or directory)"});
    std::filesystem::create_directory(folder.path() / "words.toml");
    CHECK(folder.problems() == Told{"words.toml: expected a file that can be read (Is a directory)"});
    folder.remove("words.toml");
    std::filesystem::create_symlink("words.toml", folder.path() / "words.toml");
    CHECK(folder.problems() ==
          Told{"words.toml: expected a file that can be read (Too many levels of symbolic links)"});
    folder.remove("words.toml");
    REQUIRE(mkfifo((folder.path() / "words.toml").c_str(), 0600) == 0);  // must not hold up the start
    CHECK(folder.problems() == Told{"words.toml: expected a file that can be read (Invalid argument)"});
}

TEST_CASE("a bot.toml that is there but cannot be read does not fall back to built-in settings") {
    const Folder folder;
    folder.remove("bot.toml");
    std::filesystem::create_symlink("nowhere", folder.path() / "bot.toml");
    CHECK(folder.problems() ==
          Told{"bot.toml: expected a file that can be read (No such file or directory)"});
}

TEST_CASE("a folder that is not there is told once") {
    const Folder folder;
    for (const std::string part : {"calendar", "examples"}) {
        const Folder incomplete;
        incomplete.remove(part);
        CHECK(incomplete.problems().front() ==
              part + ": expected a folder that can be read (No such file or directory)");
    }
    folder.remove("catalogue");
    CHECK(folder.problems().front() ==
          "catalogue: expected a folder that can be read (No such file or directory)");
    const auto loaded = bot::config::load("/nowhere/at/all", config_test::march_2026);
    REQUIRE(loaded.problems.size() == 1);
    CHECK(bot::config::describe(loaded.problems[0]) ==
          "/nowhere/at/all: expected a folder with the settings");
}

TEST_CASE("all problems of all files are told, in order of file and line") {
    const Folder folder;
    folder.change("words.toml", "\"进度\"", "5");
    folder.change("bot.toml", "days = 10", "days = 0");
    folder.change("bot.toml", "\"webchat\"", "\"irc\"");
    CHECK(folder.problems() ==
          Told{"bot.toml:10:18: 'held_keep_days': expected a whole number of days from 1 to 365",
               "bot.toml:18:12: 'platform': expected one of \"webchat\" \"telegram\"",
               "words.toml:3:13: 'progress': expected a list of texts like [\"…\", \"…\"]"});
}
