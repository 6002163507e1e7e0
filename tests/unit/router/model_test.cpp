// The linear model: what it learns, how sure it is, and how it bears odd texts.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "router/linear_model.hpp"
#include "text/normalize.hpp"

using namespace bot;

namespace {

std::vector<config::Example> small_set() {
    return {
        {"rights.wage", "三个月没发工资", "urgent", "zh", "test"},
        {"rights.wage", "老板拖欠工资不给", "urgent", "zh", "test"},
        {"rights.wage", "my salary has not been paid", "urgent", "en", "test"},
        {"rights.injury", "上班受伤了怎么认定工伤", "urgent", "zh", "test"},
        {"rights.injury", "工伤认定需要什么材料", "normal", "zh", "test"},
        {"life.housing", "宿舍热水坏了", "normal", "zh", "test"},
        {"life.housing", "宿舍漏水没人修", "normal", "zh", "test"},
        {"_greeting", "你好呀", "normal", "zh", "test"},
    };
}

// The shipped examples, sorted by file name.
std::vector<config::Example> shipped() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/config/examples"))
        files.push_back(entry);
    std::sort(files.begin(), files.end());
    std::vector<config::Example> examples;
    for (const auto& file : files) {
        std::ifstream in(file);
        std::string line;
        std::getline(in, line);  // names of columns
        while (std::getline(in, line)) {
            if (!line.empty())
                examples.push_back({file.stem().string(), line.substr(0, line.find('\t')), {}, {}, {}});
        }
    }
    return examples;
}

std::string category(const std::string& label) { return label.substr(0, label.find('.')); }

}  // namespace

TEST_CASE("the model names the topic it has examples of") {
    const router::LinearModel model(small_set());
    struct Row {
        std::string_view said;
        std::string_view meant;
    };
    static constexpr Row rows[] = {
        {"工资还没发", "rights.wage"},  {"unpaid salary", "rights.wage"},
        {"宿舍又漏水", "life.housing"}, {"工伤认定", "rights.injury"},
        {"你好", "_greeting"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.said);
        const auto guesses = model.guess(text::normalize(row.said), 5);
        REQUIRE_FALSE(guesses.empty());
        CHECK(guesses.front().subcategory == row.meant);
    }
}

TEST_CASE("guesses come best first and never promise more than all") {
    const router::LinearModel model(small_set());
    for (const std::size_t most : {1U, 3U, 5U, 50U}) {
        const auto guesses = model.guess("宿舍工资", most);
        CHECK(guesses.size() == std::min<std::size_t>(most, 4));
        double sum = 0;
        for (std::size_t i = 0; i < guesses.size(); ++i) {
            sum += guesses[i].confidence;
            if (i > 0) CHECK(guesses[i].confidence <= guesses[i - 1].confidence);
        }
        CHECK(sum <= 1.0001);
    }
    CHECK(model.guess("宿舍", 0).empty());
}

TEST_CASE("texts without a known word get no guess") {
    const router::LinearModel model(small_set());
    for (const auto* said : {"", " ", "!?", "😀😀", "ཧཡ", "\xFF"}) {
        CAPTURE(said);
        CHECK(model.guess(text::normalize(said), 5).empty());
    }
    CHECK(router::LinearModel({}).guess("工资", 5).empty());
    CHECK(router::LinearModel({{"rights.wage", "", "", "", ""}}).guess("工资", 5).empty());
}

TEST_CASE("a lone topic is no crash, and learning twice gives the same") {
    const router::LinearModel lone({{"rights.wage", "工资", "", "", ""}});
    REQUIRE(lone.guess("工资", 5).size() == 1);
    CHECK(lone.guess("工资", 5).front().confidence == Approx(1.0));

    const router::LinearModel first(small_set());
    const router::LinearModel second(small_set());
    CHECK(first.guess("宿舍工资", 5).front().confidence == second.guess("宿舍工资", 5).front().confidence);
}

TEST_CASE("long and odd texts are guessed without harm") {
    const router::LinearModel model(small_set());
    std::string said;
    for (int i = 0; i < 30'000; ++i) said += "工资x1";
    CHECK_FALSE(model.guess(said, 5).empty());
    for (const auto& guess : model.guess(std::string(1'000'000, 's') + " 工资", 5))
        CHECK(std::isfinite(guess.confidence));
}

TEST_CASE("on texts it has not seen the model is as sure as it is right") {
    const auto examples = shipped();
    if (examples.size() < 1'000) {
        WARN("no shipped examples to judge by");
        return;
    }
    constexpr std::size_t folds = 5;
    std::size_t right = 0;
    std::size_t right_category = 0;
    std::size_t sure = 0;
    std::size_t sure_and_right = 0;
    double confidence = 0;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<config::Example> taught;
        for (std::size_t i = 0; i < examples.size(); ++i) {
            if (i % folds != fold) taught.push_back(examples[i]);
        }
        const router::LinearModel model(taught);
        for (std::size_t i = fold; i < examples.size(); i += folds) {
            const auto guesses = model.guess(text::normalize(examples[i].text), 1);
            if (guesses.empty()) continue;
            const auto& best = guesses.front();
            const bool hit = best.subcategory == examples[i].subcategory;
            right += hit ? 1 : 0;
            right_category += category(best.subcategory) == category(examples[i].subcategory) ? 1 : 0;
            confidence += best.confidence;
            if (best.confidence >= 0.6) {
                ++sure;
                sure_and_right += hit ? 1 : 0;
            }
        }
    }
    const auto all = static_cast<double>(examples.size());
    const double accuracy = static_cast<double>(right) / all;
    INFO("examples " << examples.size() << ", sub-category " << accuracy << ", category "
                     << static_cast<double>(right_category) / all << ", mean confidence " << confidence / all
                     << ", sure " << static_cast<double>(sure) / all << " of which right "
                     << static_cast<double>(sure_and_right) / static_cast<double>(sure));
    CHECK(std::abs(confidence / all - accuracy) < 0.1);
    CHECK(accuracy > 0.35);
    CHECK(static_cast<double>(right_category) / all > 0.45);
    CHECK(static_cast<double>(sure_and_right) > 0.6 * static_cast<double>(sure));
}
