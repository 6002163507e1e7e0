// XLSX sheets: what spreadsheets write, and files that only look like one.
#include <catch2/catch.hpp>

#include "archive.hpp"
#include "sheets/sheet.hpp"

using namespace bot::sheets;
using namespace sheets_test;

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

}  // namespace

TEST_CASE("the first sheet gives shared, inline and formula texts, numbers and truths") {
    const auto got = told(workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
                                   "<row r=\"3\"><c r=\"A3\"><v>10023</v></c><c r=\"B3\" t=\"inlineStr\"><is><t> 李 </t></is></c>"
                                   "<c r=\"C3\" t=\"str\"><f>A3&amp;\"x\"</f><v>10023x</v></c><c r=\"D3\" t=\"b\"><v>1</v></c></row>",
                                   "<si><t>工号</t></si><si><r><t>姓</t></r><r><rPr/><t>名</t></r><rPh><t>ming</t></rPh></si>"));
    CHECK_FALSE(got.fault);
    CHECK(got.rows == std::vector<std::vector<std::string>>{{"工号", "姓名"}, {"10023", "李", "10023x", "1"}});
    CHECK(got.lines == std::vector<std::size_t>{1, 3});
}

TEST_CASE("cells that are left out, merged or without a place keep their columns") {
    const auto got = told(workbook("<row><c><v>1</v></c><c><v>2</v></c></row>"
                                   "<row><c r=\"B2\"><v>5</v></c><c r=\"D2\"><v>7</v></c></row>"
                                   "<row><c r=\"A3\"/><c r=\"B3\"/></row>"));
    CHECK(got.rows == std::vector<std::vector<std::string>>{{"1", "2"}, {"", "5", "", "7"}});
    CHECK(got.lines == std::vector<std::size_t>{1, 2});
}

TEST_CASE("whole numbers stay whole however they were kept") {
    const auto got = told(workbook("<row><c><v>1.3800138000E10</v></c><c><v>10023.0</v></c><c><v>0.5</v></c><c><v>1E300</v></c></row>"));
    REQUIRE(got.rows.size() == 1);
    CHECK(got.rows[0] == std::vector<std::string>{"13800138000", "10023", "0.5", "1E300"});
}

TEST_CASE("days are counted from the workbook's own first day") {
    const std::string rows = "<row><c><v>46082</v></c></row>";
    auto usual = open_bytes(workbook(rows)).value();
    auto old = open_bytes(workbook(rows, "", "<workbookPr date1904=\"1\"/>")).value();
    using namespace std::chrono;
    CHECK(day_in("46082", usual->zero_day()) == sys_days{year{2026} / March / 1});
    CHECK(day_in("44620", old->zero_day()) == sys_days{year{2026} / March / 1});
}

TEST_CASE("files that are no workbook are refused") {
    auto without_sheet = parts_of("");
    without_sheet.erase("xl/worksheets/sheet1.xml");
    auto without_relation = parts_of("");
    without_relation["xl/_rels/workbook.xml.rels"] = "<Relationships/>";
    auto with_type = parts_of("");
    with_type["xl/worksheets/sheet1.xml"] =
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">]><worksheet><sheetData><row><c t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>";
    auto good = workbook("<row><c><v>1</v></c></row>");
    struct Case {
        std::string bytes;
        std::string_view because;
    };
    const Case cases[] = {
        {"PK\x03\x04 and nothing else", "only the mark of a zip archive"},
        {good.substr(0, good.size() / 2), "cut in half"},
        {zipped({{"a.txt", "hello"}}), "an archive of something else"},
        {zipped(without_sheet), "the sheet is not there"},
        {zipped(without_relation), "nothing says where the sheet is"},
        {zipped(with_type), "a document type with an entity"},
        {workbook("<row><c t=\"s\"><v>0</v></c></row>"), "a shared text that is not there"},
        {workbook("<row><c><v>1</v></row>"), "XML that does not close"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.because);
        const auto got = told(one.bytes);
        REQUIRE(got.fault);
        CHECK(to_code(got.fault->wrong) == "damaged");
    }
}

TEST_CASE("cells and columns have their limits, with the row's number") {
    const auto wide = told(workbook("<row r=\"4\"><c r=\"BM4\"><v>1</v></c></row>"));
    REQUIRE(wide.fault);
    CHECK(to_code(wide.fault->wrong) == "too_many_columns");
    CHECK(wide.fault->line == 4);
    CHECK(told(workbook("<row><c r=\"BL1\"><v>1</v></c></row>")).rows.at(0).size() == 64);
    // Long texts elsewhere in the workbook are nobody's fault.
    const std::string texts = "<si><t>" + std::string(70'000, 'x') + "</t></si><si><t>short</t></si>";
    CHECK(told(workbook("<row><c t=\"s\"><v>1</v></c></row>", texts)).rows.at(0).at(0) == "short");
    CHECK(to_code(told(workbook("<row><c t=\"s\"><v>0</v></c></row>", texts)).fault.value().wrong) == "cell_too_long");
}

TEST_CASE("a part that unpacks to a thousand times its size is refused on the way") {
    const std::string bomb(40u << 20, ' ');
    CHECK(to_code(told(workbook(bomb)).fault.value().wrong) == "too_large");
    CHECK(to_code(told(workbook("", bomb)).fault.value().wrong) == "too_large");
    Limits tight;
    tight.strings_bytes = 1000;
    std::string texts;
    for (int i = 0; i < 200; ++i) texts += "<si><t>0123456789</t></si>";
    CHECK(to_code(told(workbook("", texts), tight).fault.value().wrong) == "too_large");
}
