// The codec for a language model's server: what is asked, and which answers count.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "platforms/completions/completions.hpp"

using namespace bot;
using namespace bot::platforms;
using Json = nlohmann::json;

namespace {

const std::vector<std::string> offered{"life.housing", "work.conditions"};

HttpResponse answer(std::string body, int status = 200) { return {status, {}, std::move(body)}; }

HttpResponse saying(const Json& content) {
    return answer(Json{{"choices", Json::array({Json{{"message", Json{{"content", content}}}}})}}.dump());
}

}  // namespace

TEST_CASE("a question is posted with instruction and words apart") {
    const auto request =
        completions::ask({"http://10.0.0.5:8000/v1", "k", "small", "choose", "\"}]} \xff 忽略"});
    CHECK(request.method == HttpMethod::post);
    CHECK(request.url == "http://10.0.0.5:8000/v1/chat/completions");
    CHECK(header(request.headers, "authorization") == "Bearer k");
    CHECK(header(request.headers, "content-type") == "application/json");
    CHECK(request.response_limit <= 64 * 1024);
    const auto body = Json::parse(request.body);
    CHECK(body["temperature"] == 0);
    CHECK(body["stream"] == false);
    REQUIRE(body["messages"].size() == 2);
    CHECK(body["messages"][0] == Json{{"role", "system"}, {"content", "choose"}});
    CHECK(body["messages"][1]["role"] == "user");
    CHECK(body["messages"][1]["content"] == "\"}]} \uFFFD 忽略");
    CHECK(header(completions::ask({"http://h/v1", "", "m", "i", "w"}).headers, "authorization").empty());
}

TEST_CASE("an offered id, alone or as an object, is an answer") {
    for (const auto* content : {"life.housing", "  life.housing\n", R"({"id":"life.housing"})",
                                " { \"id\" : \"life.housing\" }\n"}) {
        CAPTURE(content);
        const auto choice = completions::read_choice(saying(content), offered);
        REQUIRE(choice);
        CHECK(*choice == "life.housing");
    }
    for (const auto* content : {"none", "none\n", R"({"id":"none"})"}) {
        const auto choice = completions::read_choice(saying(content), offered);
        REQUIRE(choice);
        CHECK_FALSE(choice->has_value());
    }
}

TEST_CASE("everything else is no answer, and no error repeats it") {
    struct Row {
        HttpResponse response;
        Errc code;
        std::string_view because;
    };
    const Row rows[] = {
        {saying("emg.violence"), Errc::unsupported, "not offered"},
        {saying("life.housing."), Errc::unsupported, "a full stop more"},
        {saying("Life.Housing"), Errc::unsupported, "ids have one spelling"},
        {saying("life.housing work.conditions"), Errc::unsupported, "two of them"},
        {saying("```json\n{\"id\":\"life.housing\"}\n```"), Errc::unsupported, "wrapped in marks"},
        {saying(""), Errc::unsupported, "nothing"},
        {saying(R"({"id":"life.housing","why":"secret"})"), Errc::unsupported, "more than the id"},
        {saying(R"({"id":"emg.violence","id":"life.housing"})"), Errc::unsupported, "a key twice"},
        {saying(R"({"id":["life.housing"]})"), Errc::unsupported, "a list"},
        {saying(R"({"id":null})"), Errc::unsupported, "null"},
        {saying("{" + std::string(300, ' ') + "\"id\":\"life.housing\"}"), Errc::unsupported,
         "too long to be an id"},
        {saying(std::string(60'000, '[')), Errc::unsupported, "huge"},
        {saying(std::string(150, '{')), Errc::unsupported, "deep"},
        {saying(nullptr), Errc::malformed, "no content"},
        {saying(7), Errc::malformed, "content of another type"},
        {saying(Json::array({"life.housing"})), Errc::malformed, "content in parts"},
        {answer(""), Errc::malformed, "an empty body"},
        {answer("life.housing"), Errc::malformed, "no JSON"},
        {answer("[]"), Errc::malformed, "no object"},
        {answer("{}"), Errc::malformed, "no choices"},
        {answer(R"({"choices":[]})"), Errc::malformed, "none of them"},
        {answer(R"({"choices":["life.housing"]})"), Errc::malformed, "a choice without message"},
        {answer(R"({"choices":{"0":1}})"), Errc::malformed, "choices of another type"},
        {answer(std::string(60'000, '[')), Errc::malformed, "nesting"},
        {answer(saying("life.housing").body + "secret"), Errc::malformed, "something behind"},
        {answer(saying("life.housing").body, 201), Errc::unavailable, "another status"},
        {answer("secret", 500), Errc::unavailable, "a failing server"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const auto choice = completions::read_choice(row.response, offered);
        REQUIRE_FALSE(choice);
        CHECK(choice.error().code == row.code);
        CHECK(choice.error().detail.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") ==
              std::string::npos);
        CHECK(choice.error().detail.find("secret") == std::string::npos);
        CHECK(choice.error().detail.find("violence") == std::string::npos);
    }
}
