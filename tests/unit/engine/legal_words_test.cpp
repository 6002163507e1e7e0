// Nobody is ever told that it is too late: neither by the templates nor by what is made of them.
#include "engine/legal_words.hpp"

#include "house.hpp"

using namespace bot;

namespace {

// The shipped settings with the shipped periods, which the union of the transcripts has not.
std::shared_ptr<engine::Tools> tools_with_periods() {
    auto tools = test::shipped_tools();
    auto loaded = config::load(SOURCE_DIR "/config", from_ms(1772413200000), config::Lessons::left_out);
    tools->settings.legal = loaded.settings.legal;
    return tools;
}

calendar::Day day(int year, unsigned month, unsigned of_month) {
    return calendar::Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month}};
}

constexpr std::string_view verdicts[] = {"过期", "超过", "过了", "晚了", "来不及", "失效", "丧失", "错过", "已过",
                                         "too late", "expired", "missed", "lapsed", "over the limit", "no longer", "lost"};

}  // namespace

TEST_CASE("a legal period is told with its last day, our safer date and its source") {
    const auto tools = tools_with_periods();
    const auto& periods = tools->settings.legal;
    const auto found = std::find_if(periods.begin(), periods.end(), [](const auto& one) { return one.id == "arbitration_after_leaving"; });
    REQUIRE(found != periods.end());
    CHECK(engine::told_period(*tools, Language::zh_hans, *found, day(2026, 3, 31), day(2026, 4, 1)) ==
          "离职后为工资申请劳动仲裁：从劳动关系终止那天（2026年3月31日）往后数，最后一天是2027年3月31日，请在2027年3月1日前办好。"
          "依据《劳动争议调解仲裁法》第二十七条第四款。日子以律师核对为准，想问就回“人工”。");
    const auto english = engine::told_period(*tools, Language::en, *found, day(2026, 3, 31), day(2026, 4, 1));
    CHECK(english.find("the last day is 31 Mar 2027; please have it done by 1 Mar 2027") != std::string::npos);
}

TEST_CASE("nobody is told that it is too late") {
    const auto tools = tools_with_periods();
    REQUIRE(tools->settings.legal.size() >= 8);
    const auto from = day(2026, 3, 31);
    for (const auto& period : tools->settings.legal) {
        const auto dates = calendar::legal_dates(period, from);
        for (const auto today : {from, dates.safety, dates.safety + std::chrono::days{1}, dates.last,
                                 dates.last + std::chrono::days{1}, dates.last + std::chrono::days{3'287}}) {
            for (const auto language : {Language::zh_hans, Language::en}) {
                const auto told = engine::told_period(*tools, language, period, from, today);
                CAPTURE(period.id, told);
                for (const auto verdict : verdicts) CHECK(told.find(verdict) == std::string::npos);
                // A person is offered, whatever the date; after our date no date is told.
                CHECK(told.find(language == Language::en ? "human" : "人工") != std::string::npos);
                const bool dated = told.find(engine::date(*tools, language, dates.last)) != std::string::npos;
                CHECK(dated == (today <= dates.safety));
            }
        }
    }
}
