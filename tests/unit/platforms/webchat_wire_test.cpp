// The chat page's posts and what it is sent.
#include "platforms/webchat/wire.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace bot;
using namespace bot::platforms::webchat;
using nlohmann::json;

TEST_CASE("the page's post is read") {
    const auto full =
        decode_message(R"({"id":"c-0123_abcZ","text":"三个月没发工资","lang":"zh","button":true})");
    REQUIRE(full.has_value());
    CHECK(full->id == "c-0123_abcZ");
    CHECK(full->text == "三个月没发工资");
    CHECK(full->lang == Language::zh_hans);
    CHECK(full->button);

    const auto short_one = decode_message(R"({"text":" hi\n","id":"12345678"})");
    REQUIRE(short_one.has_value());
    CHECK(short_one->text == " hi\n");
    CHECK_FALSE(short_one->lang.has_value());
    CHECK_FALSE(short_one->button);
    CHECK(decode_message(R"({"id":"12345678","text":"x","lang":"en","button":false})")->lang == Language::en);
}

TEST_CASE("an emoji cut in half by the text field costs only itself") {
    const auto message = decode_message(R"({"id":"12345678","text":"欠薪\ud83d"})");
    REQUIRE(message.has_value());
    CHECK(message->text == "欠薪\uFFFD");
}

TEST_CASE("a post that the page would not make is refused") {
    struct Row {
        std::string body;
        const char* because;
    };
    const Row rows[] = {
        {"", "empty"},
        {"[]", "a list"},
        {"null", "null"},
        {"{}", "nothing in it"},
        {R"({"id":"12345678"})", "no text"},
        {R"({"text":"words"})", "no id"},
        {R"({"id":"12345678","text":""})", "empty text"},
        {R"({"id":"12345678","text":null})", "null text"},
        {R"({"id":"12345678","text":7})", "number as text"},
        {R"({"id":12345678,"text":"words"})", "number as id"},
        {R"({"id":"1234567","text":"words"})", "short id"},
        {R"({"id":")" + std::string(65, 'a') + R"(","text":"words"})", "long id"},
        {R"({"id":"1234 678","text":"words"})", "blank in the id"},
        {R"({"id":"1234/678","text":"words"})", "slash in the id"},
        {R"({"id":"工工工","text":"words"})", "Han in the id"},
        {R"({"id":"12345678","text":"words","lang":"fr"})", "language we do not speak"},
        {R"({"id":"12345678","text":"words","lang":null})", "null language"},
        {R"({"id":"12345678","text":"words","button":"true"})", "string as button"},
        {R"({"id":"12345678","text":"words","button":1})", "number as button"},
        {R"({"id":"12345678","text":"words","admin":true})", "member we do not know"},
        {R"({"id":"12345678","text":"words","text":"other"})", "text twice"},
        {R"({"id":"12345678","text":["words"]})", "nested"},
        {R"({"id":"12345678","text":"words"} x)", "something behind"},
        {"{\"id\":\"12345678\",\"text\":\"w\xFFx\"}", "bad UTF-8"},
        {std::string(10'000, '['), "deep"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        const auto message = decode_message(row.body);
        REQUIRE_FALSE(message.has_value());
        CHECK(message.error().code == Errc::malformed);
        CHECK(message.error().detail.find("words") == std::string::npos);
    }
}

TEST_CASE("a post may hold 16,000 bytes of text and not one more") {
    const auto post = [](std::size_t bytes, const std::string& piece) {
        std::string text;
        for (std::size_t i = 0; i < bytes; ++i) text += piece;
        return R"({"id":"12345678","text":")" + text + "\"}";
    };
    CHECK(decode_message(post(16'000, "x")).has_value());
    CHECK(decode_message(post(16'000, "\\u0041")).has_value());
    CHECK(decode_message(post(16'001, "x")).error().code == Errc::too_large);
    CHECK(decode_message(post(1'000'000, "x")).error().code == Errc::too_large);
    CHECK(decode_message(std::string(longest_body + 1, '[')).error().code == Errc::too_large);
}

TEST_CASE("a line of the chat goes out with all it has") {
    const ChatEntry entry{
        17, false, false, "请选择", 1772413200123, {{"是", "是"}, {"不是", "no"}}, {"/chat/photo/3"}, ""};
    CHECK(json::parse(encode_letter(entry)) ==
          json::parse(R"({"id":17,"mine":false,"person":false,"text":"请选择","at":1772413200123,
        "choices":[{"label":"是","say":"是"},{"label":"不是","say":"no"}],"photos":["/chat/photo/3"],"client_id":""})"));

    const ChatEntry mine{18, true, false, "是", 1772413200456, {}, {}, "c-0123_abcZ"};
    CHECK(json::parse(encode_letter(mine)) ==
          json::parse(R"({"id":18,"mine":true,"person":false,"text":"是","at":1772413200456,
        "choices":[],"photos":[],"client_id":"c-0123_abcZ"})"));
    CHECK(json::parse(encode_history({entry, mine}, true)) ==
          json{{"entries", {json::parse(encode_letter(entry)), json::parse(encode_letter(mine))}},
               {"more", true}});
    CHECK(encode_history({}, false) == R"({"entries":[],"more":false})");
}

TEST_CASE("what a member wrote cannot become markup, a line of the stream or broken JSON") {
    const std::string hostile = "</script><img src=x onerror='a()'>&\u2028\u2029\r\ndata: x\xFF\"\\";
    const ChatEntry entry{1, true, false, hostile, 0, {{hostile, hostile}}, {hostile}, hostile};
    for (const auto& sent : {encode_letter(entry), encode_history({entry}, false)}) {
        for (const auto* never : {"<", ">", "&", "'", "\n", "\r", "\u2028", "\u2029", "\xFF"}) {
            CAPTURE(never);
            CHECK(sent.find(never) == std::string::npos);
        }
        CHECK_NOTHROW(json::parse(sent));
    }
    CHECK(json::parse(encode_letter(entry))["text"] ==
          "</script><img src=x onerror='a()'>&\u2028\u2029\r\ndata: x\uFFFD\"\\");
}
