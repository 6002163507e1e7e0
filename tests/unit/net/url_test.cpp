// URLs, listening addresses and request targets.
#include <catch2/catch.hpp>

#include "net/target.hpp"
#include "net/url.hpp"

using bot::net::parse_host_port;
using bot::net::parse_target;
using bot::net::parse_url;

TEST_CASE("a URL of a platform is taken apart") {
    struct Row {
        std::string_view text;
        bool tls;
        std::string_view host;
        int port;
        std::string_view target;
        std::string_view authority;
    };
    static constexpr Row rows[] = {
        {"https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=a", true, "qyapi.weixin.qq.com", 443,
         "/cgi-bin/gettoken?corpid=a", "qyapi.weixin.qq.com"},
        {"http://127.0.0.1:8080", false, "127.0.0.1", 8080, "/", "127.0.0.1:8080"},
        {"HTTP://Desk.Example:80/x#part", false, "desk.example", 80, "/x", "desk.example"},
        {"https://desk.example:80/", true, "desk.example", 80, "/", "desk.example:80"},
        {"http://desk.example?a=b/c", false, "desk.example", 80, "/?a=b/c", "desk.example"},
        {"http://[::1]:9/y", false, "::1", 9, "/y", "[::1]:9"},
        {"http://desk.example:/", false, "desk.example", 80, "/", "desk.example"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const auto url = parse_url(row.text);
        REQUIRE(url);
        CHECK(url->tls == row.tls);
        CHECK(url->host == row.host);
        CHECK(url->port == row.port);
        CHECK(url->target == row.target);
        CHECK(url->authority == row.authority);
    }
}

TEST_CASE("a URL that cannot be meant exactly is refused without being quoted") {
    const std::string longest = "http://a/" + std::string(9000, 'x');
    const std::string rows[] = {"",
                                "http",
                                "://a",
                                "ftp://a/",
                                "http://",
                                "http:///x",
                                "http://a b/",
                                "http://a\r\nb/",
                                "http://用户/",
                                "http://user:secret@a/",
                                "http://a:0/",
                                "http://a:65536/",
                                "http://a:x/",
                                "http://[::1/",
                                "http://[::1]x/",
                                "http://[g]/",
                                std::string("http://a\0b/", 11),
                                longest};
    for (const auto& row : rows) {
        CAPTURE(row);
        const auto url = parse_url(row);
        REQUIRE(!url);
        CHECK(url.error().code == bot::Errc::malformed);
        CHECK(url.error().detail.find("secret") == std::string::npos);
    }
}

TEST_CASE("a listening address needs host and port") {
    CHECK(parse_host_port("127.0.0.1:0")->port == 0);
    CHECK(parse_host_port("[::]:8080")->host == "::");
    for (const auto* bad :
         {"", ":", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "a:1:2"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_host_port(bad));
    }
}

TEST_CASE("request targets are decoded once and never guessed") {
    struct Row {
        std::string text;
        bool taken;
        std::string path;
        std::string query;
    };
    const Row rows[] = {
        {"/", true, "/", ""},
        {"/case/17?x=%20", true, "/case/17", "x=%20"},
        {"/%E6%A1%88", true, "/案", ""},
        {"/%2525", true, "/%25", ""},
        {"/a?", true, "/a", ""},
        {"/a?b?c", true, "/a", "b?c"},
        {"http://desk.example/a?b", true, "/a", "b"},
        {"http://desk.example", true, "/", ""},
        {"https://desk.example?q", true, "/", "q"},
        {"/%", false, "", ""},
        {"/%4", false, "", ""},
        {"/%zz", false, "", ""},
        {"/a%00b", false, "", ""},
        {"*", false, "", ""},
        {"", false, "", ""},
        {"desk.example:443", false, "", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const auto target = parse_target(row.text);
        REQUIRE(target.has_value() == row.taken);
        if (!row.taken) continue;
        CHECK(target->path == row.path);
        CHECK(target->query == row.query);
    }
}
