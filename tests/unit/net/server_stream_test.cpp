// Event streams and the graceful stop.
#include <atomic>

#include "core/http.hpp"
#include "loopback.hpp"

using namespace loopback;
using bot::EventStream;
using bot::HttpMethod;
using bot::WebReply;
using bot::WebRequest;
using bot::net::Respond;
using bot::net::ServerLimits;

namespace {

// A route whose streams the test can reach.
struct Board {
    std::shared_ptr<EventStream> stream;
    Signal opened;
    Signal closed;
    std::atomic<int> told{0};

    bot::net::Route route_of(std::string path) {
        return route(HttpMethod::get, std::move(path), [this](WebRequest, Respond respond) {
            WebReply reply;
            reply.headers.push_back(bot::HttpHeader{"X-Desk", "1"});
            reply.stream = [this](std::shared_ptr<EventStream> made) {
                stream = std::move(made);
                stream->on_closed([this] {
                    ++told;
                    closed.give();
                });
                opened.give();
            };
            respond(std::move(reply));
        });
    }
};

const std::string open_events = "GET /events HTTP/1.1\r\nHost: d\r\n\r\n";

}  // namespace

TEST_CASE("a browser gets the events pushed to it, and its leaving is noticed") {
    Board board;
    Desk desk({board.route_of("/events")});
    auto browser = desk.visitor();
    browser.send(open_events);
    REQUIRE(board.opened.wait());
    const auto head = browser.read_reply();
    CHECK(head.status == 200);
    CHECK(head.value("Content-Type") == "text/event-stream; charset=utf-8");
    CHECK(head.value("Cache-Control") == "no-store");
    CHECK(head.value("X-Accel-Buffering") == "no");
    CHECK(head.value("Content-Length") == "(none)");
    CHECK(head.value("X-Desk") == "1");
    board.stream->push("1", "case", "17");
    CHECK(browser.read_until("\n\n") == "id: 1\nevent: case\ndata: 17\n\n");
    board.stream->push("2", "", "两\n行");
    CHECK(browser.read_until("\n\n") == "id: 2\ndata: 两\ndata: 行\n\n");
    CHECK_FALSE(board.stream->closed());

    browser.hang_up();
    REQUIRE(board.closed.wait());
    CHECK(board.stream->closed());
    board.stream->push("3", "", "nobody listens");
    board.stream->close();
    Signal late;
    board.stream->on_closed([&] { late.give(); });
    CHECK(late.wait());
    CHECK(board.told == 1);
    CHECK(desk.server->open_connections() == 0);
}

TEST_CASE("a quiet stream is kept awake with comments") {
    Board board;
    ServerLimits limits;
    limits.event_ping = 40ms;
    Desk desk({board.route_of("/events")}, limits);
    auto browser = desk.visitor();
    browser.send(open_events);
    browser.read_reply();
    CHECK(browser.read_until("\n\n") == ": ping\n\n");
    REQUIRE(board.opened.wait());
    board.stream->push("1", "", "x");
    CHECK(browser.read_until("data: x\n\n").ends_with("id: 1\ndata: x\n\n"));
    CHECK(browser.read_until("\n\n") == ": ping\n\n");
}

TEST_CASE("a stream closed by its route ends after the last event") {
    Board board;
    Desk desk({board.route_of("/events")});
    auto browser = desk.visitor();
    browser.send(open_events);
    browser.read_reply();
    REQUIRE(board.opened.wait());
    board.stream->push("1", "", "last");
    board.stream->close();
    board.stream->push("2", "", "too late");
    CHECK(browser.read_to_end() == "id: 1\ndata: last\n\n");
    CHECK(board.closed.wait());
}

TEST_CASE("a reader too slow for its stream is cut off, and the rest of the server is not held up") {
    Board board;
    Desk desk({board.route_of("/events"), echo()});
    auto browser = desk.visitor();
    browser.send(open_events);
    browser.read_reply();
    REQUIRE(board.opened.wait());
    const std::string line(10'000, 'x');
    int pushed = 0;
    SECTION("when events come faster than the server can send") {
        while (!board.stream->closed() && pushed < 10'000)
            board.stream->push(std::to_string(pushed++), "", line);
    }
    SECTION("when the connection takes no more") {
        while (!board.stream->closed() && pushed < 10'000) {
            desk.running.on_loop([&] { board.stream->push(std::to_string(pushed++), "", line); });
        }
    }
    CHECK(board.stream->closed());
    CHECK(pushed > 20);
    CHECK(board.closed.wait());
    CHECK(board.told == 1);
    auto visitor = desk.visitor();
    visitor.send("POST /echo HTTP/1.1\r\nHost: d\r\nContent-Length: 2\r\n\r\nok");
    CHECK(visitor.read_reply().body == "ok");
}

TEST_CASE("a stream that stalls below its limit is cut off at the write deadline") {
    Board board;
    ServerLimits limits;
    limits.write_deadline = 60ms;
    Desk desk({board.route_of("/events")}, limits);
    auto browser = desk.visitor();
    browser.send(open_events);
    browser.read_reply();
    REQUIRE(board.opened.wait());
    // One event below the limit at a time, so that what the kernel does not take never overflows the stream.
    const std::string event(EventStream::max_pending - 1000, 'x');
    bool closed = false;
    for (int i = 0; i < 100 && !closed; ++i) {
        board.stream->push("", "", event);
        REQUIRE_FALSE(board.stream->closed());
        closed = board.closed.wait(120ms);
    }
    CHECK(closed);
}

TEST_CASE("many threads may push into one stream") {
    Board board;
    Desk desk({board.route_of("/events")});
    auto browser = desk.visitor();
    browser.send(open_events);
    browser.read_reply();
    REQUIRE(board.opened.wait());
    std::vector<std::thread> pushers;
    for (int who = 0; who < 4; ++who) {
        pushers.emplace_back([&] {
            for (int i = 0; i < 100; ++i) board.stream->push("", "", "event");
        });
    }
    for (auto& pusher : pushers) pusher.join();
    for (int i = 0; i < 400; ++i) REQUIRE(browser.read_until("\n\n") == "data: event\n\n");
}

TEST_CASE("HEAD of an event stream is answered and nothing is opened") {
    Board board;
    Desk desk({board.route_of("/events")});
    auto browser = desk.visitor();
    browser.send("HEAD /events HTTP/1.1\r\nHost: d\r\n\r\n");
    CHECK(browser.read_reply(false).status == 200);
    CHECK(browser.read_to_end().empty());
    CHECK_FALSE(board.opened.wait(0ms));
}

TEST_CASE("a stopping server finishes the request in flight, refuses new ones and closes streams") {
    Board board;
    Respond held;
    Signal asked;
    Desk desk(
        {board.route_of("/events"), echo(), route(HttpMethod::get, "/slow", [&](WebRequest, Respond respond) {
             held = std::move(respond);
             asked.give();
         })});
    const std::string request = "POST /echo HTTP/1.1\r\nHost: d\r\nContent-Length: 2\r\n\r\nok";
    auto browser = desk.visitor();
    browser.send(open_events);
    browser.read_reply();
    REQUIRE(board.opened.wait());
    auto resting = desk.visitor();
    resting.send(request);
    CHECK(resting.read_reply().status == 200);
    auto waiting = desk.visitor();
    waiting.send("GET /slow HTTP/1.1\r\nHost: d\r\n\r\n");
    REQUIRE(asked.wait());

    Signal stopped;
    desk.server->stop(60s, [&] { stopped.give(); });
    CHECK(board.closed.wait());
    CHECK(browser.read_to_end().empty());
    resting.send(request);
    CHECK(resting.read_reply().status == 503);
    CHECK_FALSE(stopped.wait(0ms));
    held(text_reply("done"));
    const auto reply = waiting.read_reply();
    CHECK(reply.body == "done");
    CHECK(reply.value("Connection") == "close");
    CHECK(stopped.wait());
    CHECK(desk.server->open_connections() == 0);
}

TEST_CASE("a stopping server does not wait longer than the grace it was given") {
    Respond held;
    Signal asked;
    Desk desk({route(HttpMethod::get, "/slow", [&](WebRequest, Respond respond) {
        held = std::move(respond);
        asked.give();
    })});
    auto waiting = desk.visitor();
    waiting.send("GET /slow HTTP/1.1\r\nHost: d\r\n\r\n");
    REQUIRE(asked.wait());
    Signal stopped;
    desk.server->stop(30ms, [&] { stopped.give(); });
    CHECK(stopped.wait());
    CHECK(waiting.read_to_end().empty());
    held(text_reply("too late"));
}

TEST_CASE("an idle server stops at once") {
    Desk desk({echo()});
    auto idle = desk.visitor();
    Signal stopped;
    desk.server->stop(60s, [&] { stopped.give(); });
    CHECK(stopped.wait());
    CHECK(idle.read_to_end().empty());
}
