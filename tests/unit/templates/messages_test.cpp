// Message files: loading, overriding, falling back, rendering.
#include "templates/messages.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "observe/metrics.hpp"

using namespace bot;
using namespace bot::templates;

namespace {

const std::string noted = R"([intake.noted]
text = "记下了,编号 {{number}}。{{#due}}{{due}}前回话。{{/due}}"
values = ["number", "due"]
choices = [{ label = "查 {{number}}", say = "进度 {{number}}" }, { label = "找人", say = "人工" }]
)";

Messages loaded(const std::vector<SourceFile>& files) {
    auto messages = Messages::load(files);
    if (!messages) FAIL(messages.error().detail);
    return std::move(*messages);
}

std::string problem(const std::string& content) {
    const auto messages = Messages::load({{"zh-Hans/intake.toml", content}});
    return messages ? "none" : messages.error().detail;
}

}  // namespace

TEST_CASE("a message is rendered with its values and choices") {
    const auto messages = loaded({{"zh-Hans/intake.toml", noted}});
    const auto said = messages.render(Language::zh_hans, "intake.noted",
                                      {{"due", "周三"}, {"number", "1024"}, {"extra", "x"}});
    CHECK(said.text == "记下了,编号 1024。周三前回话。");
    REQUIRE(said.choices.size() == 2);
    CHECK(said.choices[0].label == "查 1024");
    CHECK(said.choices[0].say == "进度 1024");
    CHECK(said.choices[1].say == "人工");
    CHECK(messages.render(Language::zh_hans, "intake.noted", {{"number", "7"}, {"due", ""}}).text ==
          "记下了,编号 7。");
    CHECK(messages.values_of(Language::zh_hans, "intake.noted") == std::vector<std::string>{"number", "due"});
}

TEST_CASE("a long text loses the break before its closing quotes") {
    const auto messages = loaded(
        {{"zh-Hans/a.toml",
          "[a]\ntext = \"\"\"\n一\n二\n\"\"\"\n[b]\ntext = \"一\\n{{#x}}二{{/x}}\"\nvalues = [\"x\"]"}});
    CHECK(messages.render(Language::zh_hans, "a", {}).text == "一\n二");
    CHECK(messages.render(Language::zh_hans, "b", {{"x", ""}}).text == "一");
}

TEST_CASE("English falls back to Chinese and is counted") {
    const auto messages =
        loaded({{"en/intake.toml", "[hello]\ntext = \"Hello\""},
                {"zh-Hans/intake.toml", "[hello]\ntext = \"您好\"\n[bye]\ntext = \"再会\""}});
    CHECK(messages.render(Language::en, "hello", {}).text == "Hello");
    CHECK(messages.render(Language::zh_hans, "hello", {}).text == "您好");
    CHECK(observe::metrics_text().find("niangjia_template_fallback_total 0\n") != std::string::npos);
    CHECK(messages.render(Language::en, "bye", {}).text == "再会");
    CHECK(observe::metrics_text().find("niangjia_template_fallback_total 1\n") != std::string::npos);
    CHECK(messages.has(Language::zh_hans, "bye"));
    CHECK_FALSE(messages.has(Language::en, "bye"));
    CHECK_FALSE(messages.has(Language::en, "nothing"));
    CHECK(messages.keys() == std::vector<std::string>{"bye", "hello"});
}

TEST_CASE("what differs between languages is listed") {
    const auto messages = loaded({{"en/a.toml",
                                   "[a]\ntext = \"{{x}}\"\nvalues = [\"x\"]\n[c]\ntext = \"c\"\n"
                                   "[d]\ntext = \"{{x}} {{y}}\"\nvalues = [\"x\", \"y\"]"},
                                  {"zh-Hans/a.toml",
                                   "[a]\ntext = \"甲\"\n[b]\ntext = \"乙\"\n"
                                   "[d]\ntext = \"{{y}}{{x}}\"\nvalues = [\"y\", \"x\"]"}});
    CHECK(messages.differences() == std::vector<std::string>{"a: other values in English than in Chinese",
                                                             "b: not in English", "c: not in Chinese"});
}

TEST_CASE("a union's own wording replaces the shipped one, message by message") {
    const auto messages =
        loaded({{"zh-Hans/intake.toml", noted + "[intake.other]\ntext = \"别的\""},
                {"zh-Hans/ours.toml", "[intake.noted]\ntext = \"收到 {{number}}\"\nvalues = [\"number\"]"}});
    const auto said = messages.render(Language::zh_hans, "intake.noted", {{"number", "1"}, {"due", "周三"}});
    CHECK(said.text == "收到 1");
    CHECK(said.choices.empty());
    CHECK(messages.render(Language::zh_hans, "intake.other", {}).text == "别的");
}

TEST_CASE("own wording cannot use a value that the program does not give") {
    for (const std::string language : {"zh-Hans", "en"}) {
        const auto messages = Messages::load(
            {{"zh-Hans/intake.toml", noted},
             {language + "/ours.toml", "\n[intake.noted]\ntext = \"{{phone}}\"\nvalues = [\"phone\"]"}});
        REQUIRE_FALSE(messages);
        CHECK(messages.error().code == Errc::invalid_config);
        CHECK(messages.error().detail ==
              language +
                  "/ours.toml:2: 'intake.noted' uses the value 'phone', which this "
                  "message does not get (see zh-Hans/intake.toml:1)");
    }
}

TEST_CASE("a message file that cannot work names file, line and what was expected") {
    struct Row {
        std::string content, says;
    };
    const std::vector<Row> rows{
        {"[a]\ntext = \"{{x}}\"", "zh-Hans/intake.toml:2: 'a': {{x}} is not listed in values"},
        {"[a]\ntext = \"好\"\nvalues = [\"x\"]",
         "zh-Hans/intake.toml:1: 'a': value 'x' is listed but not used"},
        {"[a]\ntext = \"\"", "zh-Hans/intake.toml:2: 'a': expected a text that is not empty"},
        {"[a]\ntext = \" \\n\"", "zh-Hans/intake.toml:2: 'a': expected a text that is not empty"},
        {"[a]\ntext = 5", "zh-Hans/intake.toml:2: 'a': expected a text that is not empty"},
        {"[a]\n\n[b]\ntext = \"好\"", "zh-Hans/intake.toml:1: message 'a' has no text"},
        {"[a]\nvalues = [\"x\"]", "zh-Hans/intake.toml:1: message 'a' has no text"},
        {"a = \"好\"",
         "zh-Hans/intake.toml:1: 'a' stands outside a message: expected a table like [intake.noted]"},
        {"[a]\ntext = \"好\"\nnote = \"\"",
         "zh-Hans/intake.toml:3: message 'a' has an unknown entry 'note': expected text, values or choices"},
        {"[a]\ntext = \"好\"\nvalues = \"x\"",
         "zh-Hans/intake.toml:3: values of 'a': expected a list of names"},
        {"[a]\ntext = \"好\"\nvalues = [1]",
         "zh-Hans/intake.toml:3: values of 'a': expected a list of names"},
        {"[a]\ntext = \"{{x}}\"\nvalues = [\"x\",\n\"x\"]",
         "zh-Hans/intake.toml:4: values of 'a': 'x' is there twice or is no name of lower-case letters, "
         "digits and _"},
        {"[a]\ntext = \"好\"\nchoices = 1",
         "zh-Hans/intake.toml:3: choices of 'a': expected a list like [{ label = \"…\", say = \"1\" }]"},
        {"[a]\ntext = \"好\"\nchoices = [{ label = \"1\" }]",
         "zh-Hans/intake.toml:3: choices of 'a': expected label and say, nothing else"},
        {"[a]\ntext = \"好\"\nchoices = [{ label = \"1\", say = \"" + std::string(61, 'x') + "\" }]",
         "zh-Hans/intake.toml:3: choices of 'a': say is longer than 60 bytes"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.content);
        CHECK(problem(row.content) == row.says);
    }
    CHECK(problem("[a]\ntext = \"好").rfind("zh-Hans/intake.toml:2: ", 0) == 0);
    CHECK(problem("[a]\ntext = \"\xff\"").rfind("zh-Hans/intake.toml:2: ", 0) == 0);
    CHECK(problem("[a]\ntext = \"好\"\n[a]\ntext = \"好\"").rfind("zh-Hans/intake.toml:3: ", 0) == 0);
    CHECK(problem("a = " + std::string(100'000, '[')).rfind("zh-Hans/intake.toml:1: ", 0) == 0);
}

TEST_CASE("all problems of all files are told at once") {
    const auto messages =
        Messages::load({{"zh-Hans/a.toml", "[a]\ntext = \"\"\n[b]\ntext = \"{{x}}\""}, {"fr/a.toml", ""}});
    REQUIRE_FALSE(messages);
    CHECK(messages.error().detail ==
          "zh-Hans/a.toml:2: 'a': expected a text that is not empty\n"
          "zh-Hans/a.toml:4: 'b': {{x}} is not listed in values\n"
          "fr/a.toml:1: expected a file in the folder zh-Hans or en");
}

TEST_CASE("a key or value that is not there is a fault of the program") {
    const auto messages = loaded({{"zh-Hans/intake.toml", noted}});
    CHECK_THROWS_AS(messages.render(Language::zh_hans, "intake.nothing", {}), std::logic_error);
    CHECK_THROWS_AS(messages.render(Language::zh_hans, "", {}), std::logic_error);
    CHECK_THROWS_AS(messages.render(Language::zh_hans, "intake.noted", {{"number", "1"}}), std::logic_error);
    CHECK_THROWS_AS(messages.values_of(Language::en, "intake"), std::logic_error);
    CHECK(loaded({}).keys().empty());
}

TEST_CASE("several threads render at once") {
    const auto messages = loaded({{"zh-Hans/intake.toml", noted}});
    std::vector<std::thread> threads;
    std::vector<int> wrong(4, 0);
    for (std::size_t i = 0; i < 4; ++i) {
        threads.emplace_back([&, i] {
            const std::string number = std::to_string(i);
            for (int n = 0; n < 2'000; ++n) {
                const auto said =
                    messages.render(Language::en, "intake.noted", {{"number", number}, {"due", ""}});
                if (said.text != "记下了,编号 " + number + "。") ++wrong[i];
            }
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("the shipped messages load and are the same in every language") {
    const auto folder = std::filesystem::path(SOURCE_DIR) / "templates/messages";
    std::vector<SourceFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        files.push_back({entry.path().lexically_relative(folder).generic_string(),
                         {std::istreambuf_iterator<char>(in), {}}});
    }
    const auto messages = loaded(files);
    CHECK(messages.differences() == std::vector<std::string>{});
    CHECK_FALSE(messages.keys().empty());
}
