// The client against a peer of plain sockets that misbehaves on purpose.
#include <atomic>

#include "core/http.hpp"
#include "loopback.hpp"
#include "net/client.hpp"

using namespace loopback;
using bot::Errc;
using bot::HttpRequest;
using bot::HttpResponse;
using bot::Result;
using bot::net::Client;

namespace {

class Sender {
public:
    Sender() : client_(Client::create(running_.loop)) {}
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;
    ~Sender() { running_.halt(); }

    struct Pending {
        Signal done;
        std::optional<Result<HttpResponse>> result;
        std::atomic<int> calls{0};
    };

    std::shared_ptr<Pending> send(HttpRequest request, std::chrono::milliseconds deadline = 5s) {
        auto pending = std::make_shared<Pending>();
        client_->send(std::move(request), deadline, [pending](Result<HttpResponse> result) {
            pending->result = std::move(result);
            ++pending->calls;
            pending->done.give();
        });
        return pending;
    }

    static Result<HttpResponse> result_of(Pending& pending) {
        REQUIRE(pending.done.wait(8s));
        CHECK(pending.calls == 1);
        return *pending.result;
    }

private:
    RunningLoop running_;
    std::unique_ptr<Client> client_;
};

HttpRequest to(std::string url, std::string body = "{}") {
    HttpRequest request;
    request.url = std::move(url);
    request.body = std::move(body);
    return request;
}

std::string ok(std::string_view body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + std::string(body);
}

std::string read_request(Peer& peer) {
    auto text = peer.read_until("\r\n\r\n");
    const auto at = text.find("Content-Length: ");
    if (at != std::string::npos) text += peer.read_exactly(std::stoul(text.substr(at + 16)));
    return text;
}

}  // namespace

TEST_CASE("a letter is posted and the answer comes back") {
    const Listener platform;
    Sender sender;
    auto request = to(platform.url("/send?token=t"), R"({"text":"您好"})");
    request.headers.push_back(bot::HttpHeader{"Content-Type", "application/json"});
    const auto pending = sender.send(request);
    auto peer = const_cast<Listener&>(platform).accept();
    CHECK(read_request(peer) ==
          "POST /send?token=t HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(platform.port()) +
              "\r\nUser-Agent: niangjia\r\nContent-Type: application/json\r\n"
              "Content-Length: 17\r\n\r\n{\"text\":\"您好\"}");
    peer.send("HTTP/1.1 100 Continue\r\n\r\n" + ok("{\"errcode\":0}"));
    const auto result = Sender::result_of(*pending);
    REQUIRE(result);
    CHECK(result->status == 200);
    CHECK(bot::header(result->headers, "content-type") == "text/plain");
    CHECK(result->body == "{\"errcode\":0}");
}

TEST_CASE("answers in every framing are understood") {
    struct Row {
        std::string_view answer;
        bot::HttpMethod method;
        std::string_view body;
        std::string_view because;
    };
    static constexpr Row rows[] = {
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
         bot::HttpMethod::get, "abcde", "chunked"},
        {"HTTP/1.1 200 OK\r\n\r\nuntil the end", bot::HttpMethod::get, "until the end", "until close"},
        {"HTTP/1.1 204 No Content\r\n\r\n", bot::HttpMethod::post, "", "no content"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", bot::HttpMethod::head, "", "HEAD"},
        {"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
         bot::HttpMethod::get, "", "a redirect is an answer, not an order"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        Listener platform;
        Sender sender;
        auto request = to(platform.url(), "");
        request.method = row.method;
        const auto pending = sender.send(request);
        auto peer = platform.accept();
        read_request(peer);
        for (const char byte : row.answer) peer.send({&byte, 1});
        peer.finish_sending();
        const auto result = Sender::result_of(*pending);
        REQUIRE(result);
        CHECK(result->body == row.body);
    }
}

TEST_CASE("every way to fail has its code, and the detail never holds the address") {
    struct Row {
        std::string_view answer;
        Errc code;
        std::string_view because;
    };
    static constexpr Row rows[] = {
        {"", Errc::unavailable, "hangs up without a word"},
        {"SSH-2.0-OpenSSH_9.2\r\n", Errc::unavailable, "not HTTP"},
        {"\x15\x03\x01", Errc::unavailable, "TLS alert"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", Errc::unavailable, "cut short"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz", Errc::unavailable, "bad chunk"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n", Errc::too_large, "announces too much"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n", Errc::too_large, "chunk too large"},
        {"HTTP/1.1 200 OK\r\n\r\n123456789012345678901", Errc::too_large, "until close, too much"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        Listener platform;
        Sender sender;
        auto request = to(platform.url("/secret-token"));
        request.response_limit = 20;
        const auto pending = sender.send(request);
        auto peer = platform.accept();
        read_request(peer);
        peer.send(row.answer);
        peer.finish_sending();
        const auto result = Sender::result_of(*pending);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == row.code);
        CHECK(result.error().detail.find("secret") == std::string::npos);
    }
}

TEST_CASE("an endless head from the peer is cut off") {
    Listener platform;
    Sender sender;
    const auto pending = sender.send(to(platform.url()));
    auto peer = platform.accept();
    read_request(peer);
    peer.send("HTTP/1.1 200 OK\r\n");
    const std::string line = "X: " + std::string(1000, 'a') + "\r\n";
    for (int i = 0; i < 300 && peer.send(line); ++i) {
    }
    const auto result = Sender::result_of(*pending);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == Errc::unavailable);
}

TEST_CASE("a refused port, a bad URL and a bad header fail without waiting") {
    std::string closed;
    {
        const Listener gone;
        closed = gone.url();
    }
    Sender sender;
    CHECK(Sender::result_of(*sender.send(to(closed))).error().code == Errc::unavailable);
    CHECK(Sender::result_of(*sender.send(to("gopher://desk/"))).error().code == Errc::malformed);
    auto split = to("http://127.0.0.1:1/");
    split.headers.push_back(bot::HttpHeader{"X", "a\nb"});
    CHECK(Sender::result_of(*sender.send(split)).error().code == Errc::malformed);
    CHECK(Sender::result_of(*sender.send(to("http://no-such-host.invalid/"), 4s)).has_value() == false);
}

TEST_CASE("a request for the own network goes to no address elsewhere") {
    const Listener here;
    Sender sender;
    auto outside = to("http://192.0.2.1/v1");
    outside.own_network_only = true;
    auto result = Sender::result_of(*sender.send(outside));
    REQUIRE_FALSE(result);
    CHECK(result.error().code == Errc::not_allowed);
    CHECK(result.error().detail.find("192") == std::string::npos);

    for (const auto& url : {here.url("/v1"), "http://localhost:" + std::to_string(here.port()) + "/v1"}) {
        CAPTURE(url);
        auto inside = to(url);
        inside.own_network_only = true;
        const auto pending = sender.send(inside);
        auto peer = const_cast<Listener&>(here).accept();
        CHECK(read_request(peer).starts_with("POST /v1 "));
        REQUIRE(peer.send(ok("in")));
        result = Sender::result_of(*pending);
        REQUIRE(result);
        CHECK(result->body == "in");
    }
}

TEST_CASE("a connection made without looking at its address is not used for a request of the own network") {
    const Listener here;
    Sender sender;
    const auto anywhere = sender.send(to(here.url("/a")));
    auto first = const_cast<Listener&>(here).accept();
    read_request(first);
    REQUIRE(first.send(ok("a")));
    REQUIRE(Sender::result_of(*anywhere));
    auto inside = to(here.url("/b"));
    inside.own_network_only = true;
    const auto pending = sender.send(inside);
    auto second = const_cast<Listener&>(here).accept();
    CHECK(read_request(second).starts_with("POST /b "));
    REQUIRE(second.send(ok("b")));
    REQUIRE(Sender::result_of(*pending));
}

TEST_CASE("a silent peer is given up at the deadline, wherever it falls silent") {
    for (const std::string_view said :
         {"", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"}) {
        CAPTURE(said);
        Listener platform;
        Sender sender;
        const auto begun = std::chrono::steady_clock::now();
        const auto pending = sender.send(to(platform.url()), 100ms);
        auto peer = platform.accept();
        read_request(peer);
        peer.send(said);
        const auto result = Sender::result_of(*pending);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == Errc::timed_out);
        CHECK(std::chrono::steady_clock::now() - begun >= 100ms);
        CHECK(peer.read_to_end().empty());  // the client hung up
    }
}

TEST_CASE("a peer that drips bytes does not extend the deadline") {
    Listener platform;
    Sender sender;
    const auto pending = sender.send(to(platform.url()), 150ms);
    auto peer = platform.accept();
    read_request(peer);
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    while (!pending->done.wait(10ms)) peer.send("x");
    CHECK(Sender::result_of(*pending).error().code == Errc::timed_out);
}

TEST_CASE("a second request to the same place takes the kept connection") {
    Listener platform;
    Sender sender;
    auto pending = sender.send(to(platform.url("/1")));
    auto peer = platform.accept();
    for (int i = 0; i < 3; ++i) {
        read_request(peer);
        peer.send(ok("yes"));
        REQUIRE(Sender::result_of(*pending));
        pending = sender.send(to(platform.url("/2")));
    }
    CHECK(read_request(peer).starts_with("POST /2 "));
    peer.send(ok("last"));
    CHECK(Sender::result_of(*pending)->body == "last");
}

TEST_CASE("a connection that the peer closes is not kept") {
    for (const std::string_view head :
         {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 500 early\r\n\r\n"}) {
        CAPTURE(head);
        Listener platform;
        Sender sender;
        const auto first = sender.send(to(platform.url()));
        auto peer = platform.accept();
        read_request(peer);
        peer.send(head);
        REQUIRE(Sender::result_of(*first));
        const auto second = sender.send(to(platform.url()));
        auto fresh = platform.accept();
        read_request(fresh);
        fresh.send(ok("fresh"));
        CHECK(Sender::result_of(*second)->body == "fresh");
    }
}

TEST_CASE("a kept connection that went stale is replaced without the caller noticing") {
    for (const bool reset : {false, true}) {
        CAPTURE(reset);
        Listener platform;
        Sender sender;
        const auto first = sender.send(to(platform.url()));
        {
            auto peer = platform.accept();
            read_request(peer);
            peer.send(ok("first"));
            REQUIRE(Sender::result_of(*first)->body == "first");
            if (reset) peer.reset_on_close();
        }
        const auto second = sender.send(to(platform.url()));
        auto fresh = platform.accept();
        read_request(fresh);
        fresh.send(ok("second"));
        CHECK(Sender::result_of(*second)->body == "second");
    }
}

TEST_CASE("a request that the peer may have taken is never repeated") {
    Listener platform;
    Sender sender;
    const auto first = sender.send(to(platform.url()));
    auto peer = platform.accept();
    read_request(peer);
    peer.send(ok("first"));
    REQUIRE(Sender::result_of(*first));
    const auto second = sender.send(to(platform.url()));
    read_request(peer);
    peer.hang_up();
    const auto result = Sender::result_of(*second);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == Errc::unavailable);
}

TEST_CASE("a peer that answers before it has read a long body is heard") {
    Listener platform;
    Sender sender;
    const auto pending = sender.send(to(platform.url(), std::string(20'000'000, 'x')));
    auto peer = platform.accept();
    peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    peer.finish_sending();
    peer.read_to_end();
    const auto result = Sender::result_of(*pending);
    REQUIRE(result);
    CHECK(result->status == 413);
}

TEST_CASE("many requests at a time, to our own server") {
    Desk desk({echo()});
    Sender sender;
    std::vector<std::shared_ptr<Sender::Pending>> all;
    const auto url = "http://localhost:" + std::to_string(desk.server->port()) + "/echo";
    for (int i = 0; i < 100; ++i) all.push_back(sender.send(to(url, std::to_string(i))));
    for (int i = 0; i < 100; ++i) {
        const auto result = Sender::result_of(*all[static_cast<std::size_t>(i)]);
        REQUIRE(result);
        CHECK(result->body == std::to_string(i));
    }
}

TEST_CASE("a client may be dropped with requests on their way") {
    Listener platform;
    std::shared_ptr<Sender::Pending> pending;
    {
        Sender sender;
        pending = sender.send(to(platform.url()), 60s);
        auto peer = platform.accept();
        read_request(peer);
    }
    CHECK(pending->calls <= 1);
}
