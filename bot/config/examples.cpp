// examples/*.tsv: messages of members, each with the sub-category it belongs to, for training and measuring
// the router.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "config/labels.hpp"
#include "config/parts.hpp"
#include "text/normalize.hpp"

namespace bot::config {

namespace {

constexpr std::string_view heading = "text\turgency\tlanguage\tvoice";
constexpr std::size_t fewest_examples = 5;

using Columns = std::array<std::string_view, 4>;

// Lines of one file.
class ExampleFile {
public:
    ExampleFile(std::string name, std::string label, Draft& draft, std::vector<Place>& places)
        : name_(std::move(name)), label_(std::move(label)), draft_(draft), places_(places) {}

    void read(std::string_view content) {
        each_line(content, [this](std::string_view line, int number) {
            line_ = number;
            read_line(line);
        });
        if (content.empty()) problem(1, 1, expected_heading());
    }

private:
    static std::string expected_heading() {
        return "expected the heading text, urgency, language, voice with tabs between";
    }

    void problem(int line, std::size_t column, std::string expected) {
        add(draft_.problems(), {name_, line, static_cast<int>(column)}, std::move(expected));
    }

    void read_line(std::string_view line) {
        if (line_ == 1) {
            if (line != heading) problem(1, 1, expected_heading());
        } else if (!text::valid_utf8(line)) {
            problem(line_, 1, "expected UTF-8 text");
        } else if (!line.empty()) {
            read_columns(line);
        }
    }

    void read_columns(std::string_view line) {
        Columns columns;
        std::size_t count = 0;
        for (std::string_view rest = line;; ++count) {
            const auto tab = rest.find('\t');
            if (count < columns.size()) columns[count] = rest.substr(0, tab);
            if (tab == std::string_view::npos) break;
            rest.remove_prefix(tab + 1);
        }
        if (count + 1 != columns.size()) {
            problem(line_, 1, "expected four columns with tabs between, not " + std::to_string(count + 1));
        } else if (check(line, columns)) {
            draft_.settings().examples.push_back({label_, std::string(columns[0]), std::string(columns[1]),
                                                  std::string(columns[2]), std::string(columns[3])});
            places_.push_back({name_, line_, 1});
        }
    }

    bool check(std::string_view line, const Columns& columns) {
        const std::size_t before = draft_.problems().size();
        const auto column_of = [&](std::string_view part) {
            return text::characters(line.substr(0, static_cast<std::size_t>(part.data() - line.data()))) + 1;
        };
        if (columns[0].find_first_not_of(' ') == std::string_view::npos)
            problem(line_, 1, "expected a text that is not empty");
        if (!among(urgencies, columns[1]))
            problem(line_, column_of(columns[1]), "expected normal, urgent or crisis");
        if (!among(example_languages, columns[2]))
            problem(line_, column_of(columns[2]), "expected zh, zh-hant, en or mixed");
        return draft_.problems().size() == before;
    }

    std::string name_;
    std::string label_;
    Draft& draft_;
    std::vector<Place>& places_;
    int line_ = 1;
};

// Texts that fold to the same: of two sub-categories a contradiction, of one a line that teaches nothing.
void check_told_apart(Draft& draft, const std::vector<Place>& places) {
    const auto& examples = draft.settings().examples;
    std::unordered_map<std::string, std::size_t> first;
    first.reserve(examples.size());
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const auto [known, fresh] = first.emplace(text::normalize(examples[i].text), i);
        if (fresh) continue;
        const auto& other = examples[known->second];
        if (other.subcategory == examples[i].subcategory) {
            draft.settings().warnings.push_back(places[i].file + ":" + std::to_string(places[i].line) + ": the same text stands in " +
                                                places[known->second].file + ":" + std::to_string(places[known->second].line));
            continue;
        }
        add(draft.problems(), places[i],
            "the same text is an example of " + examples[i].subcategory + " here and of " +
                other.subcategory + " in " + places[known->second].file + ":" +
                std::to_string(places[known->second].line));
    }
}

void check_enough(Draft& draft) {
    std::map<std::string_view, std::size_t> count;
    for (const auto& example : draft.settings().examples) ++count[example.subcategory];
    for (const auto& [id, place] : draft.subcategories) {
        if (count[id] >= fewest_examples) continue;
        add(draft.problems(), place,
            "expected at least 5 lines in examples/" + id + ".tsv, found " + std::to_string(count[id]));
    }
}

}  // namespace

void read_examples(Draft& draft) {
    const std::size_t problems_before = draft.problems().size();
    const auto names = files_in(draft.folder(), "examples", ".tsv", draft.problems());
    if (draft.problems().size() != problems_before) return;  // told once, not again for every sub-category
    std::vector<Place> places;
    for (const auto& name : names) {
        const std::string label = std::filesystem::path(name).stem().string();
        if (!label.starts_with('_') && !draft.subcategories.contains(label)) {
            add(draft.problems(), {name},
                "expected the id of a sub-category as the file's name; there is no \"" + label + "\"");
        }
        if (const auto content = read_text(draft.folder(), name, draft.problems())) {
            ExampleFile(name, label, draft, places).read(*content);
        }
    }
    check_told_apart(draft, places);
    check_enough(draft);
}

}  // namespace bot::config
