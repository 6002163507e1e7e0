// A folder in order, read as settings; the shipped folder too.
#include <algorithm>

#include "folder.hpp"

using namespace bot;
using namespace bot::config;
using config_test::Folder;

TEST_CASE("a folder in order becomes settings") {
    const Folder folder;
    const Settings settings = folder.good();
    CHECK(settings.about.name == "一厂工会");
    CHECK(settings.about.phone == "0510-5550100");
    CHECK(settings.about.local_crisis_line.empty());
    CHECK(settings.listen == "127.0.0.1:9000");
    CHECK(settings.timing.quiet_window == std::chrono::minutes{1});
    CHECK(settings.timing.held_keep == std::chrono::days{10});
    CHECK(settings.timing.crisis_page_every == std::chrono::minutes{5});
    CHECK(settings.timing.presence_every == std::chrono::seconds{75});
    CHECK(settings.timing.sure_threshold == 1.0);
    CHECK(settings.folder == folder.path());
    CHECK(settings.warnings.empty());

    REQUIRE(settings.accounts.size() == 2);
    CHECK(settings.accounts[0].key == "web");
    CHECK(settings.accounts[0].platform == "webchat");
    CHECK(settings.accounts[1].base_url == "https://api.telegram.org");
    CHECK(settings.accounts[1].secret == "s3cret");
    CHECK(settings.accounts[1].token == "12:AB");

    REQUIRE(settings.desks.size() == 3);
    CHECK(settings.desks[1].name.en == "Rights");
    CHECK(settings.desks[1].falls_back_to == "duty");
    CHECK_FALSE(settings.desks[1].restricted);
    CHECK(settings.desks[2].restricted);

    CHECK(settings.safety.words.at("self_harm_explicit") == std::vector<std::string>{"不想活"});
    CHECK(settings.safety.idioms == std::vector<std::string>{"累死了"});
    CHECK(settings.safety.never_suppress == std::vector<std::string>{"plan"});
    CHECK(settings.words.at("human") == std::vector<std::string>{"人工", "human"});
}

TEST_CASE("the catalogue is read in menu order with everything it refers to") {
    const Folder folder;
    const auto catalogue = folder.good().catalogue;
    REQUIRE(catalogue.categories.size() == 2);
    CHECK(catalogue.categories[0].id == "rights");
    CHECK(catalogue.categories[1].subcategories == std::vector<std::string>{"life.canteen"});
    const auto* wage = catalogue.find("rights.wage");
    REQUIRE(wage != nullptr);
    CHECK(wage->category == "rights");
    CHECK(wage->urgency == dialogue::Urgency::p1);
    CHECK(wage->identity == dialogue::IdentityMode::confidential);
    CHECK(wage->questions == std::vector<std::string>{"place"});
    CHECK(wage->first_reply.at(0).zh == "先稳住");
    CHECK_FALSE(wage->auto_close);
    CHECK(catalogue.find("life.canteen")->auto_close);
    CHECK(catalogue.limits.at("urgent").wall_clock);
    CHECK(catalogue.limits.at("urgent").reply_minutes == 1440);
    CHECK(catalogue.limits.at("ordinary").reply_working_days == 5);
    CHECK(catalogue.disclaimers.at("general").en == "General");
    const auto* contract = catalogue.field("contract");
    REQUIRE(contract != nullptr);
    CHECK(contract->key == "contract");
    CHECK(contract->type == dialogue::FieldType::choice);
    CHECK(contract->sensitive);
    CHECK(contract->options.at(1).label.zh == "没有");
    CHECK(catalogue.hotlines.at(0).verified_on == "2026-01-31");
}

TEST_CASE("hours, holidays and make-up days come from the calendar files") {
    const Folder folder;
    const auto settings = folder.good();
    const auto& calendar = settings.calendar;
    const auto day = [](unsigned month, unsigned of_month) {
        return calendar::Day{std::chrono::year{2026} / std::chrono::month{month} /
                             std::chrono::day{of_month}};
    };
    const auto& rules = calendar.rules();
    CHECK(rules.years == std::set<int>{2026});
    REQUIRE(rules.holidays.size() == 1);
    CHECK((rules.holidays[0].to == day(2, 23)));
    CHECK(rules.holidays[0].name.zh == "春节");
    CHECK_FALSE(calendar::is_workday(calendar, day(2, 23)));
    CHECK(calendar::is_workday(calendar, day(2, 28)));
    CHECK(rules.makeup_days.at(day(2, 28)) == rules.holidays[0].id);
    REQUIRE(rules.week[0].size() == 2);
    CHECK(rules.week[4][1].to == std::chrono::hours{17});
    CHECK(rules.week[5].empty());
}

TEST_CASE("a desk may keep hours of its own") {
    const Folder folder;
    folder.write("calendar/night.hours.toml", R"(public_holidays = false
quiet = { from = "08:00", to = "16:00" }
[[special_day]]
day = "2026-03-04"
name = { zh = "大修", en = "Overhaul" }
[[special_day]]
day = "2026-03-07"
name = { zh = "补班" }
hours = [{ from = "20:00", to = "23:00" }]
[week]
mon = [{ from = "22:00", to = "06:00" }]
tue = [{ from = "06:00", to = "10:00" }, { from = "22:00", to = "24:00" }]
)");
    folder.change("desks.toml", "key = \"rights\"", "key = \"rights\"\ncalendar = \"night\"");
    const auto settings = folder.good();
    const auto& night = settings.calendar_of("rights");
    CHECK(&night == &settings.calendars.at("night"));
    CHECK(&settings.calendar_of("duty") == &settings.calendar);
    CHECK(&settings.calendar_of("nobody") == &settings.calendar);
    const auto& rules = night.rules();
    CHECK(rules.zone == "Asia/Shanghai");
    CHECK_FALSE(rules.public_holidays);
    CHECK(rules.week[0][0].to == std::chrono::hours{30});
    CHECK(rules.week[2].empty());
    CHECK(rules.quiet.from == std::chrono::hours{8});
    CHECK(rules.waking.to == std::chrono::hours{22});
    REQUIRE(rules.special_days.size() == 2);
    CHECK(rules.special_days.begin()->second.hours.empty());
    CHECK(rules.special_days.begin()->second.name.en == "Overhaul");
    // Monday of Spring Festival is worked there.
    CHECK(calendar::is_open(night, calendar::to_utc(night, calendar::LocalTime{calendar::Day{std::chrono::year{2026} / 2 / 16}} +
                                                               std::chrono::hours{23})));
}

TEST_CASE("New Year may begin in the year before, and its days be worked there") {
    const Folder folder;
    folder.write("calendar/cn-2027.toml", R"(year = 2027
zone = "Asia/Shanghai"
source = "例"
published = "2026-11-01"
[[holiday]]
id = "new_year"
name_zh = "元旦"
from = "2026-12-31"
to = "2027-01-02"
makeup = ["2026-12-26"]
)");
    const auto calendar = folder.good().calendar;
    CHECK_FALSE(calendar::is_workday(calendar, calendar::Day{std::chrono::year{2026} / 12 / 31}));
    CHECK(calendar::is_workday(calendar, calendar::Day{std::chrono::year{2026} / 12 / 26}));
}

TEST_CASE("the example of a second calendar that ships is in order") {
    const Folder folder;
    std::ifstream example(std::filesystem::path(SOURCE_DIR) / "config/calendar/night.hours.toml.example");
    REQUIRE(example);
    folder.write("calendar/night.hours.toml", std::string(std::istreambuf_iterator<char>(example), {}));
    const auto calendars = folder.good().calendars;
    CHECK(calendars.at("night").rules().week[0].back().to > std::chrono::hours{24});
    CHECK_FALSE(calendars.at("night").rules().special_days.empty());
}

TEST_CASE("examples carry the sub-category of their file's name") {
    const Folder folder;
    folder.write("examples/_status.tsv",
                 "\xEF\xBB\xBFtext\turgency\tlanguage\tvoice\r\n办到哪了\tnormal\tmixed\t\r\n\r\n");
    const auto examples = folder.good().examples;
    REQUIRE(examples.size() == 12);
    CHECK(examples[0].subcategory == "_greeting");
    CHECK(examples[1].subcategory == "_status");
    CHECK(examples[1].text == "办到哪了");
    CHECK(examples[1].voice.empty());
    CHECK(examples.back().subcategory == "rights.wage");
    CHECK(examples.back().urgency == "urgent");
}

TEST_CASE("without bot.toml there is web chat and a warning") {
    const Folder folder;
    folder.remove("bot.toml");
    const Settings settings = folder.good();
    REQUIRE(settings.accounts.size() == 1);
    CHECK(settings.accounts[0].key == "web");
    CHECK(settings.accounts[0].enabled);
    CHECK(settings.listen == "127.0.0.1:8080");
    CHECK(settings.warnings ==
          std::vector<std::string>{"no bot.toml: web chat only, with built-in settings"});
}

TEST_CASE("an account that is switched off may lack its secrets") {
    const Folder folder;
    folder.remove("secrets");
    folder.change("bot.toml", "secret =", "enabled = false\nsecret =");
    const Settings settings = folder.good();
    CHECK_FALSE(settings.accounts.at(1).enabled);
    CHECK(settings.accounts.at(1).secret.empty());
}

TEST_CASE("a year without holidays is a warning, next year's from November on") {
    const Folder folder;
    const std::string of_2027 =
        "no holidays for 2027 in calendar/: promised days of that year count weekends only";
    const auto at = [](int year, unsigned month, unsigned day) {
        return Instant{std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} /
                                             std::chrono::day{day}}};
    };
    CHECK(folder.good(at(2026, 10, 31)).warnings.empty());
    CHECK(folder.good(at(2026, 10, 31) + std::chrono::hours{16}).warnings ==
          std::vector{of_2027});  // midnight there
    CHECK(folder.good(at(2027, 1, 1)).warnings == std::vector{of_2027});
    CHECK(folder.good(at(2028, 12, 1)).warnings.size() == 2);
}

TEST_CASE("the shipped folder is in order") {
    const auto loaded = load(std::filesystem::path(SOURCE_DIR) / "config", config_test::march_2026);
    for (const auto& problem : loaded.problems) FAIL_CHECK(describe(problem));
    CHECK(loaded.settings.desks.size() == 15);
    const auto& rules = loaded.settings.calendar.rules();
    CHECK(rules.years == std::set<int>{2025, 2026});
    int off_days = 0;
    for (const auto& holiday : rules.holidays) off_days += static_cast<int>((holiday.to - holiday.from).count()) + 1;
    CHECK(off_days == 28 + 33);
    CHECK(rules.makeup_days.size() == 5 + 6);
    CHECK(loaded.settings.calendars.empty());
    CHECK(loaded.settings.legal.size() == 8);
    for (const auto& period : loaded.settings.legal) {
        CAPTURE(period.id);
        CHECK_FALSE(period.subcategories.empty());
        CHECK_FALSE(period.remind_days.empty());
        CHECK_FALSE(period.source.en.empty());
    }
    CHECK_FALSE(loaded.settings.catalogue.categories.empty());
    for (const auto& desk : loaded.settings.desks) {
        CAPTURE(desk.key);
        const bool restricted = desk.key == "restricted" || desk.key == "crisis" || desk.key == "counsel";
        CHECK(desk.restricted == restricted);
        CHECK_FALSE(desk.name.en.empty());
    }
}

TEST_CASE("the sample of bot.toml works as it stands and shows the built-in settings") {
    const Folder folder;
    folder.write("bot.toml", "");
    std::filesystem::copy_file(std::filesystem::path(SOURCE_DIR) / "config/bot.example.toml",
                               folder.path() / "bot.toml", std::filesystem::copy_options::overwrite_existing);
    const Settings settings = folder.good();
    const Timing built_in;
    CHECK(settings.listen == Settings{}.listen);
    CHECK(settings.timing.quiet_window == built_in.quiet_window);
    CHECK(settings.timing.held_keep == built_in.held_keep);
    CHECK(settings.timing.crisis_page_every == built_in.crisis_page_every);
    CHECK(settings.timing.presence_every == built_in.presence_every);
    CHECK(settings.timing.sure_threshold == built_in.sure_threshold);
    const bot::config::Alike alike;
    CHECK(settings.alike.issue_from == alike.issue_from);
    CHECK(settings.alike.collective_from == alike.collective_from);
    CHECK(settings.alike.window == alike.window);
    CHECK(settings.accounts.size() == 2);
    CHECK_FALSE(settings.assist.enabled);
    CHECK_FALSE(settings.assist.outside_allowed);
    CHECK(settings.assist.timeout == AssistSetting{}.timeout);
    CHECK(settings.assist.at_once == AssistSetting{}.at_once);
}

TEST_CASE("the assisting model is off until the settings switch it on") {
    const Folder folder;
    CHECK_FALSE(folder.good().assist.enabled);
    const auto bot = folder.text("bot.toml");
    folder.write("bot.toml", bot + "[assist]\nenabled = false\nkey = \"file:not_there\"\n");
    CHECK_FALSE(folder.good().assist.enabled);

    folder.write("secrets/model", "k-1\n");
    folder.write("bot.toml", bot + R"([assist]
enabled = true
url = "http://10.0.0.5:8000/v1/"
model = "small"
key = "file:model"
timeout_seconds = 60
at_once = 8
)");
    const auto settings = folder.good();
    CHECK(settings.assist.enabled);
    CHECK(settings.assist.url == "http://10.0.0.5:8000/v1");
    CHECK(settings.assist.model == "small");
    CHECK(settings.assist.key == "k-1");
    CHECK(settings.assist.timeout == std::chrono::seconds{60});
    CHECK(settings.assist.at_once == 8);
    CHECK_FALSE(settings.assist.outside_allowed);
    CHECK(settings.warnings.empty());
}

TEST_CASE("a model outside the union's network is allowed in words, and shown at every check") {
    const Folder folder;
    folder.write("bot.toml", folder.text("bot.toml") +
                                 "[assist]\nenabled = true\nurl = \"https://api.example.org/v1\"\nmodel = \"m\"\noutside_allowed = true\n");
    const auto settings = folder.good();
    CHECK(settings.assist.outside_allowed);
    REQUIRE(settings.warnings.size() == 1);
    CHECK(settings.warnings.front().find("outside_allowed") != std::string::npos);
}

TEST_CASE("a union sets for itself how many make an issue, and in how many days") {
    const Folder folder;
    folder.change("bot.toml", "[routing]", "[alike]\nissue_from = 2\ncollective_from = 500\nwindow_days = 30\n\n[routing]");
    const Settings settings = folder.good();
    CHECK(settings.alike.issue_from == 2);
    CHECK(settings.alike.collective_from == 500);
    CHECK(settings.alike.window == std::chrono::days{30});
}

TEST_CASE("what its members sign up for makes no common issue, other topics do") {
    const Folder folder;
    const auto common = [](const Settings& settings) {
        std::size_t count = 0;
        for (const auto& [id, topic] : settings.catalogue.subcategories) count += topic.common ? 1U : 0U;
        return count;
    };
    const auto before = folder.good();
    CHECK(common(before) == before.catalogue.subcategories.size());
    const auto file = "catalogue/rights.toml";
    auto text = folder.text(file);
    const auto at = text.find("[[subcategory]]\n");
    REQUIRE(at != std::string::npos);
    folder.write(file, text.insert(at + 16, "common = false\n"));
    CHECK(common(folder.good()) + 1 == before.catalogue.subcategories.size());
}
