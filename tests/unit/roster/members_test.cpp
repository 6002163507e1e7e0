// The list of people: every coding and shape that people's programs give it, and every way in which it goes wrong.
#include <atomic>
#include <chrono>
#include <fmt/format.h>
#include <sys/resource.h>
#include <thread>

#include "../sheets/archive.hpp"
#include "office.hpp"

using namespace roster_test;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

struct House : Union {
    House() { bring(ListKind::units, tree); }
};

}  // namespace

TEST_CASE("people are taken in from UTF-8, with and without a mark, and from GBK") {
    struct Case {
        std::string bytes;
        std::string_view because;
    };
    const Case cases[] = {
        {"工号,姓名,单位\n1,张三,A11\n", "UTF-8"},
        {"\xEF\xBB\xBF工号,姓名,单位\r\n1,张三,A11\r\n", "UTF-8 with a mark"},
        {"\xB9\xA4\xBA\xC5,\xD0\xD5\xC3\xFB,\xB5\xA5\xCE\xBB\n1,\xD5\xC5\xC8\xFD,A11\n", "GBK"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.because);
        House house;
        CHECK(house.bring(ListKind::members, one.bytes).added == 1);
        CHECK(house.person("1").name == "张三");
        CHECK(house.unit_of("1") == "A11");
    }
}

TEST_CASE("every column is understood, under a title, with headings as people write them") {
    House house;
    const auto report = house.bring(ListKind::members,
                                    "职工花名册,,,,,,,\n制表：工会,,,,,,,\n姓名*,工号（必填）,所在单位,用工形式,班次,手机号,入职日期,离职日期\n"
                                    "张三,10001,甲班,劳务派遣,三班倒,138-0013-8000,2020年3月1日,2026/3/2\n");
    CHECK(report.added == 1);
    CHECK(report.ignored.empty());
    const auto one = house.person("10001");
    CHECK(one.name == "张三");
    CHECK(house.unit_of("10001") == "A11");
    CHECK(one.employment == store::Employment::dispatched);
    CHECK(one.shift == "三班倒");
    CHECK(one.phone == "13800138000");
    CHECK(one.joined == from_ms(1582992000000));  // 2020-03-01 00:00 in Shanghai
    CHECK(one.left == from_ms(1772467200000));    // 2026-03-03 00:00 in Shanghai: the day counts
}

TEST_CASE("a sheet with days as numbers and merged cells is taken in row by row") {
    House house;
    const auto sheet = sheets_test::workbook(
        "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>工号</v></c><c r=\"B1\" t=\"str\"><v>姓名</v></c><c r=\"C1\" t=\"str\"><v>单位</v></c>"
        "<c r=\"D1\" t=\"str\"><v>入职</v></c></row>"
        "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"str\"><v>张三</v></c><c r=\"C2\" t=\"str\"><v>A11</v></c><c r=\"D2\"><v>46082</v></c></row>"
        "<row r=\"3\"><c r=\"A3\"><v>2</v></c><c r=\"B3\" t=\"str\"><v>李四</v></c><c r=\"C3\"/></row>");
    const auto report = house.bring(ListKind::members, sheet);
    CHECK(report.added == 1);
    CHECK(house.person("1").joined == from_ms(1772294400000));  // 2026-03-01 00:00 in Shanghai
    REQUIRE(report.bad_rows == 1);
    CHECK(report.bad[0].line == 3);
    CHECK(has(house.text, "第 3 行：“单位”是空的（合并的格子"));
}

TEST_CASE("rows that are wrong are left out and told by line and reason") {
    House house;
    const auto report = house.bring(ListKind::members,
                                    "number,name,unit,employment,phone,joined,left\n"
                                    "1,good,A11,regular,+86 138 0013 8000,2026-01-01,\n"
                                    ",nobody,A11,,,,\n"
                                    "3,,A11,,,,\n"
                                    "4,x,Z9,,,,\n"
                                    "5,x,A11,pirate,,,\n"
                                    "6,x,A11,,call me,,\n"
                                    "7,x,A11,,,yesterday,\n"
                                    "8,x,A11,,,2026-03-02,2026-03-01\n"
                                    "9,x,A11,,,2026-03-02,2026-03-02\n" +
                                        std::string("10,") + std::string(300, 'x') + ",A11,,,,\n");
    CHECK(report.added == 2);
    CHECK(report.rows == 10);
    std::vector<std::pair<std::size_t, std::string>> told;
    for (const auto& row : report.bad) told.emplace_back(row.line, row.reason);
    const std::vector<std::pair<std::size_t, std::string>> expected{
        {3, "empty"}, {4, "empty"}, {5, "no_such_unit"}, {6, "unknown_word"}, {7, "not_a_phone"},
        {8, "not_a_day"}, {9, "ends_before"}, {11, "too_long"}};
    CHECK(told == expected);
    CHECK_FALSE(has(house.text, "nobody"));
    CHECK_FALSE(has(house.text, "call me"));
}

TEST_CASE("after fifty wrong rows the others are only counted") {
    House house;
    std::string list = "number,name,unit\n";
    for (int i = 0; i < 70; ++i) list += fmt::format("{},x,none\n", i);
    const auto report = house.bring(ListKind::members, list);
    CHECK(report.bad_rows == 70);
    CHECK(report.bad.size() == 50);
    CHECK(has(house.text, "还有 20 行没列出来"));
}

TEST_CASE("a list that is wrong as a whole changes nothing") {
    struct Case {
        std::string bytes;
        std::string_view said;
        std::string_view because;
    };
    const Case cases[] = {
        {"工号,姓名\n1,张三\n", "缺这些列：单位", "a column is missing"},
        {"工号,姓名,单位\n1,张三,A11\n1,李四,A11\n", "第 2, 3 行：1 出现了两次", "a number with two persons"},
        {"工号,姓名,单位,部门\n1,张三,A11,A11\n", "这一列出现了两次：单位", "two columns for one thing"},
        {"", "表里没有内容", "an empty file"},
        {"工号,姓名,单位\n1,\"张三,A11\n", "第 2 行有个引号", "an open quote"},
        {"工号,姓名,单位\n1,张三,A11\n2,李四\xFF,A11\n", "第 3 行的字读不出来", "broken text behind good rows"},
        {"\xD0\xCF\x11\xE0", ".xls", "an old workbook"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.because);
        House house;
        const auto report = house.bring(ListKind::members, one.bytes);
        CHECK_FALSE(report.usable());
        CAPTURE(house.text);
        CHECK(has(house.text, one.said));
        CHECK(has(house.text, "什么都没写"));
        CHECK(house.count("count_roster") == 0);
        house.read([](store::Snapshot& snapshot) { CHECK(snapshot.unfinished_imports().empty()); });
    }
}

TEST_CASE("a number that stands twice with the same content counts once") {
    House house;
    const auto report = house.bring(ListKind::members, "number,name,unit\n1,Zhang,A11\n1,Zhang,A11\n");
    CHECK(report.added == 1);
    CHECK(report.repeated == 1);
}

TEST_CASE("only a complete list takes people away, and those in rows that are wrong stay") {
    House house;
    house.bring(ListKind::members, "number,name,unit,phone\n1,a,A11,13800138000\n2,b,A11,\n3,c,A11,\n");
    CHECK(house.bring(ListKind::members, "number,name,unit\n1,a,A12\n").gone == 0);
    CHECK(house.unit_of("1") == "A12");
    const auto file = house.write("number,name,unit\n2,b,A11\n3,c,nowhere\n");
    CHECK(house.bring({ListKind::members, file, true, true, Language::zh_hans}).gone == 1);
    CHECK(house.count("count_roster") == 3);
    CHECK(house.bring({ListKind::members, file, false, true, Language::zh_hans}).gone == 1);
    CHECK(house.count("count_roster") == 2);
    CHECK(house.person("1").name.empty());
    CHECK_FALSE(house.person("1").phone);
    CHECK(house.bring(ListKind::members, "number,name,unit\n1,a,A12\n").changed == 1);
}

TEST_CASE("an import that is cut off says so, leaves whole rows, and goes on when brought again") {
    House house;
    std::string list = "number,name,unit\n";
    for (int i = 0; i < 2500; ++i) list += fmt::format("{},person,A11\n", i);
    house.stopping = [] { return true; };
    const auto cut = house.bring(ListKind::members, list);
    CHECK(cut.cut_off);
    CHECK(cut.added == 1000);
    CHECK(house.count("count_roster") == 1000);
    CHECK(has(house.text, "停了"));
    house.read([](store::Snapshot& snapshot) { CHECK(snapshot.unfinished_imports() == std::vector<std::string>{"members"}); });
    house.stopping = [] { return false; };
    const auto again = house.bring(ListKind::members, list);
    CHECK(again.same == 1000);
    CHECK(again.added == 1500);
    house.read([](store::Snapshot& snapshot) { CHECK(snapshot.unfinished_imports().empty()); });
}

TEST_CASE("200,000 people come in while the bot goes on taking messages, and a second time nothing changes") {
    House house;
    std::string list = "工号,姓名,单位,用工形式,手机号,入职日期\n";
    for (int i = 0; i < 200'000; ++i) {
        list += fmt::format("{},张三李四,A1{},正式,138{:08},2020-01-{:02}\n", 10'000 + i, 1 + i % 2, i, 1 + i % 28);
    }
    const auto file = house.write(list);
    list = {};
    std::atomic<bool> over = false;
    std::chrono::steady_clock::duration longest{};
    int taken = 0;
    std::thread members([&] {
        while (!over) {
            const auto began = std::chrono::steady_clock::now();
            const auto done = house.store->submit_and_wait([&](store::Transaction& tx) {
                tx.remember_account(fmt::format("account-{}", taken % 5), "webchat");
            });
            if (!done) return;
            longest = std::max(longest, std::chrono::steady_clock::now() - began);
            ++taken;
        }
    });
    rusage before{};
    getrusage(RUSAGE_SELF, &before);
    const auto began = std::chrono::steady_clock::now();
    const auto report = house.bring({ListKind::members, file, false, false, Language::zh_hans});
    const auto took = std::chrono::steady_clock::now() - began;
    over = true;
    members.join();
    rusage after{};
    getrusage(RUSAGE_SELF, &after);
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    const auto grown = (after.ru_maxrss - before.ru_maxrss) / 1024;
    INFO("took " << duration_cast<milliseconds>(took).count() << " ms, " << taken << " messages meanwhile, the slowest in "
                 << duration_cast<milliseconds>(longest).count() << " ms, " << grown << " MB more");
    CHECK(report.added == 200'000);
    CHECK(taken > 100);
    CHECK(longest < std::chrono::seconds{5});
#ifndef __SANITIZE_ADDRESS__  // which keeps freed memory for a while
    CHECK(grown < 300);
#endif
    CHECK(house.bring({ListKind::members, file, false, true, Language::zh_hans}).same == 200'000);
}
