// What reaches the log, read back from standard error.
#include "observe/log.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

using namespace bot;
using namespace bot::observe;

namespace {

// Standard error goes to a file while this lives.
class StandardError {
public:
    StandardError() : file_(std::tmpfile()), kept_(dup(STDERR_FILENO)) { dup2(fileno(file_), STDERR_FILENO); }
    ~StandardError() { restore(); }
    StandardError(const StandardError&) = delete;
    StandardError& operator=(const StandardError&) = delete;

    std::string text() {
        restore();
        std::rewind(file_);
        std::string all;
        for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_)) all += static_cast<char>(c);
        return all;
    }

private:
    void restore() {
        if (kept_ < 0) return;
        dup2(kept_, STDERR_FILENO);
        close(kept_);
        kept_ = -1;
    }
    std::FILE* file_;
    int kept_;
};

}  // namespace

TEST_CASE("a record is one line of JSON with time, level, event and fields") {
    StandardError captured;
    log(Level::warning, "letter_dead",
        {{"letter", LetterId{42}},
         {"tries", 3},
         {"waited", std::chrono::milliseconds{1500}},
         Field::code("reason", "platform:telegram")});
    const auto text = captured.text();
    CAPTURE(text);
    const auto level = text.find("\",\"level\":");
    REQUIRE(level != std::string::npos);
    CHECK(text.substr(level) ==
          "\",\"level\":\"warning\",\"event\":\"letter_dead\",\"letter\":42,\"tries\":3,\"waited_ms\":1500,"
          "\"reason\":\"platform:telegram\"}\n");
    // {"at":"2026-03-02T01:00:00.000Z
    CHECK(text.substr(0, 9) == "{\"at\":\"20");
    CHECK(level == 31);
    CHECK(text[level - 1] == 'Z');
}

TEST_CASE("what a member wrote cannot pass as a code") {
    struct Row {
        std::string word, shown, because;
    };
    const std::vector<Row> rows{
        {"wages", "wages", "a plain word"},
        {"rights.wage:2-a_b", "rights.wage:2-a_b", "every character that is allowed"},
        {std::string(64, 'a'), std::string(64, 'a'), "the longest"},
        {std::string(65, 'a'), "?", "one too long"},
        {"", "?", "nothing"},
        {"老板不发工资", "?", "a member's words"},
        {"call me", "?", "a blank"},
        {"Wages", "?", "capital letters"},
        {"a\"b", "?", "would break the record"},
        {"a\nb", "?", "would forge a second record"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK(Field::code("why", row.word).json() == "\"why\":\"" + row.shown + "\"");
    }
}

TEST_CASE("a detail for the operator is valid JSON whatever the system says") {
    struct Row {
        std::string text, shown;
    };
    const std::vector<Row> rows{
        {"", ""},
        {"/srv/工会/bot.toml", "/srv/工会/bot.toml"},
        {"a\"b\\c", "a\\\"b\\\\c"},
        {std::string("a\nb\x01\x7f\0", 6), "a\\u000ab\\u0001\\u007f\\u0000"},
        {"\xff\xc0\xaf", "???"},
        {"\xed\xa0\x80", "???"},
        {"\xf4\x90\x80\x80", "????"},
        {"\xe5\xb7", "??"},
        {"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.shown);
        CHECK(Field::operator_detail("path", row.text).json() == "\"path\":\"" + row.shown + "\"");
    }
    const auto longest = Field::operator_detail("path", std::string(100'000, 'x')).json();
    CHECK(longest.size() < 1'100);
    CHECK(longest.substr(longest.size() - 4) == "…\"");
}

TEST_CASE("the level decides what is written") {
    StandardError captured;
    log(Level::debug, "hidden");
    set_level(Level::debug);
    log(Level::debug, "seen");
    set_level(Level::error);
    log(Level::warning, "hidden");
    set_level(Level::info);
    const auto text = captured.text();
    CHECK(text.find("hidden") == std::string::npos);
    CHECK(text.find("\"level\":\"debug\",\"event\":\"seen\"}") != std::string::npos);
}

TEST_CASE("records of several threads stay whole") {
    StandardError captured;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([] {
            for (int n = 0; n < 200; ++n) log(Level::info, "turn", {{"n", n}});
        });
    }
    for (auto& thread : threads) thread.join();
    const auto text = captured.text();
    std::size_t lines = 0;
    for (std::size_t at = 0; at < text.size(); ++lines) {
        const auto end = text.find('\n', at);
        REQUIRE(end != std::string::npos);
        REQUIRE(text.compare(at, 7, "{\"at\":\"") == 0);
        REQUIRE(text[end - 1] == '}');
        at = end + 1;
    }
    CHECK(lines == 800);
}
