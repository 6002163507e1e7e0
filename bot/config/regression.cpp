// regression.tsv: frozen messages that every new model is measured on and that none is trained on.
#include <set>
#include <unordered_map>

#include "config/labels.hpp"
#include "config/parts.hpp"
#include "text/normalize.hpp"

namespace bot::config {
namespace {

constexpr auto name = "regression.tsv";
constexpr std::string_view heading = "text\tsub_category\turgency\tlanguage\tvoice";
constexpr auto expected_heading = "expected the heading text, sub_category, urgency, language, voice with tabs between";

std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> cells;
    while (true) {
        const auto tab = line.find('\t');
        cells.emplace_back(line.substr(0, tab));
        if (tab == std::string_view::npos) return cells;
        line.remove_prefix(tab + 1);
    }
}

class RegressionFile {
public:
    explicit RegressionFile(Draft& draft) : draft_(draft) {
        for (const auto& one : draft.settings().examples) {
            labels_.insert(one.subcategory);
            taught_.emplace(text::normalize(one.text), one.subcategory);
        }
        for (const auto& [id, place] : draft.subcategories) labels_.insert(id);
    }

    void read(std::string_view content) {
        if (content.empty()) problem(expected_heading);
        each_line(content, [this](std::string_view line, int number) {
            line_ = number;
            if (number == 1) {
                if (line != heading) problem(expected_heading);
            } else if (!line.empty()) {
                read_line(line);
            }
        });
    }

private:
    void problem(std::string expected) { add(draft_.problems(), {name, line_, 1}, std::move(expected)); }

    void read_line(std::string_view line) {
        if (!text::valid_utf8(line)) return problem("expected UTF-8 text");
        const auto cells = cells_of(line);
        if (cells.size() != 5)
            return problem("expected five columns with tabs between, not " + std::to_string(cells.size()));
        const auto before = draft_.problems().size();
        const auto folded = text::normalize(cells[0]);
        if (folded.empty()) problem("expected a text that is not empty");
        if (!labels_.contains(cells[1]))
            problem("expected the id of a sub-category; there is no \"" + cells[1] + "\"");
        if (!among(urgencies, cells[2])) problem("expected normal, urgent or crisis");
        if (!among(example_languages, cells[3])) problem("expected zh, zh-hant, en or mixed");
        // What was learnt by heart says nothing about understanding.
        if (const auto at = taught_.find(folded); at != taught_.end())
            problem("this text is taught: it stands in examples/" + at->second + ".tsv");
        if (draft_.problems().size() == before)
            draft_.settings().regression.push_back(
                {line_, {cells[1], cells[0], cells[2], cells[3], cells[4]}});
    }

    Draft& draft_;
    std::set<std::string, std::less<>> labels_;
    std::unordered_map<std::string, std::string> taught_;  // folded text -> sub-category
    int line_ = 1;
};

}  // namespace

void read_regression(Draft& draft) {
    std::error_code error;
    if (!std::filesystem::exists(draft.folder() / name, error)) return;
    if (const auto content = read_text(draft.folder(), name, draft.problems()))
        RegressionFile(draft).read(*content);
}

}  // namespace bot::config
