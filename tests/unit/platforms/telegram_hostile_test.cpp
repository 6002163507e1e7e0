// Calls that no Telegram server would make.
#include <catch2/catch.hpp>
#include <stdexcept>

#include "telegram_sample.hpp"

using namespace bot;
namespace tg = telegram_sample;

namespace {

Errc refusal(const WebRequest& request) {
    const auto result = tg::platform()->receive(request, tg::now);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().detail.find(tg::secret) == std::string::npos);
    CHECK(result.error().detail.find(tg::token) == std::string::npos);
    return result.error().code;
}

std::string with_chat(const std::string& chat) {
    return R"({"update_id":5,"message":{"message_id":1,"date":1,"text":"secret words","chat":)" + chat + "}}";
}

std::string with_update_id(const std::string& id) {
    return R"({"message":{"chat":{"id":8,"type":"private"},"text":"x"},"update_id":)" + id + "}";
}

}  // namespace

TEST_CASE("without the right secret nobody speaks for Telegram") {
    const auto body = tg::update("text");
    for (const std::string shown :
         {"", " ", "s3cr3t_A-", "s3cr3t_A-1 ", "s3cr3t_A-11", "S3CR3T_A-1", "s3cr3t_A-2"}) {
        CAPTURE(shown);
        CHECK(refusal(tg::call(body, shown)) == Errc::bad_signature);
    }
    CHECK(refusal(tg::call(body, std::string(257, 'A'))) == Errc::bad_signature);
    CHECK(refusal(tg::call(body, std::string(1'000'000, 'A'))) == Errc::bad_signature);

    auto bare = tg::call(body);
    bare.headers.clear();
    CHECK(refusal(bare) == Errc::bad_signature);
}

TEST_CASE("the header's name may be written in any case") {
    auto request = tg::call(tg::update("text"));
    request.headers.back().name = "x-telegram-bot-api-secret-token";
    CHECK(tg::platform()->receive(request, tg::now).has_value());
}

TEST_CASE("updates only come by POST") {
    auto request = tg::call(tg::update("text"));
    request.method = HttpMethod::get;
    CHECK(refusal(request) == Errc::malformed);
}

TEST_CASE("what is no update is refused and never repeated in the log") {
    struct Row {
        std::string body;
        const char* because;
    };
    const Row rows[] = {
        {"", "empty"},
        {"[]", "a list"},
        {"null", "null"},
        {"\"update\"", "a string"},
        {"{}", "no update_id"},
        {R"({"update_id":5,"update_id":6})", "update_id twice"},
        {R"({"update_id":5,"message":{"chat":{"id":8,"id":9,"type":"private"},"text":"secret words"}})",
         "chat id twice"},
        {std::string(10'000, '[') + std::string(10'000, ']'), "10,000 deep"},
        {R"({"update_id":5,"message":)" + std::string(10'000, '[') + std::string(10'000, ']') + "}",
         "deep inside"},
        {tg::update("text") + "x", "something behind"},
        {tg::update("text") + std::string(1, '\0') + "x", "something behind a zero byte"},
        {with_update_id("\"5\""), "id as a string"},
        {with_update_id("5.0"), "id as a float"},
        {with_update_id("5e0"), "id with exponent"},
        {with_update_id("-1"), "negative id"},
        {with_update_id("9223372036854775808"), "2^63"},
        {with_update_id("99999999999999999999999"), "beyond 64 bits"},
        {with_update_id("null"), "null id"},
        {with_update_id("true"), "true as id"},
        {with_update_id("[5]"), "list as id"},
        {R"({"update_id":5,"message":"secret words"})", "message as a string"},
        {R"({"update_id":5,"message":[]})", "message as a list"},
        {R"({"update_id":5,"message":{"text":"secret words"}})", "no chat"},
        {with_chat("null"), "null chat"},
        {with_chat("8"), "chat as a number"},
        {with_chat("{}"), "empty chat"},
        {with_chat(R"({"id":8})"), "chat without type"},
        {with_chat(R"({"id":8,"type":1})"), "type as a number"},
        {with_chat(R"({"type":"private"})"), "chat without id"},
        {with_chat(R"({"id":"8","type":"private"})"), "chat id as a string"},
        {with_chat(R"({"id":8.0,"type":"private"})"), "chat id as a float"},
        {with_chat(R"({"id":-8,"type":"private"})"), "negative private chat"},
        {with_chat(R"({"id":0,"type":"private"})"), "chat 0"},
        {with_chat(R"({"id":9223372036854775808,"type":"private"})"), "chat 2^63"},
        {R"({"update_id":5,"callback_query":{"from":{"id":8},"data":"x"}})", "button without id"},
        {R"({"update_id":5,"callback_query":{"id":"","from":{"id":8},"data":"x"}})", "button with empty id"},
        {R"({"update_id":5,"callback_query":{"id":7,"from":{"id":8},"data":"x"}})", "button id as a number"},
        {R"({"update_id":5,"callback_query":{"id":"7","data":"x"}})", "button from nobody"},
        {R"({"update_id":5,"callback_query":{"id":"7","from":{"id":-8},"data":"x"}})",
         "button from a negative id"},
        {R"({"update_id":5,"callback_query":{"id":"7","from":{"id":8},"message":{},"data":"x"}})",
         "button without chat"},
        {R"({"update_id":5,"my_chat_member":{"chat":{"id":8,"type":"private"}}})",
         "membership without status"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        CHECK(refusal(tg::call(row.body)) == Errc::malformed);
        CHECK(tg::platform()->receive(tg::call(row.body), tg::now).error().detail.find("secret words") ==
              std::string::npos);
    }
}

TEST_CASE("content of the wrong shape counts as not there") {
    const std::string start = R"({"update_id":5,"message":{"chat":{"id":8,"type":"private"},)";
    for (const std::string content :
         {R"("text":null)", R"("text":7)", R"("text":{})", R"("text":"")", R"("caption":[])",
          R"("photo":null)", R"("photo":[])", R"("photo":[null,7,{}])", R"("photo":{"file_id":"x"})",
          R"("photo":[{"file_id":""}])", R"("voice":"x")", R"("voice":{"file_id":null})",
          R"("document":{"file_id":7})", R"("contact":{})", R"("contact":{"phone_number":7})"}) {
        CAPTURE(content);
        const auto result = tg::platform()->receive(tg::call(start + content + "}}"), tg::now);
        REQUIRE(result.has_value());
        CHECK(result->messages.empty());
        CHECK(result->answer.status == 200);
    }
    const auto sized =
        start + R"("photo":[{"file_id":"a","width":"x"},{"file_id":"b","width":-1,"file_size":-5}]}})";
    const auto result = tg::platform()->receive(tg::call(sized), tg::now);
    REQUIRE(result.has_value());
    CHECK(result->messages.at(0).media.at(0).bytes == 0);
}

TEST_CASE("an update of megabytes is not read") {
    const auto huge = R"({"update_id":5,"message":{"chat":{"id":8,"type":"private"},"text":")" +
                      std::string(1'000'000, 'x') + "\"}}";
    CHECK(refusal(tg::call(huge)) == Errc::too_large);
}

TEST_CASE("a bot cannot be set up with settings that cannot be right") {
    using platforms::make_telegram;
    using platforms::TelegramSettings;
    const TelegramSettings good{"telegram", "https://tg.example.org/", "1:a", "s"};
    CHECK_NOTHROW(make_telegram(good));
    for (const auto& spoil : std::vector<void (*)(TelegramSettings&)>{
             [](auto& s) { s.account = ""; }, [](auto& s) { s.base_url = ""; },
             [](auto& s) { s.base_url = "ftp://x"; }, [](auto& s) { s.token = ""; },
             [](auto& s) { s.token = "1:a/../.."; }, [](auto& s) { s.secret = ""; },
             [](auto& s) { s.secret = "with space"; }, [](auto& s) { s.secret = "slash/"; },
             [](auto& s) { s.secret = std::string(257, 'A'); }}) {
        auto settings = good;
        spoil(settings);
        CHECK_THROWS_AS(make_telegram(settings), std::invalid_argument);
    }
}
