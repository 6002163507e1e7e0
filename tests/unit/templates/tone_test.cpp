// How messages sound: the checks themselves, and every shipped Chinese message.
#include "templates/tone.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "templates/message_file.hpp"

using namespace bot;
using namespace bot::templates;

namespace {

std::string content(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

Tone shipped_tone() {
    auto tone = parse_tone(content(std::filesystem::path(SOURCE_DIR) / "templates/tone.toml"));
    if (!tone) FAIL(tone.error().detail);
    return std::move(*tone);
}

std::string han(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "工";
    return text;
}

using Problems = std::vector<std::string>;

}  // namespace

TEST_CASE("the tone of a message is checked") {
    struct Row {
        std::string key, text;
        Problems problems;
        std::string because;
    };
    const std::vector<Row> rows{
        {"a", "", {}, "nothing said"},
        {"a", "记下了,编号 {{number}}。周三下班前给您回话。", {}, "as it should be"},
        {"a", "您的诉求已受理,请耐心等待", {"never said: 耐心等待", "never said: 诉求已受理"}, "officialese"},
        {"a", "我们会尽快回您", {"never said: 尽快"}, "no time given"},
        {"a", "请马上打 110 或 120", {}, "at once is right in danger"},
        {"a", "请马上打 110,我们马上到", {"never said: 马上"}, "only the first is right"},
        {"a", han(120), {}, "the longest"},
        {"a", han(121), {"too long: 121 Han characters"}, "one too long"},
        {"a", han(119) + "{{工工工}}😀", {}, "tags and emoji are no Han characters"},
        {"notice.first", han(500), {}, "a notice that the law wants complete"},
        {"notice.again", han(121), {"too long: 121 Han characters"}, "not that notice"},
        {"a", "好!好!", {"more than one exclamation mark"}, "loud"},
        {"a", "好\uff01好!", {"more than one exclamation mark"}, "both kinds"},
        {"a", "您在哪\uff1f几点?", {"more than one question mark"}, "two questions"},
        {"a", "您在哪\uff1f", {}, "one question"},
        {"a", "🎂", {}, "one emoji"},
        {"a", "👩🏽‍🔧👍🏽", {"more than one emoji"}, "two, with skin tones and a joined one"},
        {"a", "👩🏽‍🔧", {}, "one, however many parts"},
        {"a", "回 1️⃣ 或 2️⃣", {"more than one emoji"}, "keycaps"},
        {"a", "\xff\xe5{{", {}, "broken bytes end the check, not the program"},
    };
    const Tone tone = shipped_tone();
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK(tone_problems(tone, row.key, row.text) == row.problems);
    }
}

TEST_CASE("a star stands for a whole group of longer messages") {
    const Tone tone{120, {"privacy.*"}, {}, {}};
    CHECK(tone_problems(tone, "privacy.rights", han(121)).empty());
    CHECK(tone_problems(tone, "privacy", han(121)).size() == 1);
    CHECK(tone_problems(tone, "my.privacy.rights", han(121)).size() == 1);
}

TEST_CASE("a word list that cannot work is refused") {
    CHECK_FALSE(parse_tone(""));
    CHECK_FALSE(parse_tone("longest = 0\nmay_be_longer=[]\nallowed=[]\nforbidden=[]"));
    CHECK_FALSE(parse_tone("longest = 9\nmay_be_longer=[]\nallowed=[\"\"]\nforbidden=[]"));
    CHECK_FALSE(parse_tone("longest = 9\nmay_be_longer=[]\nallowed=[]\nforbidden=[1]"));
    CHECK_FALSE(parse_tone("longest = "));
    CHECK(parse_tone("longest = 9\nmay_be_longer=[]\nallowed=[]\nforbidden=[]"));
}

TEST_CASE("every shipped Chinese message has the tone of the house") {
    const Tone tone = shipped_tone();
    const auto folder = std::filesystem::path(SOURCE_DIR) / "templates/messages/zh-Hans";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto file = read_message_file(entry.path().filename(), content(entry.path()));
        CHECK(file.problems.empty());
        for (const auto& [key, message] : file.messages) {
            const std::vector<std::string_view> no_values(message.values.size());
            std::string text;
            message.text.render(std::vector<std::string_view>(message.values.size(), "x"), text);
            CAPTURE(message.place, key);
            CHECK(tone_problems(tone, key, text) == Problems{});
            std::string without_values;
            message.text.render(no_values, without_values);
            CHECK(tone_problems(tone, key, without_values) == Problems{});
        }
    }
}
