// Route choice, answer heads, event format, request text: everything of `net` that needs no socket.
#include <catch2/catch.hpp>

#include "net/event_stream.hpp"
#include "net/reply_head.hpp"
#include "net/request_text.hpp"
#include "net/routes.hpp"

using namespace bot;
using namespace bot::net;

TEST_CASE("the exact path wins, then the longest prefix") {
    const auto route = [](HttpMethod method, std::string path) {
        return Route{method, std::move(path), 1, {}};
    };
    const RouteTable table({route(HttpMethod::get, "/staff/"), route(HttpMethod::get, "/staff/case/"),
                            route(HttpMethod::post, "/staff/case/"),
                            route(HttpMethod::get, "/staff/case/new"), route(HttpMethod::post, "/hook")});
    struct Row {
        HttpMethod method;
        std::string_view path;
        std::string_view found;
        std::string_view allow;
    };
    static constexpr Row rows[] = {
        {HttpMethod::get, "/staff/case/new", "/staff/case/new", ""},
        {HttpMethod::get, "/staff/case/17", "/staff/case/", ""},
        {HttpMethod::post, "/staff/case/17", "/staff/case/", ""},
        {HttpMethod::head, "/staff/x", "/staff/", ""},
        {HttpMethod::get, "/staff/", "/staff/", ""},
        {HttpMethod::get, "/staff", "", ""},
        {HttpMethod::get, "/", "", ""},
        {HttpMethod::get, "/hook", "", "POST"},
        {HttpMethod::head, "/hook", "", "POST"},
        {HttpMethod::other, "/staff/case/17", "", "GET, HEAD, POST"},
        {HttpMethod::post, "/hook/", "", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.path);
        const auto found = table.find(row.method, row.path);
        CHECK((found.route != nullptr ? found.route->path : "") == row.found);
        CHECK((found.allow != nullptr ? *found.allow : "") == row.allow);
    }
}

TEST_CASE("every answer carries the guarding headers unless the route set its own") {
    WebReply reply;
    reply.headers = {{"x-frame-options", "SAMEORIGIN"}, {"Content-Length", "999"}, {"Set-Cookie", "a=b"}};
    reply.body = "好";
    std::string out;
    REQUIRE(append_head(out, reply, ReplyFacts{1, true, false, "DATE"}));
    CHECK(out ==
          "HTTP/1.1 200 OK\r\nDate: DATE\r\nx-frame-options: SAMEORIGIN\r\nSet-Cookie: a=b\r\n"
          "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nContent-Length: 3\r\n\r\n");
}

TEST_CASE("a header that could split the answer is left out") {
    for (const HttpHeader& bad :
         {HttpHeader{"Location", "/a\r\nSet-Cookie: x=y"}, HttpHeader{"Bad Name", "x"}, HttpHeader{"", "x"},
          HttpHeader{"X", std::string("a\0b", 3)}, HttpHeader{"X:", "a"}}) {
        CAPTURE(bad.name);
        WebReply reply;
        reply.headers = {bad, {"X-After", "kept"}};
        std::string out;
        CHECK_FALSE(append_head(out, reply, ReplyFacts{0, true, false, "DATE"}));
        CHECK(out.find("Set-Cookie") == std::string::npos);
        CHECK(out.find("X-After: kept\r\n") != std::string::npos);
        CHECK(out.find("Connection: keep-alive\r\n") != std::string::npos);
    }
}

TEST_CASE("an answer without content has no length") {
    WebReply reply;
    reply.status = 204;
    std::string out;
    append_head(out, reply, ReplyFacts{1, false, false, "DATE"});
    CHECK(out.find("Content-Length") == std::string::npos);
    CHECK(out.find("Connection: close\r\n") != std::string::npos);
}

TEST_CASE("the date of an answer is in the form of the web") {
    CHECK(http_date(from_ms(784111777000)) == "Sun, 06 Nov 1994 08:49:37 GMT");
    CHECK(http_date(from_ms(1709164800999)) == "Thu, 29 Feb 2024 00:00:00 GMT");
}

TEST_CASE("events keep their lines and nothing leaves its field") {
    struct Row {
        std::string_view id, event, data, wire;
    };
    static constexpr Row rows[] = {
        {"7", "case", "17", "id: 7\nevent: case\ndata: 17\n\n"},
        {"", "", "", "data: \n\n"},
        {"", "", "一\n二\r\n三\r四\n", "data: 一\ndata: 二\ndata: 三\ndata: 四\ndata: \n\n"},
        {"1\ndata: x", "a\rb", "d", "id: 1data: x\nevent: ab\ndata: d\n\n"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.data);
        std::string out;
        append_event(out, row.id, row.event, row.data);
        CHECK(out == row.wire);
    }
}

TEST_CASE("a request is written with our own framing headers") {
    HttpRequest request;
    request.headers = {{"content-length", "1"}, {"Host", "elsewhere"}, {"X-Sign", "abc"}};
    request.body = "{}";
    const auto url = parse_url("http://desk.example:81/send?a=b");
    REQUIRE(url);
    CHECK(request_text(request, *url) ==
          "POST /send?a=b HTTP/1.1\r\nHost: desk.example:81\r\nUser-Agent: niangjia\r\nX-Sign: abc\r\n"
          "Content-Length: 2\r\n\r\n{}");
    request.headers = {{"X", "a\r\nEvil: b"}};
    CHECK(request_text(request, *url).error().code == Errc::malformed);
    request.headers = {};
    request.method = HttpMethod::other;
    CHECK(request_text(request, *url).error().code == Errc::malformed);
    request.method = HttpMethod::get;
    request.body = {};
    CHECK(request_text(request, *url)->find("Content-Length") == std::string::npos);
}
