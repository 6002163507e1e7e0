// What Telegram answers, and what is made of it.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "telegram_sample.hpp"

using namespace bot;
using namespace bot::platforms;
namespace tg = telegram_sample;

namespace {

struct Show {
    std::string operator()(const Sent& sent) const { return "sent " + sent.platform_message_id; }
    std::string operator()(const RetryLater& later) const {
        return "later " + (later.after ? std::to_string(later.after->count()) : "-") + " " + later.reason;
    }
    std::string operator()(const Unreachable& gone) const { return "unreachable " + gone.reason; }
    std::string operator()(const Refused& refused) const { return "refused " + refused.reason; }
};

std::string outcome(int status, std::string body, std::vector<HttpHeader> headers = {}) {
    return std::visit(Show{}, tg::platform()->outcome({status, std::move(headers), std::move(body)}));
}

std::string file_answer(const std::string& path_json) {
    return R"({"ok":true,"result":{"file_id":"a","file_unique_id":"b","file_size":100,"file_path":)" +
           path_json + "}}";
}

Result<std::optional<HttpRequest>> located(int status, std::string body) {
    return tg::platform()->media_location({status, {}, std::move(body)});
}

}  // namespace

TEST_CASE("every answer to a letter has one meaning") {
    struct Row {
        int status;
        const char* body;
        const char* meant;
    };
    static constexpr Row rows[] = {
        {200, R"({"ok":true,"result":{"message_id":77}})", "sent 77"},
        {200, R"({"ok":true,"result":true})", "sent "},
        {200, R"({"ok":true,"result":{"message_id":"77"}})", "sent "},
        {200, "<html>sign in to this network</html>", "later - unreadable_answer"},
        {200, R"({"ok":false,"error_code":403})", "unreachable forbidden"},
        {200, R"({"ok":false})", "later - server_error"},
        {400, R"({"ok":false,"error_code":400,"description":"Bad Request: chat not found"})",
         "unreachable chat_not_found"},
        {400, R"({"ok":false,"error_code":400,"description":"Bad Request: message text is empty"})",
         "refused bad_request"},
        {400, "", "refused bad_request"},
        {401, R"({"ok":false,"error_code":401,"description":"Unauthorized"})", "refused token_revoked"},
        {403, R"({"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"})",
         "unreachable forbidden"},
        {403, "", "unreachable forbidden"},
        {404, R"({"ok":false,"error_code":404,"description":"Not Found"})",
         "refused token_or_method_unknown"},
        {409, "", "refused status_409"},
        {413, "", "refused status_413"},
        {301, "", "refused status_301"},
        {429, R"({"ok":false,"error_code":429,"parameters":{"retry_after":5}})",
         "later 5000 too_many_requests"},
        {429, R"({"ok":false,"error_code":429,"parameters":{"retry_after":0}})",
         "later 1000 too_many_requests"},
        {429, R"({"ok":false,"error_code":429,"parameters":{"retry_after":-5}})",
         "later 1000 too_many_requests"},
        {429, R"({"ok":false,"error_code":429,"parameters":{"retry_after":9223372036854775807}})",
         "later 86400000 too_many_requests"},
        {429, R"({"ok":false,"error_code":429,"parameters":{"retry_after":"5"}})",
         "later - too_many_requests"},
        {429, "", "later - too_many_requests"},
        {500, "", "later - server_error"},
        {502, "<html>", "later - server_error"},
        {0, "", "later - server_error"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.status, row.body);
        CHECK(outcome(row.status, row.body) == row.meant);
    }
}

TEST_CASE("a Retry-After header counts when the body says nothing") {
    CHECK(outcome(429, "", {{"Retry-After", "7"}}) == "later 7000 too_many_requests");
    CHECK(outcome(503, "", {{"retry-after", "2"}}) == "later 2000 server_error");
    CHECK(outcome(429, R"({"parameters":{"retry_after":5}})", {{"Retry-After", "7"}}) ==
          "later 5000 too_many_requests");
    for (const auto* odd :
         {"", "soon", "7s", "7.5", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999999999999"}) {
        CAPTURE(odd);
        CHECK(outcome(429, "", {{"Retry-After", odd}}) == "later - too_many_requests");
    }
}

TEST_CASE("a member's file is asked for by its id") {
    Media media;
    media.platform_file = "AgACx-large";
    media.bytes = 145730;
    const auto request = tg::platform()->media_request(media);
    REQUIRE(request.has_value());
    CHECK(request->url == tg::base + "/bot" + tg::token + "/getFile");
    CHECK(nlohmann::json::parse(request->body) == nlohmann::json{{"file_id", "AgACx-large"}});

    media.bytes = 20 * 1024 * 1024 + 1;
    CHECK(tg::platform()->media_request(media).error().code == Errc::too_large);
    media.platform_file.clear();
    CHECK(tg::platform()->media_request(media).error().code == Errc::not_found);
}

TEST_CASE("a file is fetched from below the bot's own address") {
    struct Row {
        const char* path_json;
        const char* encoded;
    };
    static constexpr Row rows[] = {
        {R"("photos/file_0.jpg")", "photos/file_0.jpg"},
        {R"("file_12")", "file_12"},
        {R"("documents/工资 条.pdf")", "documents/%E5%B7%A5%E8%B5%84%20%E6%9D%A1.pdf"},
        {R"("documents/a?b#c%2e.pdf")", "documents/a%3Fb%23c%252e.pdf"},
        {R"("a/..b/...")", "a/..b/..."},
    };
    for (const auto& row : rows) {
        CAPTURE(row.path_json);
        const auto request = located(200, file_answer(row.path_json));
        REQUIRE(request.has_value());
        REQUIRE(request->has_value());
        CHECK((*request)->method == HttpMethod::get);
        CHECK((*request)->url == tg::base + "/file/bot" + tg::token + "/" + row.encoded);
        CHECK((*request)->response_limit == 20 * 1024 * 1024);
    }
}

TEST_CASE("a path that leaves the bot's folder is not followed") {
    for (const auto* path :
         {R"("")", R"("/etc/passwd")", R"("../bot2/x")", R"("a/../../x")", R"("a/..")", R"("./a")",
          R"("a//b")", R"("a/")", R"("http://evil.example/x")", R"("//evil.example/x")", R"("file:x")",
          R"("a\\..\\b")", R"("a\nb")", R"("a\u0000b")", R"("a\u007fb")", "7", "null", "[]"}) {
        CAPTURE(path);
        const auto request = located(200, file_answer(path));
        REQUIRE_FALSE(request.has_value());
        CHECK(request.error().code == Errc::malformed);
        CHECK(request.error().detail.find("evil") == std::string::npos);
    }
}

TEST_CASE("a file that cannot be had is told apart from one to ask for again") {
    struct Row {
        int status;
        std::string body;
        Errc code;
    };
    const Row rows[] = {
        {400, R"({"ok":false,"error_code":400,"description":"Bad Request: invalid file_id"})",
         Errc::not_found},
        {404, "", Errc::not_found},
        {401, "", Errc::not_allowed},
        {403, "", Errc::not_allowed},
        {429, "", Errc::unavailable},
        {502, "", Errc::unavailable},
        {0, "", Errc::unavailable},
        {200, "", Errc::malformed},
        {200, "{}", Errc::malformed},
        {200, R"({"ok":false,"result":{"file_path":"a"}})", Errc::malformed},
        {200, R"({"ok":true,"result":{"file_size":1}})", Errc::malformed},
        {200, R"({"ok":true,"result":{"file_size":20971521,"file_path":"a"}})", Errc::too_large},
    };
    for (const auto& row : rows) {
        CAPTURE(row.status, row.body);
        const auto request = located(row.status, row.body);
        REQUIRE_FALSE(request.has_value());
        CHECK(request.error().code == row.code);
    }
}
