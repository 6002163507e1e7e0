// The other side for tests of `net`: plain POSIX sockets on 127.0.0.1, and a loop running in a thread of its
// own.
#pragma once

#include <catch2/catch.hpp>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "net/loop.hpp"
#include "net/server.hpp"

namespace loopback {

using namespace std::chrono_literals;

// A TCP connection with blocking calls that give up after five seconds.
class Peer {
public:
    explicit Peer(int fd) : fd_(fd) {}
    Peer(Peer&& other) noexcept : fd_(std::exchange(other.fd_, -1)), unread_(std::move(other.unread_)) {}
    Peer& operator=(Peer&&) = delete;
    ~Peer() { hang_up(); }

    static Peer connect_to(std::uint16_t port);

    bool send(std::string_view bytes);
    std::string read_until(std::string_view mark);  // through `mark`, or what came before the end
    std::string read_exactly(std::size_t count);
    std::string read_to_end();
    bool something_to_read(std::chrono::milliseconds within);
    void finish_sending();
    void reset_on_close();  // the next hang_up sends RST
    void hang_up();

    struct Reply {
        int status = 0;
        std::string head;
        std::string body;
        std::string value(std::string_view name) const;
    };
    Reply read_reply(bool with_body = true);

private:
    bool more();

    int fd_;
    std::string unread_;
};

class Listener {
public:
    Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener();
    std::uint16_t port() const { return port_; }
    std::string url(std::string_view path = "/") const;
    Peer accept();

private:
    int fd_;
    std::uint16_t port_ = 0;
};

// Becomes true once, seen from another thread.
class Signal {
public:
    void give();
    bool wait(std::chrono::milliseconds limit = 5s);

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool given_ = false;
};

class RunningLoop {
public:
    RunningLoop() : thread_([this] { loop.run(); }) {}
    RunningLoop(const RunningLoop&) = delete;
    RunningLoop& operator=(const RunningLoop&) = delete;
    ~RunningLoop() { halt(); }
    void halt();
    void on_loop(const std::function<void()>& work);  // and waits for it

    bot::net::Loop loop;

private:
    std::thread thread_;
};

// A server on a free port with its loop running; things made in `routes` must outlive it.
class Desk {
public:
    explicit Desk(std::vector<bot::net::Route> routes, bot::net::ServerLimits limits = {});
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    ~Desk();
    Peer visitor() const { return Peer::connect_to(server->port()); }

    RunningLoop running;
    std::unique_ptr<bot::net::Server> server;
};

bot::net::Route route(bot::HttpMethod method, std::string path, bot::net::Serve serve);
bot::WebReply text_reply(std::string body, int status = 200);
bot::net::Route echo(std::string path = "/echo");  // POST: answers the body

}  // namespace loopback
