// The load: members write to a webhook over keep-alive connections, bounded in count and time, 127.0.0.1
// only. Closed loop: each connection writes again once it is answered. Open loop (--rate): messages are due
// at fixed moments and their latency counts from that moment, so a server that stalls cannot hide the waiting
// (no coordinated omission). Prints one line of JSON.
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "crowd.hpp"
#include "wire.hpp"

namespace {

using bench::Crowd;
using bench::Talk;
using bench::Wire;
using Clock = std::chrono::steady_clock;
using Moment = Clock::time_point;
using Seconds = std::chrono::duration<double>;

constexpr Seconds longest_silence{20};  // an answer that takes longer is an error

struct Plan {
    std::uint16_t port = 0;
    std::size_t connections = 64;
    double seconds = 3;
    double warm = 0;                   // answers before this are not in the figures
    std::uint64_t count = 10'000'000;  // at most so many messages
    double rate = 0;                   // messages a second that arrive; 0: closed loop
};

struct Line {
    Wire wire;
    Talk talk;
    Moment due;  // when this message was to be sent
    bool waiting = false;
    bool broken = false;
};

class Run {
public:
    Run(Plan plan, Crowd& crowd) : plan_(plan), crowd_(crowd), watch_(::epoll_create1(EPOLL_CLOEXEC)) {
        lines_.reserve(plan.connections);
        for (std::size_t i = 0; i < plan.connections; ++i) {
            lines_.push_back({Wire(plan.port), {}, {}});
            add(lines_.back().wire.handle(), i);
            idle_.push_back(i);
        }
        if (plan.rate > 0) {
            alarm_ = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
            add(alarm_, alarm_tag);
        }
    }

    ~Run() {
        if (alarm_ >= 0) ::close(alarm_);
        ::close(watch_);
    }

    void go() {
        began_ = Clock::now();
        warm_until_ = began_ + std::chrono::duration_cast<Clock::duration>(Seconds(plan_.warm));
        ends_ = began_ + std::chrono::duration_cast<Clock::duration>(Seconds(plan_.warm + plan_.seconds));
        last_answer_ = began_;
        send_what_is_due();
        while (busy() && Clock::now() - last_answer_ < longest_silence) {
            wait();
            send_what_is_due();
        }
        for (const auto& line : lines_) unanswered_ += line.waiting ? 1 : 0;
    }

    void print() {
        std::sort(micros_.begin(), micros_.end());
        const auto last = std::min(ends_, last_answer_);
        const double span = std::max(1e-9, Seconds(last - warm_until_).count());
        std::printf(
            "{\"sent\":%llu,\"ok\":%llu,\"errors\":%llu,\"unanswered\":%llu,\"measured\":%zu,\"seconds\":%."
            "6f,",
            number(sent_), number(ok_), number(errors_), number(unanswered_), micros_.size(), span);
        std::printf("\"rate\":%.1f,\"p50\":%u,\"p99\":%u,\"p999\":%u,\"max\":%u,\"late\":%llu,",
                    static_cast<double>(in_span_) / span, at(0.5), at(0.99), at(0.999),
                    micros_.empty() ? 0 : micros_.back(), number(backlog_.size()));
        std::printf("\"update\":%llu,\"member\":%llu,\"status\":{", number(crowd_.numbers().update),
                    number(crowd_.numbers().member));
        const char* comma = "";
        for (const auto& [status, times] : statuses_) {
            std::printf("%s\"%d\":%llu", comma, status, number(times));
            comma = ",";
        }
        std::printf("}}\n");
    }

private:
    static constexpr std::uint64_t alarm_tag = ~0ULL;
    static unsigned long long number(std::uint64_t value) { return value; }

    std::uint32_t at(double share) const {
        if (micros_.empty()) return 0;
        const auto index = static_cast<std::size_t>(share * static_cast<double>(micros_.size()));
        return micros_[std::min(index, micros_.size() - 1)];
    }

    void add(int handle, std::uint64_t tag) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = tag;
        if (::epoll_ctl(watch_, EPOLL_CTL_ADD, handle, &event) != 0) throw std::runtime_error("epoll_ctl");
    }

    bool open() const { return Clock::now() < ends_ && sent_ < plan_.count && !lines_.empty(); }

    bool busy() const { return open() || idle_.size() + broken_ < lines_.size(); }

    void send_what_is_due() {
        const auto now = Clock::now();
        if (plan_.rate > 0) {
            arrive(now);
            while (!backlog_.empty() && !idle_.empty() && open()) {
                send(backlog_.front());
                backlog_.pop_front();
            }
        } else {
            while (!idle_.empty() && open()) send(Clock::now());
        }
    }

    // Everybody whose moment has come joins the queue, whether a connection is free or not.
    void arrive(Moment now) {
        auto due = moment_of(arrived_);
        while (due <= now && due < ends_ && arrived_ < plan_.count) {
            backlog_.push_back(due);
            due = moment_of(++arrived_);
        }
        itimerspec wake{};
        const auto left = std::max<std::int64_t>(1'000, std::chrono::nanoseconds(due - Clock::now()).count());
        wake.it_value.tv_sec = left / 1'000'000'000;
        wake.it_value.tv_nsec = left % 1'000'000'000;
        ::timerfd_settime(alarm_, 0, &wake, nullptr);
    }

    Moment moment_of(std::uint64_t index) const {
        return began_ +
               std::chrono::duration_cast<Clock::duration>(Seconds(static_cast<double>(index) / plan_.rate));
    }

    void send(Moment due) {
        auto& line = lines_[idle_.back()];
        idle_.pop_back();
        line.due = due;
        ++sent_;
        if (line.wire.send(crowd_.next(line.talk))) {
            line.waiting = true;
        } else {
            give_up(line);
        }
    }

    void give_up(Line& line) {
        ++errors_;
        ++broken_;
        ++statuses_[0];
        line.waiting = false;
        line.broken = true;
        ::epoll_ctl(watch_, EPOLL_CTL_DEL, line.wire.handle(), nullptr);
    }

    void wait() {
        epoll_event events[256];
        const int ready = ::epoll_wait(watch_, events, 256, 100);
        for (int i = 0; i < ready; ++i) {
            if (events[i].data.u64 == alarm_tag) {
                std::uint64_t rings = 0;
                if (::read(alarm_, &rings, sizeof rings) < 0) continue;
            } else {
                answer(events[i].data.u64);
            }
        }
    }

    void answer(std::size_t index) {
        auto& line = lines_[index];
        const auto status = line.wire.receive();
        if (!status) return;
        if (*status == 0) return give_up(line);
        const auto now = Clock::now();
        line.waiting = false;
        last_answer_ = now;
        idle_.push_back(index);
        ++statuses_[*status];
        if (*status != 200) {
            ++errors_;
            return;
        }
        ++ok_;
        if (now < warm_until_) return;
        if (now <= ends_) ++in_span_;
        const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now - line.due).count();
        micros_.push_back(static_cast<std::uint32_t>(std::min<std::int64_t>(micros, 4'000'000'000)));
    }

    Plan plan_;
    Crowd& crowd_;
    int watch_;
    int alarm_ = -1;
    std::vector<Line> lines_;
    std::vector<std::size_t> idle_;
    std::deque<Moment> backlog_;
    Moment began_, warm_until_, ends_, last_answer_;
    std::uint64_t sent_ = 0, ok_ = 0, errors_ = 0, unanswered_ = 0, in_span_ = 0, arrived_ = 0;
    std::size_t broken_ = 0;
    std::map<int, std::uint64_t> statuses_;
    std::vector<std::uint32_t> micros_;
};

// --name value, every value given once.
std::map<std::string, std::string> options(int argc, char** argv) {
    std::map<std::string, std::string> all;
    for (int i = 1; i + 1 < argc; i += 2) all[argv[i]] = argv[i + 1];
    return all;
}

}  // namespace

int main(int argc, char** argv) try {
    auto given = options(argc, argv);
    const auto value = [&](const char* name, double otherwise) {
        return given.contains(name) ? std::atof(given[name].c_str()) : otherwise;
    };
    Plan plan;
    plan.port = static_cast<std::uint16_t>(value("--port", 0));
    plan.connections = static_cast<std::size_t>(value("--connections", 64));
    plan.seconds = value("--seconds", plan.seconds);
    plan.warm = value("--warm", 0);
    plan.count = static_cast<std::uint64_t>(value("--count", 1e7));
    plan.rate = value("--rate", 0);
    const bench::Numbers numbers{static_cast<std::uint64_t>(value("--update", 1)),
                                 static_cast<std::uint64_t>(value("--member", 1)),
                                 static_cast<std::uint64_t>(value("--known", 0))};
    Crowd crowd(given["--members"], given["--path"], given["--secret"], numbers);
    Run run(plan, crowd);
    run.go();
    run.print();
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
