// The io thread: posted work, timers, signals, escaped exceptions.
#include <csignal>
#include <stdexcept>

#include "loopback.hpp"

using namespace loopback;

TEST_CASE("work from several threads all runs on the io thread, each thread's in its order") {
    RunningLoop running;
    constexpr int threads = 4;
    constexpr int each = 2000;
    std::vector<int> next(threads, 0);
    int out_of_order = 0;
    std::vector<std::thread> writers;
    for (int who = 0; who < threads; ++who) {
        writers.emplace_back([&, who] {
            for (int i = 0; i < each; ++i) {
                running.loop.post([&, who, i] {
                    if (next[static_cast<std::size_t>(who)]++ != i) ++out_of_order;
                });
            }
        });
    }
    for (auto& writer : writers) writer.join();
    running.on_loop([&] {
        CHECK(out_of_order == 0);
        CHECK(next == std::vector<int>(threads, each));
    });
}

TEST_CASE("an exception from posted work is survived, and the work after it runs") {
    RunningLoop running;
    running.loop.post([] { throw std::runtime_error("from a test"); });
    running.loop.post([] { throw 17; });
    Signal after;
    const auto timer = running.loop.after(1ms, [] { throw std::logic_error("from a timer"); });
    running.loop.post([&] { after.give(); });
    CHECK(after.wait());
    Signal later;
    const auto second = running.loop.after(20ms, [&] { later.give(); });
    CHECK(later.wait());
    running.halt();
}

TEST_CASE("a timer whose handle is gone does not ring") {
    RunningLoop running;
    bool rang = false;
    Signal second;
    std::unique_ptr<bot::net::Loop::Timer> later;
    running.on_loop([&] {
        auto first = running.loop.after(5ms, [&] { rang = true; });
        auto expired = running.loop.after(0ms, [&] { rang = true; });
        later = running.loop.after(30ms, [&] { second.give(); });
    });
    CHECK(second.wait());
    running.halt();
    CHECK_FALSE(rang);
}

TEST_CASE("a timer may destroy its own handle, and set itself again") {
    RunningLoop running;
    Signal done;
    std::unique_ptr<bot::net::Loop::Timer> timer;
    int rings = 0;
    std::function<void()> ring = [&] {
        timer.reset();
        if (++rings == 3) {
            done.give();
        } else {
            timer = running.loop.after(1ms, ring);
        }
    };
    running.on_loop([&] { timer = running.loop.after(1ms, ring); });
    CHECK(done.wait());
    running.halt();
    CHECK(rings == 3);
}

TEST_CASE("a timer handle may outlive the loop") {
    std::unique_ptr<bot::net::Loop::Timer> timer;
    {
        bot::net::Loop loop;
        timer = loop.after(1h, [] {});
    }
    CHECK_NOTHROW(timer.reset());
}

TEST_CASE("SIGTERM and SIGHUP reach their callbacks, again and again") {
    RunningLoop running;
    Signal stop;
    int reloads = 0;
    Signal reloaded;
    running.on_loop([&] {
        running.loop.on_signals([&] { stop.give(); },
                                [&] {
                                    if (++reloads == 2) {
                                        reloaded.give();
                                    } else {
                                        ::raise(SIGHUP);
                                    }
                                });
    });
    ::raise(SIGHUP);
    CHECK(reloaded.wait());
    ::raise(SIGTERM);
    CHECK(stop.wait());
}

TEST_CASE("a loop that was stopped before it ran returns at once") {
    bot::net::Loop loop;
    loop.stop();
    loop.run();
    loop.post([] { FAIL("runs after stop"); });
    SUCCEED("returned");
}
