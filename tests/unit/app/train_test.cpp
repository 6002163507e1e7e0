// Training as the administrator runs it: what was allowed teaches, what would harm is not kept, and the way
// back is open.
#include <fmt/format.h>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>

#include "app/commands.hpp"
#include "app/model_store.hpp"
#include "store/store.hpp"

using namespace bot;

namespace {

namespace fs = std::filesystem;

constexpr int examples_of_each = 12;  // lines of the shipped examples: trained in a second

// The shipped settings with few examples, and a data folder.
class Branch {
public:
    Branch() : path_((fs::temp_directory_path() / "niangjia-train-XXXXXX").string()) {
        REQUIRE(mkdtemp(path_.data()) != nullptr);
        const fs::path shipped = SOURCE_DIR "/config";
        fs::create_directories(fs::path(options().config) / "examples");
        for (const auto* name : {"catalogue", "calendar", "desks.toml", "safety.toml", "words.toml",
                                 "concepts.tsv", "topics.toml"}) {
            fs::copy(shipped / name, fs::path(options().config) / name, fs::copy_options::recursive);
        }
        for (const auto& entry : fs::directory_iterator(shipped / "examples")) {
            std::ifstream in(entry.path());
            std::ofstream out(fs::path(options().config) / "examples" / entry.path().filename());
            std::string line;
            for (int i = 0; i <= examples_of_each && std::getline(in, line); ++i) out << line << '\n';
        }
        frozen(
            "老板跑了工钱不给\trights.wage\tnormal\tzh\tfrozen\n宿舍的空调坏了\tlife."
            "housing\tnormal\tzh\tfrozen\n"
            "外卖员怎么入会\tmem.join\tnormal\tzh\tfrozen\n不想活了，活着没有意义\temotion."
            "crisis\tcrisis\tzh\tfrozen\n");
    }
    ~Branch() { fs::remove_all(path_); }
    Branch(const Branch&) = delete;
    Branch& operator=(const Branch&) = delete;

    app::Options options() const { return {path_ + "/config", path_ + "/data", {}}; }
    void frozen(const std::string& lines) const {
        std::ofstream(options().config + "/regression.tsv")
            << "text\tsub_category\turgency\tlanguage\tvoice\n"
            << lines;
    }
    void teach(const std::vector<store::LessonRow>& lessons) const {
        const auto store = store::open_sqlite(options().data).value();
        REQUIRE(store->submit_and_wait([&](store::Transaction& tx) {
            for (const auto& one : lessons) tx.teach(one);
        }));
    }
    int train(const app::TrainOptions& how = {}) const { return app::train(options(), how); }
    std::vector<app::StoredModel> models() const { return app::stored_models(options().data); }
    app::StoredModel in_use() const {
        for (const auto& one : models()) {
            if (one.current) return one;
        }
        return {};
    }
    std::string best(std::string_view text) const {
        return app::current_model(options().data).value()->opinion(text, 1).guesses.at(0).subcategory;
    }

private:
    std::string path_;
};

store::LessonRow lesson(std::string text, std::string subcategory) {
    return {{}, std::move(text), std::move(subcategory), "normal", "zh", "2026-03-02"};
}

}  // namespace

TEST_CASE("a model that loses nothing is kept with its figures, and one command goes back") {
    const Branch branch;
    REQUIRE(branch.train() == 0);
    auto model = branch.in_use();
    CHECK(model.number == 1);
    REQUIRE(model.figures);
    CHECK(model.figures->examples > 500);
    CHECK(model.figures->lessons == 0);
    CHECK(model.figures->right == 4);
    CHECK(model.figures->lines == 4);
    CHECK(model.figures->trained.size() == std::string("2026-03-02 09:00").size());
    CHECK(branch.models().at(0).figures->right == 4);  // the shipped one is noted too

    CHECK(branch.train({.use = 0}) == 0);
    CHECK(branch.in_use().number == 0);
    CHECK(branch.train({.use = 1}) == 0);
    CHECK(branch.in_use().number == 1);
    CHECK(branch.train({.use = 9}) == 1);
    CHECK(branch.in_use().number == 1);
    CHECK(branch.train({.use = {}, .list = true}) == 0);
}

TEST_CASE("what two colleagues allowed is learnt, without the marks of names") {
    const Branch branch;
    REQUIRE(branch.train() == 0);
    const std::string said = "那个铁葫芦吊着晃悠悠的";
    REQUIRE(branch.best(said) != "work.safety");
    branch.teach({lesson("*师傅说铁葫芦吊着晃悠悠", "work.safety"),
                  lesson("铁葫芦晃悠悠要掉下来", "work.safety"), lesson("头顶铁葫芦吊着晃", "work.safety"),
                  lesson("铁葫芦 晃悠悠的没人修", "work.safety"), lesson("谁都不知道", "no.such_topic")});
    REQUIRE(branch.train() == 0);
    CHECK(branch.in_use().number == 2);
    CHECK(branch.in_use().figures->lessons == 4);  // a sub-category that is no more teaches nobody
    CHECK(branch.best(said) == "work.safety");
}

TEST_CASE("three hundred wrong lessons are refused, and the old model stays in use") {
    const Branch branch;
    REQUIRE(branch.train() == 0);
    std::vector<store::LessonRow> wrong;
    const std::vector<std::string> about{"老板跑了工钱不给", "老板工钱还没给", "跑了不给工钱的老板",
                                         "宿舍空调坏了",     "宿舍的空调又坏", "外卖员入会怎么入"};
    for (int i = 0; i < 300; ++i)
        wrong.push_back(lesson(fmt::format("{}第{}回", about[static_cast<std::size_t>(i) % about.size()], i),
                               "act.club"));
    branch.teach(wrong);
    CHECK(branch.train() == 3);
    CHECK(branch.in_use().number == 1);
    CHECK(branch.models().size() == 2);
    CHECK(branch.best("老板跑了工钱不给") == "rights.wage");
    CHECK(branch.in_use().figures->right == 4);
}

TEST_CASE("what is measured on is never learnt") {
    const Branch branch;
    branch.teach({lesson("外卖员怎么入会*", "act.club")});
    REQUIRE(branch.train() == 0);
    CHECK(branch.in_use().figures->lessons == 0);
}

TEST_CASE("figures noted for another model are not believed") {
    const Branch branch;
    REQUIRE(branch.train() == 0);
    REQUIRE(app::note_figures(branch.options().data, 1, "another",
                              {.trained = "2020-01-01 00:00", .examples = 1}));
    CHECK_FALSE(branch.in_use().figures);
    CHECK(branch.train({.use = {}, .list = true}) == 0);
}

TEST_CASE("a broken folder trains nothing") {
    const Branch branch;
    branch.frozen("没发钱\tno.such_topic\tnormal\tzh\tfrozen\n");
    CHECK(branch.train() == 1);
    CHECK(branch.models().size() == 1);
}
