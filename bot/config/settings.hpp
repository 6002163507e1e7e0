// Everything an administrator can set, checked and typed. Read once from a folder:
//   bot.toml            the union, accounts, limits        catalogue/*.toml   what members ask for
//   desks.toml          who handles it                     calendar/*.toml    holidays and hours
//   safety.toml         danger signals                     words.toml         words that always work
//   examples/*.tsv      labelled messages                  templates/         optional overrides of wording
//   regression.tsv      messages no new model may lose     legal.toml         periods that the law sets
//   duties.toml         what representatives have to do
// Unknown keys, wrong types and missing secrets are errors with file, line, column and what was expected.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/calendar.hpp"
#include "calendar/legal.hpp"
#include "core/clock.hpp"
#include "core/result.hpp"
#include "dialogue/catalogue.hpp"

namespace bot::config {

struct Union {
    std::string name;   // 工会名称, shown in the privacy notice
    std::string phone;
    std::string local_crisis_line;  // local 24 h line, empty when none was verified
};

struct Account {
    std::string key;       // "web", "telegram": the <account> of /hooks/<account>
    std::string platform;  // "webchat" or "telegram"
    bool enabled = true;
    std::string base_url;       // of the platform's API; a setting so that tests can stand in for it
    std::string secret;         // resolved from "file:…" or "env:…"; never printed
    std::string token;          // same
};

struct DeskSetting {
    std::string key;
    dialogue::Wording name;
    bool restricted = false;     // only its own staff may see its cases
    std::string falls_back_to;   // desk that takes over while nobody works here; empty: the duty desk
    std::string calendar;        // key into Settings::calendars; empty: the organisation's
};

struct Timing {
    Millis quiet_window{90'000};          // further messages within it belong to the same matter
    Millis held_keep{30LL * 86'400'000};  // a matter without consent is deleted after this
    Millis crisis_page_every{300'000};
    Millis presence_every{75'000};
    std::optional<double> sure_threshold;  // instead of the one that training fitted
};

// When the same thing said by many is told to the desk.
struct Alike {
    int issue_from = 3;        // members within the window: an issue is suggested
    int collective_from = 10;  // and from here on it is a collective demand
    Millis window{7LL * 86'400'000};
};

// What falls to representatives and group leaders again and again.
struct Duty {
    enum class Every { month, quarter, day, new_member };
    std::string id;
    dialogue::Wording name;
    Every every = Every::month;
    std::vector<calendar::Day> days;  // of Every::day: the last day of each
    int within_days = 0;              // of Every::new_member
    // Every::day: so many days before the last one. Else: so many days after the first.
    std::vector<int> remind_days;
    bool representatives = true;
    bool group_leaders = true;
};

// A language model of the union's own that looks again at messages of middle certainty. Any server that speaks the chat
// completions of OpenAI's interface.
struct AssistSetting {
    bool enabled = false;
    std::string url;    // base, e.g. "http://10.0.0.5:8000/v1"; without a slash at its end
    std::string model;  // as the server calls it
    std::string key;    // resolved from "file:…" or "env:…", may be empty; never printed
    std::chrono::seconds timeout{15};
    std::size_t at_once = 2;
    bool outside_allowed = false;  // true: the server need not stand in the union's own network
};

// One labelled line of examples/<sub-category>.tsv.
struct Example {
    std::string subcategory;
    std::string text;
    std::string urgency;   // normal, urgent, crisis
    std::string language;  // zh, zh-hant, en, mixed
    std::string voice;     // who wrote it
};

// One line of regression.tsv: a message that no model is trained on and every new one is measured on.
struct RegressionLine {
    int line = 0;  // of the file
    Example example;
};

// One line of concepts.tsv: ways of saying one thing.
struct Concept {
    std::string id;
    std::vector<std::string> words;
};

struct SafetySetting {  // raw lists; `router` compiles them
    // signal key -> patterns (substring after normalising), by kind of danger
    std::map<std::string, std::vector<std::string>> words;
    std::vector<std::string> idioms;   // removed span by span before matching
    std::vector<std::string> never_suppress;  // plan, means, farewell, hopelessness
    std::vector<std::string> prepared;        // means at hand, a place, a day: beside them nothing is uncertain
    // What answers to the three questions of an emergency say: unsafe, place, company, joking -> patterns
    std::map<std::string, std::vector<std::string>> answers;
    std::map<std::string, std::vector<std::string>> whole;     // signal key -> messages that are nothing else
    std::map<std::string, std::vector<std::string>> slots;     // slot -> words
    std::map<std::string, std::vector<std::string>> patterns;  // signal key -> sequences of slots
};

struct Settings {
    Union about;
    std::string listen = "127.0.0.1:8080";
    std::vector<Account> accounts;
    std::vector<DeskSetting> desks;
    Timing timing;
    Alike alike;
    AssistSetting assist;
    calendar::Calendar calendar;  // the organisation's; moments are shown in its zone
    std::map<std::string, calendar::Calendar, std::less<>> calendars;  // by the name of calendar/<name>.hours.toml
    std::vector<calendar::LegalPeriod> legal;
    std::vector<Duty> duties;
    dialogue::Catalogue catalogue;
    SafetySetting safety;
    std::map<std::string, std::vector<std::string>> words;  // command key -> spellings
    std::vector<std::string> courtesy;                      // said before or behind them for politeness
    std::map<std::string, std::vector<std::string>> audiences;  // representative, group_leader, staff -> words for them in a letter to many
    std::vector<Example> examples;
    std::vector<RegressionLine> regression;
    std::vector<Concept> concepts;
    std::map<std::string, std::string> topics;  // sub-category -> one of the eleven topics that results are counted by
    std::filesystem::path folder;
    std::vector<std::string> warnings;  // e.g. a year without a holiday file

    // By which the promises of a desk are counted; the organisation's for a desk that is not there.
    const calendar::Calendar& calendar_of(std::string_view desk) const;
    // Of all calendars in use.
    std::set<int> years_without_holidays(Instant now) const;
};

struct Problem {
    std::string file;
    int line = 0;
    int column = 0;
    std::string expected;  // plain words for the administrator
};

struct Loaded {
    Settings settings;
    std::vector<Problem> problems;  // empty when the folder is good; all of them, not only the first
};

// What the model learns from is large and needed only for checking and training: examples, concepts, topics, regression.
enum class Lessons { left_out, read };

// Reads and cross-checks the whole folder.
Loaded load(const std::filesystem::path& folder, Instant now, Lessons lessons = Lessons::read);

std::string describe(const Problem& problem);  // "bot.toml:12:8: …"

}  // namespace bot::config
