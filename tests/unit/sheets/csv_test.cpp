// Tables as comma-separated values: what people's programs write, and what is refused.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "sheets/sheet.hpp"

using namespace bot::sheets;

namespace {

struct Told {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::size_t> lines;
    std::optional<Fault> fault;
};

Told told(std::string bytes, const Limits& limits = {}) {
    Told result;
    auto sheet = open_bytes(std::move(bytes), limits);
    if (!sheet) {
        result.fault = sheet.error();
        return result;
    }
    Row row;
    while (true) {
        const auto got = (*sheet)->next(row);
        if (!got) result.fault = got.error();
        if (!got || !*got) return result;
        result.rows.push_back(row.cells);
        result.lines.push_back(row.line);
    }
}

using Rows = std::vector<std::vector<std::string>>;

std::string gbk(std::string_view which) {
    if (which == "工号,姓名") return "\xB9\xA4\xBA\xC5,\xD0\xD5\xC3\xFB";
    return "\xD5\xC5\xC8\xFD";  // 张三
}

}  // namespace

TEST_CASE("cells are separated by commas, semicolons or tabs, whichever the heading shows") {
    const Rows expected{{"number", "name"}, {"1", "Li, Wei"}};
    CHECK(told("number,name\n1,\"Li, Wei\"\n").rows == expected);
    CHECK(told("number;name\n1;Li, Wei\n").rows == expected);
    CHECK(told("number\tname\n1\tLi, Wei").rows == expected);
}

TEST_CASE("quotes are read after RFC 4180") {
    struct Case {
        std::string_view text;
        std::vector<std::string> cells;
        std::string_view because;
    };
    const Case cases[] = {
        {"\"a \"\"b\"\" c\",d", {"a \"b\" c", "d"}, "doubled quotes are one"},
        {"\"two\nlines\",x", {"two\nlines", "x"}, "a line end inside quotes belongs to the cell"},
        {"\"\",x", {"", "x"}, "an empty quoted cell"},
        {"5\" tube,x", {"5\" tube", "x"}, "a quote inside a bare cell is a sign like any other"},
        {"  \"a,b\" ,x", {"a,b", "x"}, "blanks around a quoted cell"},
        {"a,b,", {"a", "b", ""}, "an empty last cell"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.because);
        const auto got = told(std::string(one.text));
        REQUIRE(got.rows.size() == 1);
        CHECK(got.rows[0] == one.cells);
    }
}

TEST_CASE("rows know their line, whatever the line ends and empty lines before them") {
    CHECK(told("a,b\r\n\r\n,\r\n1,2\r\n").lines == std::vector<std::size_t>{1, 4});
    CHECK(told("a,b\r1,2\r3,4").lines == std::vector<std::size_t>{1, 2, 3});
    CHECK(told("a,b\n\"x\ny\",2\n3,4\n").lines == std::vector<std::size_t>{1, 2, 4});
}

TEST_CASE("UTF-8 with and without a mark, GBK and UTF-16 give the same texts") {
    const Rows expected{{"工号", "姓名"}, {"1", "张三"}};
    CHECK(told("工号,姓名\n1,张三\n").rows == expected);
    CHECK(told("\xEF\xBB\xBF工号,姓名\n1,张三\n").rows == expected);
    CHECK(told(gbk("工号,姓名") + "\n1," + gbk("张三") + "\n").rows == expected);
    const std::string utf16("\xFF\xFE\xE5\x5D\xF7\x53\t\0\xD3\x59\x0D\x54\n\0" "1\0\t\0\x20\x5F\x09\x4E", 22);
    CHECK(told(utf16).rows == expected);
    CHECK(told("").rows.empty());
    CHECK(told("\xEF\xBB\xBF").rows.empty());
}

TEST_CASE("a coding shows itself late, and characters are cut between pieces, without harm") {
    // 64 KB are read at a time: lines of odd lengths move every character across that edge in one of the runs.
    for (std::size_t shift = 0; shift < 4; ++shift) {
        std::string plain = "number,name\n" + std::string(shift, '1') + "0,x\n";
        std::string chinese = plain;
        std::string folded = plain;
        for (int i = 0; i < 20'000; ++i) {
            chinese += "7,张三\n";
            folded += "7," + gbk("张三") + "\n";
        }
        CAPTURE(shift);
        const auto utf8 = told(chinese);
        const auto other = told(folded);
        CHECK_FALSE(utf8.fault);
        CHECK_FALSE(other.fault);
        CHECK(utf8.rows.size() == 20'002);
        CHECK(utf8.rows == other.rows);
        CHECK(utf8.rows.back() == std::vector<std::string>{"7", "张三"});
    }
    std::string late = "number,name\n";
    while (late.size() < 200'000) late += "1,x\n";
    CHECK(told(late + "2," + gbk("张三") + "\n").rows.back() == std::vector<std::string>{"2", "张三"});
}

TEST_CASE("what is no table is refused with its line") {
    struct Case {
        std::string bytes;
        Wrong wrong;
        std::size_t line;
        std::string_view because;
    };
    const Case cases[] = {
        {"a,b\n1,\"x\n2,y\n", Wrong::open_quote, 2, "a quote that is never closed"},
        {"a,b\n1," + std::string(5000, 'x'), Wrong::cell_too_long, 2, "longer than any name"},
        {"a,b\n1,\"" + std::string(5000, 'x'), Wrong::cell_too_long, 2, "an open quote swallows no more than a cell"},
        {std::string(64, ','), Wrong::too_many_columns, 1, "65 cells"},
        {std::string("a,b\n1,x\0y\n", 10), Wrong::not_text, 2, "a zero byte"},
        {"工号,姓名\n1,张三\n2,\xB1\xFE\n", Wrong::not_text, 3, "UTF-8 that goes wrong"},
        {"\xB9\xA4,b\n1,\xFF\n", Wrong::not_text, 2, "neither UTF-8 nor GB18030"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Wrong::old_workbook, 0, "an old .xls file"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.because);
        const auto got = told(one.bytes);
        REQUIRE(got.fault);
        CHECK(to_code(got.fault->wrong) == to_code(one.wrong));
        CHECK(got.fault->line == one.line);
    }
    CHECK(told(std::string(63, ',') + "x").rows.at(0).size() == 64);
}

TEST_CASE("a file is read from disk, and too large a one is refused before it is read") {
    const auto path = std::filesystem::temp_directory_path() / "niangjia-sheet-test.csv";
    std::ofstream(path, std::ios::binary) << "工号,姓名\n1,张三\n";
    auto sheet = open_sheet(path.string());
    REQUIRE(sheet);
    Row row;
    REQUIRE((*sheet)->next(row).value());
    CHECK(row.cells == std::vector<std::string>{"工号", "姓名"});
    Limits small;
    small.file_bytes = 10;
    CHECK(open_sheet(path.string(), small).error().wrong == Wrong::too_large);
    std::filesystem::remove(path);
    CHECK(open_sheet(path.string()).error().wrong == Wrong::unreadable);
    CHECK(open_sheet("/tmp").error().wrong == Wrong::unreadable);
}
