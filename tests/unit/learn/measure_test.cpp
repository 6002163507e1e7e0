// Counting: a report says what its verdicts say, and a fitted model keeps its promise on voices it never heard.
#include "learn/measure.hpp"

#include <catch2/catch.hpp>

#include "learn/lesson.hpp"
#include "small.hpp"

using namespace bot;
using learn::Verdict;

namespace {

learn::Sample sample(std::string text, std::string label, std::string urgency = "normal") {
    return {std::move(text), std::move(label), std::move(urgency), "zh", "test", {}};
}

}  // namespace

TEST_CASE("a report counts what was right, by class and by slice") {
    const auto a = sample("工资", "rights.wage");
    const auto b = sample("宿舍的热水坏了", "life.housing");
    const auto c = sample("不想活了", "emotion.crisis", "crisis");
    const std::vector<Verdict> verdicts = {
        {&a, "rights", "rights", "rights.wage", 0.9F, "normal"},
        {&b, "life", "rights", "rights.wage", 0.6F, "crisis"},
        {&c, "emotional", "emotional", "emotion.support", 0.8F, "urgent"},
    };
    const auto report = learn::report(verdicts);
    CHECK(report.topic.value() == Approx(2.0 / 3));
    CHECK(report.label.value() == Approx(1.0 / 3));
    CHECK(report.classes.at("rights").precision() == Approx(0.5));
    CHECK(report.classes.at("rights").recall() == 1);
    CHECK(report.macro_f1 == Approx((2.0 / 3 + 0 + 1) / 3));
    CHECK(report.coverage == Approx(2.0 / 3));  // the two surest are right
    CHECK(report.calibration_error == Approx((0.1 + 0.6 + 0.2) / 3));
    CHECK(report.slices.at("length 1-4").of == 2);
    CHECK(report.crisis_found.hit == 0);
    CHECK(report.crisis_noticed.hit == 1);
    CHECK(report.false_alarms.hit == 1);
    CHECK(report.crisis_right.of == 1);
    CHECK(learn::report({}).topic.value() == 0);
}

TEST_CASE("voices are left out whole, and groups are about equally large") {
    std::vector<learn::Sample> samples;
    for (const auto& [voice, count] : {std::pair{"big", 50}, {"middle", 30}, {"small", 25}, {"tiny", 5}}) {
        for (int i = 0; i < count; ++i) samples.push_back({"x", "y", "", "", voice, {}});
    }
    const auto groups = learn::groups_by_voice(samples, 2);
    std::map<std::string, std::size_t> group_of;
    std::size_t first = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        CHECK(group_of.emplace(samples[i].voice, groups[i]).first->second == groups[i]);
        first += groups[i] == 0 ? 1 : 0;
    }
    CHECK(first >= 50);
    CHECK(first <= 60);
}

TEST_CASE("on voices it never heard the shipped model is as sure as it is right") {
    const auto loaded = config::load(SOURCE_DIR "/config", from_ms(1'772'413'200'000));
    auto lesson = learn::lesson_of(loaded.settings);
    REQUIRE(lesson.samples.size() >= 8000);
    // One group left out is enough to see that nothing is broken; the figures come from the bench.
    const auto groups = learn::groups_by_voice(lesson.samples, 6);
    std::vector<const learn::Sample*> taught;
    learn::Lesson asked = lesson;
    asked.samples.clear();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i] == 0) {
            asked.samples.push_back(lesson.samples[i]);
        } else {
            taught.push_back(&lesson.samples[i]);
        }
    }
    auto parts = learn::train_on(lesson, taught);
    learn::calibrate(parts, lesson, learn::judge_unseen(asked, learn::groups_by_turns(asked.samples, 2)));
    const auto report = learn::report(learn::judge(asked, router::Model(parts), {}));
    INFO("topics right " << report.topic.value() << ", macro F1 " << report.macro_f1 << ", calibration error " << report.calibration_error);
    CHECK(report.topic.value() > 0.7);
    CHECK(report.macro_f1 > 0.65);
    CHECK(report.calibration_error < 0.15);
}
