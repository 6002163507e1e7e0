// What answers in an emergency say: an attempt, means at hand, a place, company, a joke.
#include <catch2/catch.hpp>

#include "config/settings.hpp"
#include "router/safety.hpp"
#include "text/normalize.hpp"

namespace {

using namespace bot;

config::SafetySetting signals() {
    config::SafetySetting setting;
    setting.words["self_harm_explicit"] = {"想死", "安眠药"};
    setting.words["self_harm_implicit"] = {"活着没意思"};
    setting.words["self_harm_attempt"] = {"吃了一瓶安眠药"};
    setting.words["violence_threat"] = {"我要砍"};
    setting.words["violence"] = {"砍人"};
    setting.never_suppress = {"活着没意思"};
    setting.prepared = {"药我都买好"};
    setting.answers = {{"unsafe", {"不安全", "not safe"}}, {"place", {"宿舍", "at home"}}, {"company", {"一个人", "alone"}}, {"joking", {"开玩笑", "just kidding"}}};
    return setting;
}

dialogue::Safety look(const char* said) { return router::SafetyRules(signals()).look(text::normalize(said)); }

dialogue::SafetyAnswer answer(const char* said) { return router::SafetyRules(signals()).answers().read(text::normalize(said)); }

}  // namespace

TEST_CASE("what has already happened is told apart from what may come") {
    CHECK(look("吃了一瓶安眠药").done);
    CHECK(look("吃了一瓶安眠药").signal == "self_harm_attempt");
    CHECK_FALSE(look("攒了安眠药").done);
    CHECK(look("攒了安眠药").danger == dialogue::Danger::self_harm);
    // The attempt wins over whatever else stands beside it.
    CHECK(look("想死，活着没意思，吃了一瓶安眠药").done);
}

TEST_CASE("means at hand make an uncertain word certain, and alone mean nothing") {
    CHECK(look("活着没意思了").unsure);
    CHECK_FALSE(look("活着没意思了，药我都买好了").unsure);
    CHECK(look("活着没意思了，药我都买好了").plan);
    CHECK(look("我妈的药我都买好了").danger == dialogue::Danger::none);
}

TEST_CASE("a threat by the writer has a signal of its own") {
    CHECK(look("我要砍他").signal == "violence_threat");
    CHECK(look("有人砍人").signal == "violence");
}

TEST_CASE("one answer may hold several facts") {
    const auto both = answer("在宿舍 一个人");
    CHECK(both.place);
    CHECK(both.company);
    CHECK_FALSE(both.unsafe);
    CHECK(answer("NOT SAFE, at home").unsafe);
    CHECK(answer("NOT SAFE, at home").place);
    CHECK(answer("开玩笑的，没事").joking);
    const auto nothing = answer("嗯");
    CHECK_FALSE((nothing.unsafe || nothing.place || nothing.company || nothing.joking));
    // English only as words: no "alone" within another word.
    CHECK_FALSE(answer("stallone").company);
    CHECK_FALSE(answer("").place);
}
