// Requests and answers over real loopback connections.
#include <algorithm>
#include <stdexcept>

#include "core/http.hpp"
#include "loopback.hpp"

using namespace loopback;
using bot::HttpMethod;
using bot::WebReply;
using bot::WebRequest;
using bot::net::Respond;

namespace {

std::string post(std::string_view path, std::string_view body, std::string_view extra = "") {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: desk\r\n" + std::string(extra) +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

std::string get(std::string_view path) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: desk\r\n\r\n";
}

bot::net::Route hello() {
    return route(HttpMethod::get, "/hello", [](WebRequest, Respond respond) { respond(text_reply("您好")); });
}

}  // namespace

TEST_CASE("one connection carries many requests") {
    Desk desk({echo(), hello()});
    auto visitor = desk.visitor();
    for (const std::string body : {"工资", "", "second"}) {
        REQUIRE(visitor.send(post("/echo", body)));
        const auto reply = visitor.read_reply();
        CHECK(reply.status == 200);
        CHECK(reply.body == body);
        CHECK(reply.value("Connection") == "(none)");
        CHECK(reply.value("X-Content-Type-Options") == "nosniff");
        CHECK(reply.value("Referrer-Policy") == "no-referrer");
        CHECK(reply.value("X-Frame-Options") == "DENY");
        CHECK(reply.value("Server") == "(none)");
    }
    CHECK(desk.server->open_connections() == 1);
}

TEST_CASE("a request carries its path, query, headers and body to the route") {
    WebRequest seen;
    Desk desk({route(HttpMethod::post, "/hook/", [&](WebRequest request, Respond respond) {
        seen = std::move(request);
        respond(WebReply{});
    })});
    auto visitor = desk.visitor();
    visitor.send(post("/hook/%E6%A1%88?sig=%41", "body", "X-Two: 1\r\nx-two: 2\r\n"));
    REQUIRE(visitor.read_reply().status == 200);
    CHECK(seen.method == HttpMethod::post);
    CHECK(seen.path == "/hook/案");
    CHECK(seen.query == "sig=%41");
    CHECK(bot::header(seen.headers, "X-TWO") == "1");
    CHECK(seen.headers.size() == 4);
    CHECK(seen.body == "body");
}

TEST_CASE("pipelined requests are answered in order, however they are cut into packets") {
    Desk desk({echo(), hello()});
    std::string all;
    for (int i = 0; i < 50; ++i) all += post("/echo", "line " + std::to_string(i)) + get("/hello");
    const auto expect_all = [](Peer& visitor) {
        for (int i = 0; i < 50; ++i) {
            REQUIRE(visitor.read_reply().body == "line " + std::to_string(i));
            REQUIRE(visitor.read_reply().body == "您好");
        }
    };
    SECTION("in one packet") {
        auto visitor = desk.visitor();
        visitor.send(all);
        expect_all(visitor);
    }
    SECTION("byte by byte") {
        auto visitor = desk.visitor();
        for (const char byte : all) visitor.send({&byte, 1});
        expect_all(visitor);
    }
    SECTION("in pieces of seven bytes") {
        auto visitor = desk.visitor();
        for (std::size_t at = 0; at < all.size(); at += 7) visitor.send(std::string_view(all).substr(at, 7));
        expect_all(visitor);
    }
}

TEST_CASE("pipelined requests with answers from another thread keep their order") {
    std::vector<std::thread> workers;
    Desk desk({route(HttpMethod::post, "/slow",
                     [&](WebRequest request, Respond respond) {
                         workers.emplace_back([request = std::move(request), respond = std::move(respond)] {
                             respond(text_reply(request.body));
                         });
                     }),
               echo()});
    auto visitor = desk.visitor();
    std::string all;
    for (int i = 0; i < 20; ++i) all += post(i % 2 == 0 ? "/slow" : "/echo", std::to_string(i));
    visitor.send(all);
    for (int i = 0; i < 20; ++i) CHECK(visitor.read_reply().body == std::to_string(i));
    desk.running.halt();
    for (auto& worker : workers) worker.join();
}

TEST_CASE("an answer given later on the io thread never runs the next request inside that call") {
    std::vector<Respond> waiting;
    int inside = 0;
    int deepest = 0;
    Desk desk({route(HttpMethod::post, "/wait", [&](WebRequest, Respond respond) {
        deepest = std::max(deepest, inside);
        waiting.push_back(std::move(respond));
    })});
    auto visitor = desk.visitor();
    visitor.send(post("/wait", "1") + post("/wait", "2") + post("/wait", "3"));
    for (int i = 0; i < 3; ++i) {
        while (true) {
            bool answered = false;
            desk.running.on_loop([&] {
                if (waiting.empty()) return;
                const auto respond = std::move(waiting.back());
                waiting.pop_back();
                ++inside;
                respond(text_reply("ok"));
                --inside;
                answered = true;
            });
            if (answered) break;
        }
        CHECK(visitor.read_reply().body == "ok");
    }
    CHECK(deepest == 0);
}

TEST_CASE("chunked bodies arrive whole, and trailers do not become headers") {
    WebRequest seen;
    Desk desk({route(HttpMethod::post, "/hook", [&](WebRequest request, Respond respond) {
        seen = std::move(request);
        respond(WebReply{});
    })});
    auto visitor = desk.visitor();
    visitor.send("POST /hook HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n");
    visitor.send("3\r\nabc\r\n");
    visitor.send("4;ext=1\r\ndefg\r\n0\r\nX-Role: admin\r\n\r\n");
    CHECK(visitor.read_reply().status == 200);
    CHECK(seen.body == "abcdefg");
    CHECK(bot::header(seen.headers, "X-Role").empty());
    visitor.send(get("/nowhere"));
    CHECK(visitor.read_reply().status == 404);
}

TEST_CASE("what cannot be served is refused with the right words") {
    Desk desk({echo(), hello()});
    struct Row {
        std::string request;
        int status;
        bool closes;
        std::string_view because;
    };
    const Row rows[] = {
        {get("/nowhere"), 404, false, "unknown path"},
        {get("/echo"), 405, false, "wrong method"},
        {"DELETE /hello HTTP/1.1\r\nHost: d\r\n\r\n", 405, false, "unknown method"},
        {post("/nowhere", "body"), 404, true, "the body was not read"},
        {get("/%"), 400, true, "bad percent-encoding"},
        {get("/a%00"), 400, true, "a NUL in the path"},
        {"GET hello HTTP/1.1\r\nHost: d\r\n\r\n", 400, true, "not a path"},
        {"GET /hello HTTP/1.1\r\n\r\n", 400, true, "no host"},
        {"GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, true, "two hosts"},
        {"GET /hello HTTP/3.0\r\nHost: d\r\n\r\n", 400, true, "unknown version"},
        {"\x16\x03\x01\x02\x05\r\n\r\n", 400, true, "TLS on a plain port"},
        {"GET /hello HTTP/1.1\r\nHost: d\r\nBad Name: x\r\n\r\n", 400, true, "blank in a header name"},
        {"POST /echo HTTP/1.1\r\nHost: d\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         400, true, "length and chunks"},
        {"POST /echo HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
         400, true, "chunks and length"},
        {"POST /echo HTTP/1.1\r\nHost: d\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", 400, true,
         "two different lengths"},
        {"POST /echo HTTP/1.1\r\nHost: d\r\nContent-Length: 4, 5\r\n\r\nabcde", 400, true,
         "the same in one line"},
        {"POST /echo HTTP/1.1\r\nHost: d\r\nContent-Length: -1\r\n\r\n", 400, true, "negative length"},
        {"POST /echo HTTP/1.1\r\nHost: d\r\nContent-Length: 99999999999999999999\r\n\r\n", 400, true,
         "length overflow"},
        {"POST /echo HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: identity\r\n\r\n", 400, true,
         "unknown coding"},
        {"POST /echo HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400, true,
         "two codings"},
        {"POST /echo HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", 400, true,
         "chunked not last"},
        {"POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, true,
         "chunks in HTTP/1.0"},
        {"POST /echo HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, true,
         "not a chunk size"},
        {"POST /echo HTTP/1.1\r\nHost: d\r\nExpect: a miracle\r\nContent-Length: 1\r\n\r\n", 417, true,
         "expectation"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        auto visitor = desk.visitor();
        visitor.send(row.request);
        const auto reply = visitor.read_reply();
        CHECK(reply.status == row.status);
        CHECK(reply.value("Connection") == (row.closes ? "close" : "(none)"));
        visitor.send(get("/hello"));
        CHECK(visitor.read_reply().status == (row.closes ? 0 : 200));
    }
    auto visitor = desk.visitor();
    visitor.send(get("/echo"));
    CHECK(visitor.read_reply().value("Allow") == "POST");
}

TEST_CASE("a smuggled request behind a refused one is never served") {
    std::atomic<int> served{0};
    Desk desk({route(HttpMethod::get, "/secret",
                     [&](WebRequest, Respond respond) {
                         ++served;
                         respond(WebReply{});
                     }),
               echo()});
    auto visitor = desk.visitor();
    visitor.send(
        "POST /echo HTTP/1.1\r\nHost: d\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
        get("/secret"));
    CHECK(visitor.read_reply().status == 400);
    visitor.finish_sending();
    CHECK(visitor.read_to_end().empty());
    CHECK(served == 0);
}

TEST_CASE("HEAD is answered by the GET route without a body") {
    Desk desk({hello(), echo()});
    auto visitor = desk.visitor();
    visitor.send("HEAD /hello HTTP/1.1\r\nHost: d\r\n\r\n" + get("/hello"));
    const auto head = visitor.read_reply(false);
    CHECK(head.status == 200);
    CHECK(head.value("Content-Length") == "6");
    CHECK(visitor.read_reply().body == "您好");
    visitor.send("HEAD /echo HTTP/1.1\r\nHost: d\r\n\r\n");
    CHECK(visitor.read_reply(false).status == 405);
}

TEST_CASE("old clients keep their connection only when they ask") {
    Desk desk({hello()});
    auto visitor = desk.visitor();
    visitor.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    CHECK(visitor.read_reply().value("Connection") == "keep-alive");
    visitor.send("GET /hello HTTP/1.0\r\n\r\n");
    CHECK(visitor.read_reply().value("Connection") == "close");
    CHECK(visitor.read_to_end().empty());
    auto modern = desk.visitor();
    modern.send("GET /hello HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n");
    CHECK(modern.read_reply().value("Connection") == "close");
    CHECK(modern.read_to_end().empty());
}

TEST_CASE("blank lines before a request are let pass") {
    Desk desk({hello()});
    auto visitor = desk.visitor();
    visitor.send("\r\n\r\n" + get("/hello"));
    CHECK(visitor.read_reply().status == 200);
}

TEST_CASE("a route that throws or forgets to answer answers 500, and the server goes on") {
    std::vector<std::thread> workers;
    Desk desk(
        {hello(),
         route(HttpMethod::get, "/throws",
               [](WebRequest, Respond) { throw std::runtime_error("in a test"); }),
         route(HttpMethod::get, "/answers-and-throws",
               [](WebRequest, Respond respond) {
                   respond(text_reply("first"));
                   throw 17;
               }),
         route(HttpMethod::get, "/forgets", [](WebRequest, Respond) {}),
         route(HttpMethod::get, "/forgets-elsewhere",
               [&](WebRequest, Respond respond) { workers.emplace_back([held = std::move(respond)] {}); }),
         route(HttpMethod::get, "/twice",
               [](WebRequest, Respond respond) {
                   respond(text_reply("one"));
                   respond(text_reply("two"));
               }),
         route(HttpMethod::get, "/nonsense",
               [](WebRequest, Respond respond) { respond(text_reply("", 7)); })});
    auto visitor = desk.visitor();
    visitor.send(get("/throws"));
    CHECK(visitor.read_reply().status == 500);
    visitor.send(get("/answers-and-throws"));
    CHECK(visitor.read_reply().body == "first");
    visitor.send(get("/forgets"));
    CHECK(visitor.read_reply().status == 500);
    visitor.send(get("/forgets-elsewhere"));
    CHECK(visitor.read_reply().status == 500);
    visitor.send(get("/twice"));
    CHECK(visitor.read_reply().body == "one");
    visitor.send(get("/nonsense"));
    CHECK(visitor.read_reply().status == 500);
    visitor.send(get("/hello"));
    CHECK(visitor.read_reply().body == "您好");
    desk.running.halt();
    for (auto& worker : workers) worker.join();
}

TEST_CASE("an answer that comes after the visitor, the server and the loop are gone does no harm") {
    Respond late;
    {
        Signal asked;
        Desk desk({route(HttpMethod::get, "/wait", [&](WebRequest, Respond respond) {
            late = std::move(respond);
            asked.give();
        })});
        auto visitor = desk.visitor();
        visitor.send(get("/wait"));
        REQUIRE(asked.wait());
    }
    CHECK_NOTHROW(late(text_reply("too late")));
}

TEST_CASE("a large answer arrives whole at a slow reader") {
    const std::string large(3'000'000, 'x');
    Desk desk(
        {route(HttpMethod::get, "/large", [&](WebRequest, Respond respond) { respond(text_reply(large)); })});
    auto visitor = desk.visitor();
    visitor.send(get("/large") + get("/large"));
    CHECK(visitor.read_reply().body == large);
    CHECK(visitor.read_reply().body == large);
}

TEST_CASE("two hundred connections at a time, answered from other threads") {
    std::mutex mutex;
    std::vector<std::pair<std::string, Respond>> queue;
    Desk desk({route(HttpMethod::post, "/hook", [&](WebRequest request, Respond respond) {
        const std::lock_guard lock(mutex);
        queue.emplace_back(std::move(request.body), std::move(respond));
    })});
    std::atomic<bool> closing{false};
    std::thread writer([&] {
        while (!closing) {
            std::vector<std::pair<std::string, Respond>> batch;
            {
                const std::lock_guard lock(mutex);
                batch.swap(queue);
            }
            for (auto& [body, respond] : batch) respond(text_reply(body));
            std::this_thread::yield();
        }
    });
    std::vector<Peer> visitors;
    for (int i = 0; i < 200; ++i) visitors.push_back(desk.visitor());
    for (int round = 0; round < 5; ++round) {
        for (std::size_t i = 0; i < visitors.size(); ++i) visitors[i].send(post("/hook", std::to_string(i)));
        for (std::size_t i = 0; i < visitors.size(); ++i)
            REQUIRE(visitors[i].read_reply().body == std::to_string(i));
    }
    CHECK(desk.server->open_connections() == 200);
    closing = true;
    writer.join();
}

TEST_CASE("an address that cannot be listened on is told apart") {
    RunningLoop running;
    for (const auto* bad : {"", "nonsense", "127.0.0.1", "127.0.0.1:99999", "not.an.address:80"}) {
        CAPTURE(bad);
        const auto server = bot::net::Server::listen(running.loop, bad, {});
        REQUIRE_FALSE(server);
        CHECK(server.error().code == bot::Errc::malformed);
    }
    const Listener taken;
    const auto server =
        bot::net::Server::listen(running.loop, "127.0.0.1:" + std::to_string(taken.port()), {});
    REQUIRE_FALSE(server);
    CHECK(server.error().code == bot::Errc::unavailable);
}
