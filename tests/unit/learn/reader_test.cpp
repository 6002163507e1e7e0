// The whole reading of a message.
#include "router/reader.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "core/case.hpp"
#include "router/matters.hpp"
#include "small.hpp"
#include "text/normalize.hpp"

using namespace bot;
using dialogue::Danger;
using dialogue::Word;

namespace {

std::vector<config::Example> examples() {
    std::vector<config::Example> set;
    const auto teach = [&set](std::string label, std::initializer_list<const char*> texts) {
        for (const auto* text : texts) set.push_back({label, text, "normal", "zh", "test"});
    };
    teach("rights.wage",
          {"三个月没发工资", "工资也没发", "拖欠工资", "老板欠薪", "工资发少了", "加班工资没给",
           "my salary is late", "salary not paid for months", "unpaid wages", "发工资的日子过了"});
    teach("life.housing",
          {"宿舍热水坏了", "宿舍漏水", "热水器坏了没人修", "宿舍没有热水", "宿舍空调坏了", "宿舍门锁坏了",
           "no hot water in the dorm", "the dorm is cold", "dorm shower broken", "宿舍床坏了"});
    teach("act.sign",
          {"羽毛球赛怎么报名", "活动报名在哪", "报名参加登山", "篮球赛报名", "春游还能报名吗", "报名截止了吗",
           "sign up for the hike", "how to sign up for the match", "象棋比赛报名", "报名表在哪领"});
    teach("_greeting",
          {"你好", "您好", "在吗", "早上好", "谢谢", "有人吗", "hello", "hi there", "晚上好", "再见"});
    teach("fb.progress", {"我的事办到哪了", "进展如何", "上次的事怎么样了", "有结果吗", "什么时候答复",
                          "办好了吗", "any news", "what about my case", "处理了吗", "多久有回音"});
    return set;
}

const router::Reader& reader() {
    static const router::Reader made = [] {
        config::SafetySetting safety;
        safety.words["self_harm_explicit"] = {"不想活", "想死"};
        safety.words["pinyin"] = {"bu xiang huo"};
        safety.idioms = {"想死你们了"};
        return router::Reader(router::SafetyRules(safety),
                              router::Words({{"progress", {"进度"}}, {"human", {"人工"}}, {"reply", {"回"}}}),
                              small::model_of(examples()));
    }();
    return made;
}

std::vector<std::string> topics(std::string_view said) {
    std::vector<std::string> found;
    for (const auto& part : reader().read(said, {}).parts) found.push_back(part.guess.subcategory);
    return found;
}

}  // namespace

TEST_CASE("one reading holds all that a text alone tells") {
    const auto wages = reader().read("  老闆拖欠工資\uFF01 ", {});
    CHECK(wages.normalized == "老板拖欠工资!");
    CHECK(wages.language == Language::zh_hans);
    CHECK(wages.safety.danger == Danger::none);
    CHECK(wages.command.word == Word::none);
    CHECK_FALSE(wages.digit);
    REQUIRE_FALSE(wages.guesses.empty());
    CHECK(wages.guesses.front().subcategory == "rights.wage");
    CHECK(wages.guesses.size() <= 5);
    CHECK(wages.parts.empty());

    const auto danger = reader().read("工资没发,不想活了", {});
    CHECK(danger.safety.danger == Danger::self_harm);
    CHECK(danger.safety.signal == "self_harm_explicit");

    const auto number = std::to_string(with_check_digit(1001));
    CHECK(reader().read("进度 " + number, {}).command.number == 1001);
    CHECK(reader().read("回 " + number + " 好的", {}).command.rest == "好的");
}

TEST_CASE("a message that is one small number is a digit") {
    for (const auto* said : {"1", "\uFF11", "①", "一", "1。", " 1 ", "one"}) {
        CAPTURE(said);
        CHECK(reader().read(said, {}).digit == 1);
    }
    for (const auto* said : {"", "1个", "第一", "10013", "."}) {
        CAPTURE(said);
        CHECK_FALSE(reader().read(said, {}).digit);
    }
}

TEST_CASE("the platform's hint counts only where no letter tells the language") {
    struct Row {
        std::string said;
        std::optional<Language> hint;
        Language expected;
        std::string_view because;
    };
    const Row rows[] = {
        {"工资没发", Language::en, Language::zh_hans, "Chinese words on an English phone"},
        {"no hot water", Language::zh_hans, Language::en, "English words on a Chinese phone"},
        {"1", Language::en, Language::en, "a digit says nothing"},
        {"", Language::en, Language::en, "a photo without words"},
        {"👍", {}, Language::zh_hans, "no hint, no letters"},
        {"wo bu xiang huo le", Language::en, Language::zh_hans, "pinyin in danger is answered in Chinese"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK(reader().read(row.said, row.hint).language == row.expected);
    }
}

TEST_CASE("matters of different kinds in one message are kept apart") {
    using Topics = std::vector<std::string>;
    CHECK(topics("宿舍热水坏了。工资也没发") == Topics{"life.housing", "rights.wage"});
    CHECK(topics("宿舍热水坏了,另外工资也没发") == Topics{"life.housing", "rights.wage"});
    CHECK(topics("宿舍热水坏了 还有羽毛球赛怎么报名") == Topics{"life.housing", "act.sign"});
    CHECK(topics("The dorm is cold, also my salary is late") == Topics{"life.housing", "rights.wage"});
    CHECK(topics("宿舍漏水。宿舍热水坏了。三个月没发工资") == Topics{"life.housing", "rights.wage"});
    CHECK(topics("宿舍漏水。三个月没发工资。宿舍热水坏了") == Topics{"life.housing", "rights.wage"});
}

TEST_CASE("one matter in several sentences stays one") {
    for (const auto* said :
         {"", "宿舍漏水", "宿舍漏水。宿舍热水坏了。", "你好。三个月没发工资。谢谢",
          "三个月没发工资。上次的事怎么样了", "宿舍还有热水坏了", "三个月没发工资。真是的。唉"}) {
        CAPTURE(said);
        CHECK(reader().read(said, {}).parts.empty());
    }
}

TEST_CASE("no word of a divided message is lost") {
    const auto parts = reader().read("师傅您看。宿舍热水坏了,都一周。另外工资也没发,急", {}).parts;
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].text == "师傅您看。 宿舍热水坏了,都一周。");
    CHECK(parts[1].text == "另外工资也没发,急");
    for (const auto& part : parts) CHECK(part.guess.confidence >= 0.5);
}

TEST_CASE("a clause begins at a pause, not in the middle of words") {
    const auto cut = [](std::string_view said) {
        const auto found = router::clauses(said);
        return std::vector<std::string>(found.begin(), found.end());
    };
    using Cut = std::vector<std::string>;
    CHECK(cut("").empty());
    CHECK(cut("宿舍还有蟑螂") == Cut{"宿舍还有蟑螂"});
    CHECK(cut("热水坏了,还有蟑螂") == Cut{"热水坏了", "还有蟑螂"});
    CHECK(cut("熱水壞了\uFF0C順便問下報名") == Cut{"熱水壞了", "順便問下報名"});
    CHECK(cut("另外,工资没发") == Cut{"另外,工资没发"});
    CHECK(cut("the dorm is also cold") == Cut{"the dorm is also cold"});
    CHECK(cut("it is cold, and another thing the pay") == Cut{"it is cold", "and another thing the pay"});
    CHECK(cut("it is cold and also the pay is late") == Cut{"it is cold", "and also the pay is late"});
    std::string many;
    for (int i = 0; i < 500; ++i) many += "热水坏了。";
    CHECK(cut(many).size() == 30);
    CHECK(cut(many).back().size() == 471 * std::string_view("热水坏了。").size());
}

TEST_CASE("hostile texts are read without harm") {
    std::string marks = "工";
    for (int i = 0; i < 100'000; ++i) marks += "\u0301";
    const std::string texts[] = {
        std::string(1'000'000, 'a'),  std::string(1'000'000, '1'),
        std::string(300'000, '\xE5'), marks,
        std::string(100'000, '\0'),   std::string(500'000, ','),
        std::string(1'000'000, '.'),  "\u202E\u2066\u200B",
    };
    for (const auto& said : texts) {
        const auto reading = reader().read(said, {});
        CHECK(text::valid_utf8(reading.normalized));
        CHECK(reading.safety.danger == Danger::none);
        CHECK(reading.parts.empty());
    }
    std::string buried;
    for (int i = 0; i < 50'000; ++i) buried += "工资没发。";
    const auto reading = reader().read(buried + "不想活了", {});
    CHECK(reading.safety.danger == Danger::self_harm);
    CHECK(reading.guesses.front().subcategory == "rights.wage");
}

TEST_CASE("several threads may read at once") {
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&wrong] {
            for (int round = 0; round < 100; ++round) {
                const auto reading = reader().read("宿舍热水坏了,另外工资也没发,É", {});
                if (reading.parts.size() != 2 || reading.command.word != Word::none) ++wrong;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(wrong == 0);
}

namespace {

// Hears what it is told to hear.
class Fixed final : public router::Classifier {
public:
    explicit Fixed(float crisis) : crisis_(crisis) {}
    router::Opinion opinion(std::string_view, std::size_t) const override { return {{}, {crisis_, crisis_}}; }
    std::vector<router::Feature> features(std::string_view) const override { return {}; }
    router::Thresholds thresholds() const override { return {.page = 0.6F, .worry = 0.3F, .harmless = 0.1F, .urgent = 0.4F}; }

private:
    float crisis_;
};

}  // namespace

TEST_CASE("word lists and model decide together, and nothing that was named is passed over") {
    struct Row {
        const char* said;
        float heard;
        Danger danger;
        bool worrying;
        dialogue::Alarm alarm;
    };
    static constexpr Row rows[] = {
        {"大家中午好，我在食堂吃饭", 0.05F, Danger::none, false, dialogue::Alarm::none},
        {"大家中午好，我在食堂吃饭", 0.35F, Danger::none, true, dialogue::Alarm::urgent},
        {"大家中午好，我在食堂吃饭", 0.7F, Danger::self_harm, false, dialogue::Alarm::crisis},
        {"这游戏难得想死", 0.2F, Danger::self_harm, false, dialogue::Alarm::crisis},
        {"这游戏难得想死", 0.05F, Danger::none, true, dialogue::Alarm::urgent},
        {"想死，遗书写好了", 0.05F, Danger::self_harm, false, dialogue::Alarm::crisis},
        {"哦哦", 0.9F, Danger::none, false, dialogue::Alarm::urgent},
    };
    config::SafetySetting safety;
    safety.words["self_harm_explicit"] = {"想死"};
    safety.never_suppress = {"遗书"};
    for (const auto& row : rows) {
        CAPTURE(row.said, row.heard);
        const router::Reader made(router::SafetyRules(safety), router::Words({}), std::make_shared<const Fixed>(row.heard));
        const auto reading = made.read(row.said, {});
        CHECK(reading.safety.danger == row.danger);
        CHECK(reading.worrying == row.worrying);
        CHECK(reading.alarm == row.alarm);
    }
}
