// Where sentences end, which language a text is in, small numbers, and hiding of long ones.
#include <catch2/catch.hpp>
#include <string>

#include "text/normalize.hpp"

using namespace bot;

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

TEST_CASE("numbers that identify a person are hidden before anybody learns from a text") {
    struct Row {
        std::string said;
        std::string masked;
        std::string_view because;
    };
    const Row rows[] = {
        {"", "", "nothing said"},
        {"欠我12000元三个月", "欠我12000元三个月", "an amount says nothing about who"},
        {"我电话13800138000", "我电话***********", "a mobile number"},
        {"138 0013 8000找我", "*** **** ****找我", "a mobile number in groups"},
        {"一三八零零一三八零零零", "***********", "a mobile number in words"},
        {"\uFF11\uFF13\uFF18\uFF10\uFF10\uFF11\uFF13\uFF18", "********", "full-width digits"},
        {"身份证11010519491231002X", "身份证******************", "an identity number ending in X"},
        {"6222 0200 1234 5678 901", "**** **** **** **** ***", "a bank card"},
        {"编号10013", "编号10013", "a case number is short"},
        {"010-12345678", "***-********", "a landline"},
        {"工\xFF资 1", "工\uFFFD资 1", "bad bytes do no harm"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const auto masked = text::mask_numbers(row.said);
        CHECK(masked == row.masked);
        CHECK(text::characters(masked) == text::characters(text::repaired_utf8(row.said)));
        CHECK(text::mask_numbers(masked) == masked);
    }
}
