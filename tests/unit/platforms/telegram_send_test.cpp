// Letters as Telegram gets them.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "platforms/split.hpp"
#include "telegram_sample.hpp"

using namespace bot;
using nlohmann::json;
namespace tg = telegram_sample;

namespace {

Letter letter(std::string text, std::vector<Choice> choices = {}) {
    Letter made;
    made.recipient = "7234567890";
    made.text = std::move(text);
    made.choices = std::move(choices);
    return made;
}

std::vector<json> bodies(const Letter& sent) {
    const auto requests = tg::platform()->send(sent);
    REQUIRE(requests.has_value());
    std::vector<json> read;
    for (const auto& request : *requests) read.push_back(json::parse(request.body));
    return read;
}

}  // namespace

TEST_CASE("a letter is one sendMessage of plain text") {
    const auto requests = tg::platform()->send(letter("案件 <1001> *已登记* 🙂"));
    REQUIRE(requests.has_value());
    REQUIRE(requests->size() == 1);
    const auto& request = requests->front();
    CHECK(request.method == HttpMethod::post);
    CHECK(request.url == tg::base + "/bot" + tg::token + "/sendMessage");
    CHECK(header(request.headers, "content-type") == "application/json");
    CHECK(json::parse(request.body) ==
          json{{"chat_id", 7234567890}, {"text", "案件 <1001> *已登记* 🙂"}});
}

TEST_CASE("a base address may end in a slash") {
    const auto platform = platforms::make_telegram({"telegram", "http://127.0.0.1:8081/", "1:a", "s"});
    CHECK(platform->send(letter("x"))->front().url == "http://127.0.0.1:8081/bot1:a/sendMessage");
}

TEST_CASE("short buttons share a row and long ones have their own") {
    const auto sent = bodies(letter("请选择", {{"是", "是"},
                                               {"不是", "不是"},
                                               {"工资和加班费方面的问题", "1"},
                                               {"工伤", "2"},
                                               {"社会保险", "3"},
                                               {"其他", "0"}}));
    REQUIRE(sent.size() == 1);
    const auto& rows = sent[0]["reply_markup"]["inline_keyboard"];
    REQUIRE(rows.size() == 4);
    CHECK(rows[0] ==
          json::parse(R"([{"text":"是","callback_data":"是"},{"text":"不是","callback_data":"不是"}])"));
    CHECK(rows[1].size() == 1);
    CHECK(rows[2].size() == 2);
    CHECK(rows[3] == json::parse(R"([{"text":"其他","callback_data":"0"}])"));
}

TEST_CASE("a long letter goes in parts with the buttons under the last") {
    std::string text;
    while (platforms::utf16_units(text) <= 9000) text += "工会收到您的来信,正在办理🙂。";
    const auto sent = bodies(letter(text, {{"好", "好"}}));
    REQUIRE(sent.size() == 3);
    std::string joined;
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const auto part = sent[i]["text"].get<std::string>();
        CHECK(platforms::utf16_units(part) <= 4096);
        CHECK(part.ends_with("。"));
        CHECK(sent[i].contains("reply_markup") == (i == 2));
        joined += part;
    }
    CHECK(joined == text);
}

TEST_CASE("a letter that Telegram would refuse is not sent at all") {
    struct Row {
        const char* because;
        void (*spoil)(Letter&);
    };
    static constexpr Row rows[] = {
        {"no text", [](Letter& l) { l.text = ""; }},
        {"blank text", [](Letter& l) { l.text = " \n"; }},
        {"no recipient", [](Letter& l) { l.recipient = ""; }},
        {"a name as recipient", [](Letter& l) { l.recipient = "@somebody"; }},
        {"a group", [](Letter& l) { l.recipient = "-1001"; }},
        {"number and more", [](Letter& l) { l.recipient = "12 34"; }},
        {"beyond 64 bits", [](Letter& l) { l.recipient = "9223372036854775808"; }},
        {"a button that says nothing",
         [](Letter& l) {
             l.choices = {{"x", ""}};
         }},
        {"a button without label",
         [](Letter& l) {
             l.choices = {{"", "x"}};
         }},
        {"65 bytes behind a button",
         [](Letter& l) {
             l.choices = {{"x", std::string(65, 'x')}};
         }},
        {"101 buttons",
         [](Letter& l) {
             l.choices.assign(101, {"x", "x"});
         }},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        auto spoilt = letter("words", {{"x", "x"}});
        row.spoil(spoilt);
        const auto sent = tg::platform()->send(spoilt);
        REQUIRE_FALSE(sent.has_value());
        CHECK(sent.error().code == Errc::malformed);
        CHECK(sent.error().detail.find("words") == std::string::npos);
    }
    CHECK(tg::platform()->send(letter("x", {{"x", std::string(64, 'x')}})).has_value());
    CHECK(tg::platform()->send(letter("x", std::vector<Choice>(100, {"x", "x"}))).has_value());
}

TEST_CASE("text that is no UTF-8 is sent with replacement characters") {
    CHECK(bodies(letter("欠\xFF薪")).at(0)["text"] == "欠\uFFFD薪");
}

TEST_CASE("a pressed button stops spinning") {
    const auto request = tg::platform()->acknowledge_button("4382617220917");
    REQUIRE(request.has_value());
    CHECK(request->url == tg::base + "/bot" + tg::token + "/answerCallbackQuery");
    CHECK(json::parse(request->body) == json{{"callback_query_id", "4382617220917"}});
}

TEST_CASE("Telegram's limits are known") {
    const auto limits = tg::platform()->limits();
    CHECK(limits.text_units == 4096);
    CHECK(limits.per_second == 30);
    CHECK(limits.per_conversation == Millis{1000});
    CHECK(limits.media_bytes == 20 * 1024 * 1024);
}
