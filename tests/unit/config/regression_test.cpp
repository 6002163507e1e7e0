// The frozen lines: read with their places, and refused where they would say nothing.
#include "folder.hpp"

using namespace bot;
using config_test::Folder;

namespace {

const std::string heading = "text\tsub_category\turgency\tlanguage\tvoice\n";

}  // namespace

TEST_CASE("frozen lines carry their number in the file") {
    const Folder folder;
    CHECK(folder.good().regression.empty());  // a union may do without
    folder.write("regression.tsv",
                 "\xEF\xBB\xBF" + heading +
                     "老板不给钱\trights.wage\turgent\tzh\tfrozen\r\n\nhi there\t_greeting\tnormal\ten\t\n");
    const auto settings = folder.good();
    REQUIRE(settings.regression.size() == 2);
    CHECK(settings.regression[0].line == 2);
    CHECK(settings.regression[0].example.text == "老板不给钱");
    CHECK(settings.regression[0].example.subcategory == "rights.wage");
    CHECK(settings.regression[0].example.urgency == "urgent");
    CHECK(settings.regression[1].line == 4);
    CHECK(settings.examples.size() == 11);  // never among what is taught
}

TEST_CASE("a frozen line that would say nothing is told with its place") {
    struct Row {
        std::string content;
        std::string told;
        std::string_view because;
    };
    const Row rows[] = {
        {"",
         "regression.tsv:1:1: expected the heading text, sub_category, urgency, language, voice with tabs "
         "between",
         "empty"},
        {"text\tlabel\n",
         "regression.tsv:1:1: expected the heading text, sub_category, urgency, language, voice with tabs "
         "between",
         "other columns"},
        {heading + "没发钱\trights.wages\tnormal\tzh\tx\n",
         "regression.tsv:2:1: expected the id of a sub-category; there is no \"rights.wages\"",
         "a slip in the label"},
        {heading + "没发钱\t_status\tnormal\tzh\tx\n",
         "regression.tsv:2:1: expected the id of a sub-category; there is no \"_status\"",
         "a label without examples"},
        {heading + "没发钱\trights.wage\tP1\tzh\tx\n",
         "regression.tsv:2:1: expected normal, urgent or crisis", "another way of saying how urgent"},
        {heading + "没发钱\trights.wage\tnormal\tcn\tx\n",
         "regression.tsv:2:1: expected zh, zh-hant, en or mixed", "another code of the language"},
        {heading + "没发钱\trights.wage\tnormal\tzh\n",
         "regression.tsv:2:1: expected five columns with tabs between, not 4", "no voice"},
        {heading + " \trights.wage\tnormal\tzh\tx\n", "regression.tsv:2:1: expected a text that is not empty",
         "nothing said"},
        {heading + "工\xff资\trights.wage\tnormal\tzh\tx\n", "regression.tsv:2:1: expected UTF-8 text",
         "bad bytes"},
        {heading + "没发钱\trights.wage\tnormal\tzh\tx\n工資 "
                   "3\trights.wage\tnormal\tzh\tx\n工资3\trights.wage\tnormal\tzh\tx\n",
         "regression.tsv:4:1: this text is taught: it stands in examples/rights.wage.tsv", "an example"},
        {heading + "ＨＥＬＬＯ\t_greeting\tnormal\ten\tx\n",
         "regression.tsv:2:1: this text is taught: it stands in examples/_greeting.tsv",
         "an example in wide letters"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const Folder folder;
        folder.write("regression.tsv", row.content);
        CHECK(folder.problems() == std::vector{row.told});
    }
}
