// What a member does in Telegram, and what arrives of it.
#include <catch2/catch.hpp>

#include "telegram_sample.hpp"

using namespace bot;
namespace tg = telegram_sample;

namespace {

std::vector<Inbound> received(const std::string& body) {
    const auto result = tg::platform()->receive(tg::call(body), tg::now);
    REQUIRE(result.has_value());
    return result->messages;
}

Inbound from(const std::string& name) {
    const auto messages = received(tg::update(name));
    REQUIRE(messages.size() == 1);
    return messages.front();
}

std::string saying(const std::string& json_string) {
    return R"({"update_id":5,"message":{"message_id":1,"chat":{"id":8,"type":"private"},"date":1,"text":)" +
           json_string + "}}";
}

}  // namespace

TEST_CASE("whatever a member sends arrives as what it is") {
    struct Row {
        const char* name;
        InboundKind kind;
        const char* text;
        const char* id;
    };
    static constexpr Row rows[] = {
        {"text", InboundKind::message, "我在鸿图电子,三个月没发工资了🙂", "731000001"},
        {"english", InboundKind::message, "They have not paid me since March.", "731000002"},
        {"start", InboundKind::started, "", "731000003"},
        {"start_invited", InboundKind::started, "K7Q2M9", "731000004"},
        {"photo", InboundKind::message, "这是工资条", "731000005"},
        {"voice", InboundKind::message, "", "731000006"},
        {"document", InboundKind::message, "劳动合同", "731000009"},
        {"location", InboundKind::message, "", "731000011"},
        {"contact", InboundKind::message, "+8613800000000", "731000012"},
        {"button", InboundKind::button, "是", "731000013"},
        {"button_old", InboundKind::button, "1", "731000014"},
        {"edited", InboundKind::edited, "我在鸿图电子,四个月没发工资了", "731000015"},
        {"blocked", InboundKind::blocked, "", "731000016"},
        {"unblocked", InboundKind::started, "", "731000017"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto message = from(row.name);
        CHECK(message.kind == row.kind);
        CHECK(message.text == row.text);
        CHECK(message.message_id == row.id);
        CHECK(message.account == "telegram");
        CHECK(message.raw == tg::update(row.name));
        CHECK(message.sender == (std::string(row.name) == "english" ? "5550101" : "7234567890"));
        CHECK(message.button_token.empty() == (row.kind != InboundKind::button));
    }
}

TEST_CASE("a file arrives with what Telegram says of it") {
    struct Row {
        const char* name;
        MediaKind kind;
        const char* file;
        const char* mime;
        std::int64_t bytes;
    };
    static constexpr Row rows[] = {
        {"photo", MediaKind::photo, "AgACx-large", "", 145730},
        {"voice", MediaKind::voice, "AwACx-voice", "audio/ogg", 28011},
        {"video", MediaKind::video, "BAACx-video", "video/mp4", 2100455},
        {"video_note", MediaKind::video, "DQACx-round", "", 0},
        {"document", MediaKind::file, "BQACx-contract", "application/pdf", 83012},
        {"audio", MediaKind::file, "CQACx-audio", "audio/mpeg", 640331},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto message = from(row.name);
        REQUIRE(message.media.size() == 1);
        CHECK(message.media[0].kind == row.kind);
        CHECK(message.media[0].platform_file == row.file);
        CHECK(message.media[0].mime == row.mime);
        CHECK(message.media[0].bytes == row.bytes);
        CHECK_FALSE(message.location.has_value());
    }
}

TEST_CASE("a place arrives as degrees, and only a place on earth") {
    const auto place = from("location").location;
    REQUIRE(place.has_value());
    CHECK(place->latitude == Approx(31.230416));
    CHECK(place->longitude == Approx(121.473701));

    for (const auto* where : {R"({"latitude":91,"longitude":0})", R"({"latitude":0,"longitude":-180.1})",
                              R"({"latitude":"0","longitude":0})", R"({"latitude":0})", "null", "[]"}) {
        CAPTURE(where);
        const auto body = R"({"update_id":5,"message":{"chat":{"id":8,"type":"private"},"location":)" +
                          std::string(where) + "}}";
        CHECK(received(body).empty());
    }
}

TEST_CASE("the phone's language is a hint") {
    CHECK(from("text").language_hint == Language::zh_hans);
    CHECK(from("english").language_hint == Language::en);
    CHECK(from("button").language_hint == Language::zh_hans);
    CHECK_FALSE(received(saying("\"x\"")).front().language_hint.has_value());
    const std::string body = R"({"update_id":5,"message":{"from":{"id":8,"language_code":"vi"},
        "chat":{"id":8,"type":"private"},"text":"x"}})";
    CHECK_FALSE(received(body).front().language_hint.has_value());
}

TEST_CASE("only the command itself is a start") {
    struct Row {
        const char* said;
        InboundKind kind;
        const char* text;
    };
    static constexpr Row rows[] = {
        {R"("/start")", InboundKind::started, ""},
        {R"("/start ABC")", InboundKind::started, "ABC"},
        {R"("/start   ABC ")", InboundKind::started, "ABC"},
        {R"("/start ")", InboundKind::started, ""},
        {R"("/start@niangjia_example_bot")", InboundKind::started, ""},
        {R"("/start@niangjia_example_bot ABC")", InboundKind::started, "ABC"},
        {R"("/started")", InboundKind::message, "/started"},
        {R"(" /start")", InboundKind::message, " /start"},
        {R"("start ABC")", InboundKind::message, "start ABC"},
        {R"("/help")", InboundKind::message, "/help"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.said);
        const auto messages = received(saying(row.said));
        REQUIRE(messages.size() == 1);
        CHECK(messages[0].kind == row.kind);
        CHECK(messages[0].text == row.text);
    }
}

TEST_CASE("damaged text is repaired and the message kept") {
    CHECK(received(saying(R"("欠薪\ud83d")")).front().text == "欠薪\uFFFD");
    CHECK(received(saying(R"("\ude42 欠薪 \ud83d\ude42")")).front().text == "\uFFFD 欠薪 🙂");
    CHECK(received(saying("\"欠\xFF薪\"")).front().text == "欠\uFFFD薪");
    const auto both = saying("\"\xE5\\ud83d\"");
    CHECK(received(both).front().text == "\uFFFD\uFFFD");
    CHECK(received(both).front().raw == both);
}

TEST_CASE("ids above 32 bits stay whole") {
    const auto messages = received(
        R"({"update_id":9223372036854775807,"message":{"chat":{"id":4503599627370495,"type":"private"},"text":"x"}})");
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].message_id == "9223372036854775807");
    CHECK(messages[0].sender == "4503599627370495");
}
