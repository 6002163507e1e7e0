#include "sheets/workbook.hpp"

#include "sheets/xml_part.hpp"

namespace bot::sheets {
namespace {

constexpr auto workbook_part = "xl/workbook.xml";
constexpr auto relations_part = "xl/_rels/workbook.xml.rels";
constexpr auto texts_part = "xl/sharedStrings.xml";

class WorkbookListener final : public XmlListener {
public:
    void begin(std::string_view name, const Attributes& attributes) override {
        if (name == "sheet" && relation.empty()) relation = attributes.get("id");
        if (name == "workbookPr") {
            const auto said = attributes.get("date1904");
            from_1904 = said == "1" || said == "true";
        }
    }
    void finish(std::string_view) override {}
    void words(std::string_view) override {}

    std::string relation;
    bool from_1904 = false;
};

class RelationsListener final : public XmlListener {
public:
    explicit RelationsListener(std::string wanted) : wanted_(std::move(wanted)) {}
    void begin(std::string_view name, const Attributes& attributes) override {
        if (name == "Relationship" && attributes.get("Id") == wanted_) target = attributes.get("Target");
    }
    void finish(std::string_view) override {}
    void words(std::string_view) override {}

    std::string target;

private:
    const std::string wanted_;
};

class TextsListener final : public XmlListener {
public:
    TextsListener(SharedTexts& texts, const Limits& limits) : texts_(texts), limits_(limits) {}
    void begin(std::string_view name, const Attributes&) override {
        if (name == "si") text_.clear();
        if (name == "rPh") how_it_sounds_ = true;
        in_text_ = name == "t" && !how_it_sounds_;
    }
    void finish(std::string_view name) override {
        in_text_ = false;
        if (name == "rPh") how_it_sounds_ = false;
        if (name != "si") return;
        texts_.add(text_, limits_.cell_bytes);
        if (texts_.bytes() > limits_.strings_bytes) stop({Wrong::too_large, 0});
    }
    void words(std::string_view text) override {
        if (in_text_ && text_.size() <= limits_.cell_bytes) text_.append(text);
    }

private:
    SharedTexts& texts_;
    const Limits& limits_;
    std::string text_;
    bool in_text_ = false;
    bool how_it_sounds_ = false;  // a reading aid beside the text
};

Read<void> tell(const std::shared_ptr<Archive>& archive, const std::string& name, XmlListener& listener) {
    auto part = XmlPart::open(archive, name, listener);
    if (!part) return tl::unexpected(part.error());
    return (*part)->all();
}

}  // namespace

Read<Workbook> read_workbook(const std::shared_ptr<Archive>& archive, const Limits& limits) {
    Workbook book;
    WorkbookListener about;
    if (const auto told = tell(archive, workbook_part, about); !told) return tl::unexpected(told.error());
    book.from_1904 = about.from_1904;
    RelationsListener relations(about.relation);
    if (const auto told = tell(archive, relations_part, relations); !told) return tl::unexpected(told.error());
    if (relations.target.empty()) return fault(Wrong::damaged);
    // Relative to the workbook, or from the root of the archive.
    book.first_sheet = relations.target.starts_with('/') ? relations.target.substr(1) : "xl/" + relations.target;
    if (!archive->has(texts_part)) return book;
    TextsListener texts(book.texts, limits);
    if (const auto told = tell(archive, texts_part, texts); !told) return tl::unexpected(told.error());
    return book;
}

}  // namespace bot::sheets
