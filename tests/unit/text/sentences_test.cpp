// Where sentences end, which language a text is in, small numbers, and hiding of long ones.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "text/normalize.hpp"

using namespace bot;

TEST_CASE("phrases end at commas too") {
    const auto cut = [](std::string_view said) {
        std::vector<std::string> out;
        for (const auto one : bot::text::phrases(said)) out.emplace_back(one);
        return out;
    };
    CHECK(cut("没修好，还在漏") == std::vector<std::string>{"没修好", "还在漏"});
    CHECK(cut("好了,谢谢。再见、") == std::vector<std::string>{"好了", "谢谢。", "再见"});
    CHECK(cut("，，") == std::vector<std::string>{});
    CHECK(cut("").empty());
}

TEST_CASE("a message is cut where its sentences end") {
    struct Row {
        std::string said;
        std::vector<std::string> sentences;
        std::string_view because;
    };
    const Row rows[] = {
        {"", {}, "nothing said"},
        {"。。。!?", {}, "signs alone say nothing"},
        {"热水坏了", {"热水坏了"}, "one sentence without an end"},
        {"热水坏了。工资也没发", {"热水坏了。", "工资也没发"}, "Chinese full stop"},
        {"热水坏了\uFF01\uFF01工资呢\uFF1F没发\uFF1B急",
         {"热水坏了\uFF01\uFF01", "工资呢\uFF1F", "没发\uFF1B", "急"},
         "full-width signs, doubled ones too"},
        {"在吗?热水坏了!快来", {"在吗?", "热水坏了!", "快来"}, "half-width signs between Chinese words"},
        {"加班3.5小时没给钱", {"加班3.5小时没给钱"}, "a decimal point ends nothing"},
        {"No pay. The dorm is cold! Why?", {"No pay.", "The dorm is cold!", "Why?"}, "English"},
        {"see a.b.c?x=1", {"see a.b.c?x=1"}, "an address stays whole"},
        {"第一\n\n 第二 \r\n第三", {"第一", "第二", "第三"}, "lines"},
        {"嗯…算了", {"嗯…", "算了"}, "an ellipsis"},
        {"\xFF。工\xE5", {"工\xE5"}, "bad bytes do no harm"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const auto found = text::sentences(row.said);
        CHECK(std::vector<std::string>(found.begin(), found.end()) == row.sentences);
    }
}

TEST_CASE("the answer comes in the language of the question") {
    struct Row {
        std::string_view said;
        Language language;
        std::string_view because;
    };
    static constexpr Row rows[] = {
        {"", Language::zh_hans, "nothing said"},
        {"123 😀", Language::zh_hans, "no letters"},
        {"工资没发", Language::zh_hans, "Chinese"},
        {"hr说ot不算", Language::zh_hans, "Chinese with foreign short forms"},
        {"公司的app登录不上", Language::zh_hans, "Chinese with a foreign word"},
        {"my salary is late", Language::en, "English"},
        {"my salary (工资) is three months late", Language::en, "English with a Chinese word"},
        {"hi", Language::en, "one word"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because, row.said);
        CHECK(text::guess_language(row.said) == row.language);
    }
}

TEST_CASE("small numbers are understood however they are written") {
    struct Row {
        std::string said;
        std::optional<int> meant;
    };
    const Row rows[] = {
        {"3", 3},
        {"三", 3},
        {"叁", 3},
        {"貳", 2},
        {"3。", 3},
        {"three", 3},
        {" 3 ", 3},
        {"\uFF13", 3},
        {"③", 3},
        {"\uFF083\uFF09", 3},
        {"3)", 3},
        {"3、", 3},
        {"1\uFE0F\u20E3", 1},
        {"两", 2},
        {"0", 0},
        {"零", 0},
        {"十", 10},
        {"十二", 12},
        {"二十", 20},
        {"九十九", 99},
        {"99", 99},
        {"Twenty-One", 21},
        {"twenty one", 21},
        {"03", 3},
        {"", {}},
        {"。", {}},
        {"100", {}},
        {"-1", {}},
        {"一百", {}},
        {"十十", {}},
        {"二十零", {}},
        {"零十", {}},
        {"3个", {}},
        {"第三", {}},
        {"1 2", {}},
        {"twenty-ten", {}},
        {"3.5", {}},
        {"三三", {}},
        {"threee", {}},
        {"\xFF", {}},
        {std::string(100'000, '1'), {}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.said.substr(0, 40));
        CHECK(text::small_number(text::normalize(row.said)) == row.meant);
    }
}
