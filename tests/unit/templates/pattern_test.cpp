// Texts with places for values: by table, and against an independent mustache on random texts.
#include "templates/pattern.hpp"

#include <catch2/catch.hpp>
#include <kainjow/mustache.hpp>
#include <random>
#include <sstream>

using namespace bot;
using namespace bot::templates;

namespace {

const std::vector<std::string> names{"a", "b", "due_day"};

std::string shown(std::string_view text, const std::vector<std::string_view>& values) {
    const auto pattern = Pattern::parse(text, names);
    if (!pattern) return "problem: " + pattern.error().detail;
    std::string out;
    pattern->render(values, out);
    return out;
}

// Lines that show something; the rules for blank lines differ on purpose.
std::string filled_lines(const std::string& text) {
    std::istringstream lines(text);
    std::string out;
    for (std::string line; std::getline(lines, line);) {
        if (line.find_first_not_of(" \t") != std::string::npos) out += line + "\n";
    }
    return out;
}

// A random text whose sections are nested properly.
std::string random_text(std::mt19937_64& random, int depth) {
    static const std::vector<std::string> bits{"记下了", " ",  "\n", "x", "{{a}}", "{{ b }}",
                                               "{{!r}}", " }", "{ ", ":", "\n\n"};
    std::string text;
    for (auto count = random() % 7; count > 0; --count) {
        const std::string name = random() % 2 == 0 ? "a" : "b";
        if (depth < 4 && random() % 3 == 0) {
            const char* sign = random() % 2 == 0 ? "#" : "^";
            text += "{{" + (sign + name) + "}}" + random_text(random, depth + 1) + "{{/" + name + "}}";
        } else {
            text += bits[random() % bits.size()];
        }
    }
    return text;
}

}  // namespace

TEST_CASE("a text shows its values and only the sections that apply") {
    struct Row {
        std::string_view text;
        std::vector<std::string_view> values;
        std::string_view shown;
        std::string_view because;
    };
    const std::vector<Row> rows{
        {"", {"", "", ""}, "", "nothing"},
        {"记下了", {"", "", ""}, "记下了", "no values"},
        {"编号 {{a}},{{ b }}回话",
         {"1024", "周三", ""},
         "编号 1024,周三回话",
         "two values, blanks inside the braces"},
        {"{{a}}{{a}}", {"x", "", ""}, "xx", "twice the same"},
        {"{{a}}", {"<b>&\"", "", ""}, "<b>&\"", "no HTML escaping"},
        {"{{a}}", {"{{b}}", "secret", ""}, "{{b}}", "a value is never read as a template"},
        {"{{#a}}有{{/a}}{{^a}}没有{{/a}}", {"x", "", ""}, "有", "filled"},
        {"{{#a}}有{{/a}}{{^a}}没有{{/a}}", {"", "", ""}, "没有", "empty"},
        {"{{#a}}[{{#b}}{{a}}{{b}}{{/b}}]{{/a}}", {"1", "2", ""}, "[12]", "nested"},
        {"{{#a}}[{{#b}}{{a}}{{b}}{{/b}}]{{/a}}", {"1", "", ""}, "[]", "nested, inner hidden"},
        {"{{#a}}{{#a}}x{{/a}}{{/a}}", {"1", "", ""}, "x", "nested in itself"},
        {"一\n{{#a}}\n二 {{a}}\n{{/a}}\n三", {"x", "", ""}, "一\n二 x\n三", "tags on lines of their own"},
        {"一\n{{#a}}\n二 {{a}}\n{{/a}}\n三", {"", "", ""}, "一\n三", "the same, hidden"},
        {"一\n{{#a}}回话:{{a}}{{/a}}\n三", {"", "", ""}, "一\n三", "an optional line"},
        {"一\n\n三", {"", "", ""}, "一\n\n三", "a blank line without tags stays"},
        {"一\n{{a}}\n三", {"", "", ""}, "一\n\n三", "a line with a value that is empty stays"},
        {"{{! for the night desk }}好", {"", "", ""}, "好", "a remark"},
        {"}} {a} }", {"", "", ""}, "}} {a} }", "single braces are text"},
        {"回话:{{due_day}}", {"", "", "3 月 2 日"}, "回话:3 月 2 日", "a name with an underscore"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK(shown(row.text, row.values) == row.shown);
    }
}

TEST_CASE("a text that cannot work says why") {
    struct Row {
        std::string_view text, says;
    };
    const std::vector<Row> rows{
        {"编号 {{number}}", "problem: {{number}} is not listed in values"},
        {"编号 {{}}", "problem: {{}} is not listed in values"},
        {"编号 {{a", "problem: {{ without }}"},
        {"{{", "problem: {{ without }}"},
        {"{{#a}}", "problem: {{#a}} is never closed"},
        {"{{#a}}{{#b}}{{/b}}", "problem: {{#a}} is never closed"},
        {"{{/a}}", "problem: {{/a}} closes nothing that is open"},
        {"{{#a}}{{#b}}{{/a}}{{/b}}", "problem: {{/a}} closes nothing that is open"},
        {"{{>other}}", "problem: {{>other}} is not listed in values"},
        {"{{=<% %>=}}", "problem: {{=<% %>=}} is not listed in values"},
        {"{{&a}}", "problem: {{&a}} is not listed in values"},
        {"{{{a}}}", "problem: {{{a}} is not listed in values"},
    };
    for (const auto& row : rows) CHECK(shown(row.text, {"", "", ""}) == row.says);
}

TEST_CASE("a hundred thousand open sections are refused without harm") {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "{{#a}}";
    CHECK(shown(text, {"x", "", ""}) == "problem: {{#a}} is never closed");
    for (int i = 0; i < 100'000; ++i) text += "{{/a}}";
    CHECK(shown(text + "好", {"x", "", ""}) == "好");
}

TEST_CASE("random texts come out as an independent mustache shows them") {
    std::mt19937_64 random(20260302);
    for (int i = 0; i < 5'000; ++i) {
        const std::string text = random_text(random, 0);
        const std::string a = random() % 2 == 0 ? "" : "甲";
        const std::string b = random() % 2 == 0 ? "" : "1 < 2";
        kainjow::mustache::mustache reference(text);
        reference.set_custom_escape([](const std::string& value) { return value; });
        // The reference hides a section for a missing value, not for an empty one.
        kainjow::mustache::data values{kainjow::mustache::data::type::object};
        if (!a.empty()) values.set("a", a);
        if (!b.empty()) values.set("b", b);
        CAPTURE(text, a, b);
        REQUIRE(reference.is_valid());
        REQUIRE(filled_lines(shown(text, {a, b, ""})) == filled_lines(reference.render(values)));
    }
}
