// Deadlines, sizes and caps of the server.
#include <atomic>

#include "core/http.hpp"
#include "loopback.hpp"

using namespace loopback;
using bot::HttpMethod;
using bot::WebReply;
using bot::WebRequest;
using bot::net::Respond;
using bot::net::ServerLimits;

namespace {

bot::net::Route limited(std::size_t bytes, std::atomic<int>& served) {
    auto made = route(HttpMethod::post, "/hook", [&served](WebRequest request, Respond respond) {
        ++served;
        respond(text_reply(std::to_string(request.body.size())));
    });
    made.body_limit = bytes;
    return made;
}

const std::string chunked_head = "POST /hook HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n";

// Sends a byte whenever nothing has come back for 10 ms; the number sent before something did.
int drip(Peer& visitor, std::string_view byte) {
    int sent = 0;
    while (sent < 400 && !visitor.something_to_read(10ms) && visitor.send(byte)) ++sent;
    return sent;
}

}  // namespace

TEST_CASE("a visitor who drips bytes is cut off at the deadline for the head, which bytes do not extend") {
    ServerLimits limits;
    limits.header_deadline = 100ms;
    Desk desk({echo()}, limits);
    auto visitor = desk.visitor();
    visitor.send("GET /echo HTTP/1.1\r\nHost: d\r\nX: ");
    const int sent = drip(visitor, "a");
    CHECK(sent >= 2);
    CHECK(sent < 100);
    CHECK(visitor.read_reply().status == 408);
    CHECK(visitor.read_to_end().empty());
}

TEST_CASE("a visitor who says nothing is cut off too") {
    ServerLimits limits;
    limits.header_deadline = 60ms;
    limits.idle = 60ms;
    Desk desk({echo()}, limits);
    auto silent = desk.visitor();
    CHECK(silent.read_to_end().empty());
    auto resting = desk.visitor();
    resting.send("POST /echo HTTP/1.1\r\nHost: d\r\nContent-Length: 0\r\n\r\n");
    CHECK(resting.read_reply().status == 200);
    CHECK(resting.read_to_end().empty());
}

TEST_CASE("blank lines alone do not hold a connection") {
    ServerLimits limits;
    limits.header_deadline = 100ms;
    Desk desk({echo()}, limits);
    auto visitor = desk.visitor();
    CHECK(drip(visitor, "\r\n") < 100);
}

TEST_CASE("a body that drips is cut off at its deadline") {
    ServerLimits limits;
    limits.body_deadline = 100ms;
    Desk desk({echo()}, limits);
    auto visitor = desk.visitor();
    visitor.send("POST /echo HTTP/1.1\r\nHost: d\r\nContent-Length: 1000\r\n\r\n");
    const int sent = drip(visitor, "a");
    CHECK(sent >= 2);
    CHECK(sent < 100);
    CHECK(visitor.read_reply().status == 408);
}

TEST_CASE("a reader who does not read is cut off at the write deadline") {
    ServerLimits limits;
    limits.write_deadline = 100ms;
    const std::string large(30'000'000, 'x');
    Desk desk(
        {route(HttpMethod::get, "/large", [&](WebRequest, Respond respond) { respond(text_reply(large)); })},
        limits);
    auto visitor = desk.visitor();
    visitor.send("GET /large HTTP/1.1\r\nHost: d\r\n\r\n");
    REQUIRE(visitor.something_to_read(5s));
    while (desk.server->open_connections() > 0) std::this_thread::yield();
    CHECK(visitor.read_to_end().size() < large.size());
}

TEST_CASE("a slow route has no deadline of the connection") {
    ServerLimits limits;
    limits.header_deadline = limits.body_deadline = limits.idle = limits.write_deadline = 20ms;
    Respond held;
    Desk desk(
        {route(HttpMethod::get, "/slow", [&](WebRequest, Respond respond) { held = std::move(respond); })},
        limits);
    auto visitor = desk.visitor();
    visitor.send("GET /slow HTTP/1.1\r\nHost: d\r\n\r\n");
    CHECK_FALSE(visitor.something_to_read(120ms));
    desk.running.on_loop([&] { held(text_reply("late")); });
    CHECK(visitor.read_reply().body == "late");
}

TEST_CASE("a head over the limit is refused, in one piece or in many") {
    ServerLimits limits;
    limits.header_bytes = 1024;
    Desk desk({echo()}, limits);
    SECTION("one long header") {
        auto visitor = desk.visitor();
        visitor.send("GET /echo HTTP/1.1\r\nHost: d\r\nX: " + std::string(5000, 'a') + "\r\n\r\n");
        CHECK(visitor.read_reply().status == 431);
        CHECK(visitor.read_to_end().empty());
    }
    SECTION("a long request line") {
        auto visitor = desk.visitor();
        visitor.send("GET /" + std::string(5000, 'a'));
        CHECK(visitor.read_reply().status == 431);
    }
    SECTION("many short headers, one at a time") {
        auto visitor = desk.visitor();
        visitor.send("GET /echo HTTP/1.1\r\nHost: d\r\n");
        for (int i = 0; i < 200 && !visitor.something_to_read(0ms); ++i)
            visitor.send("X-Header: 12345678901234567890\r\n");
        CHECK(visitor.read_reply().status == 431);
    }
    SECTION("very many empty headers") {
        auto visitor = desk.visitor();
        std::string head = "GET /echo HTTP/1.1\r\nHost: d\r\n";
        for (int i = 0; i < 180; ++i) head += "a:\r\n";
        visitor.send(head + "\r\n");
        CHECK(visitor.read_reply().status == 431);
    }
}

TEST_CASE("a body over the route's limit is refused before it is read") {
    std::atomic<int> served{0};
    Desk desk({limited(1000, served)});
    SECTION("a body of exactly the limit is taken") {
        auto visitor = desk.visitor();
        visitor.send("POST /hook HTTP/1.1\r\nHost: d\r\nContent-Length: 1000\r\n\r\n" +
                     std::string(1000, 'a'));
        CHECK(visitor.read_reply().body == "1000");
        visitor.send(chunked_head + "3e8\r\n" + std::string(1000, 'a') + "\r\n0\r\n\r\n");
        CHECK(visitor.read_reply().body == "1000");
    }
    SECTION("declared") {
        auto visitor = desk.visitor();
        visitor.send("POST /hook HTTP/1.1\r\nHost: d\r\nContent-Length: 1001\r\n\r\n");
        CHECK(visitor.read_reply().status == 413);
        CHECK(served == 0);
    }
    SECTION("declared, and sent anyway: the answer still arrives") {
        auto visitor = desk.visitor();
        visitor.send("POST /hook HTTP/1.1\r\nHost: d\r\nContent-Length: 100000\r\n\r\n" +
                     std::string(100000, 'a'));
        CHECK(visitor.read_reply().status == 413);
        visitor.finish_sending();
        CHECK(visitor.read_to_end().empty());
        CHECK(served == 0);
    }
    SECTION("chunked in one chunk") {
        auto visitor = desk.visitor();
        visitor.send(chunked_head + "3e9\r\n");
        CHECK(visitor.read_reply().status == 413);
        CHECK(served == 0);
    }
    SECTION("chunked in small chunks") {
        auto visitor = desk.visitor();
        visitor.send(chunked_head);
        const std::string chunk = "64\r\n" + std::string(100, 'a') + "\r\n";
        for (int i = 0; i < 11; ++i) visitor.send(chunk);
        CHECK(visitor.read_reply().status == 413);
        CHECK(served == 0);
    }
    SECTION("an endless chunk extension") {
        auto visitor = desk.visitor();
        visitor.send(chunked_head + "1;" + std::string(40000, 'x'));
        CHECK(visitor.read_reply().status == 400);
        CHECK(served == 0);
    }
}

TEST_CASE("a visitor who asks before sending is told to go on, or why not") {
    std::atomic<int> served{0};
    Desk desk({limited(10, served)});
    auto welcome = desk.visitor();
    welcome.send("POST /hook HTTP/1.1\r\nHost: d\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
    CHECK(welcome.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    welcome.send("body");
    CHECK(welcome.read_reply().body == "4");

    auto refused = desk.visitor();
    refused.send("POST /hook HTTP/1.1\r\nHost: d\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
    CHECK(refused.read_reply().status == 413);
    CHECK(served == 1);
}

TEST_CASE("connections over the cap get 503 and are closed, and room comes back") {
    ServerLimits limits;
    SECTION("in all") { limits.connections = 2; }
    SECTION("of one peer") { limits.connections_per_peer = 2; }
    Desk desk({echo()}, limits);
    const std::string request = "POST /echo HTTP/1.1\r\nHost: d\r\nContent-Length: 2\r\n\r\nok";
    auto first = desk.visitor();
    first.send(request);
    CHECK(first.read_reply().body == "ok");
    {
        auto second = desk.visitor();
        second.send(request);
        CHECK(second.read_reply().body == "ok");
        auto third = desk.visitor();
        third.send(request);
        const auto reply = third.read_reply();
        CHECK(reply.status == 503);
        CHECK(reply.value("Connection") == "close");
        CHECK(desk.server->open_connections() == 2);
    }
    while (desk.server->open_connections() > 1) std::this_thread::yield();
    auto fourth = desk.visitor();
    fourth.send(request);
    CHECK(fourth.read_reply().body == "ok");
}
