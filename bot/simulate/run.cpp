#include "simulate/run.hpp"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>

namespace bot::simulate {
namespace {

constexpr std::chrono::days told_every{30};
constexpr std::chrono::days queues_every{1};

// The program as a child process. Forked while this process has one thread, so that it starts with settings and model at once.
class Child {
public:
    explicit Child(const Setting& setting) : setting_(setting) { start(); }
    ~Child() { end(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    bool ask(const std::string& frame) { return write_frame(to_, frame); }
    std::optional<std::string> answer() { return read_frame(from_); }

    // Until it has answered, or so many milliseconds.
    void let_work(int milliseconds) {
        pollfd answered{from_, POLLIN, 0};
        ::poll(&answered, 1, milliseconds);
    }

    void kill() {
        ::kill(process_, SIGKILL);
        end();
    }

    void start() {
        int there[2];
        int back[2];
        if (::pipe(there) != 0 || ::pipe(back) != 0) throw std::runtime_error("no pipe");
        process_ = ::fork();
        if (process_ < 0) throw std::runtime_error("no process");
        if (process_ == 0) {
            ::close(there[1]);
            ::close(back[0]);
            serve(there[0], back[1]);
        }
        ::close(there[0]);
        ::close(back[1]);
        to_ = there[1];
        from_ = back[0];
    }

private:
    [[noreturn]] void serve(int in, int out) {
        int code = 0;
        try {
            run_program(setting_, in, out);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "the program failed: %s\n", error.what());
            code = 1;
        }
        ::_exit(code);
    }

    void end() {
        if (process_ <= 0) return;
        ::close(to_);
        ::close(from_);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }

    const Setting& setting_;
    pid_t process_ = 0;
    int to_ = -1;
    int from_ = -1;
};

class Run {
public:
    Run(const Plan& plan, const Setting& setting, const Running& how)
        : plan_(plan), how_(how), people_(plan, setting.staff), child_(setting), random_(plan.seed + 1) {}

    Result<Progress> go(const std::function<void(const Progress&)>& told) {
        auto now = plan_.from;
        std::optional<Instant> wake;
        auto tell_at = now + told_every;
        auto look_at = now;
        for (;;) {
            const auto acts = people_.next();
            if (!acts && !wake) break;
            auto at = std::min(acts.value_or(Instant::max()), wake.value_or(Instant::max()));
            at = std::max(now, at) + (how_.step - Millis{1'000});
            if (at >= plan_.until) break;
            now = at;
            const Request request{now, people_.say(now), now >= look_at};
            if (request.queues) look_at = now + queues_every;
            const auto answer = ask(request);
            if (!answer) return fail(Errc::unavailable, "the program went away");
            count(request, *answer, now);
            people_.hear(answer->heard, now);
            people_.look_at(answer->waiting, now);
            wake = answer->next;
            if (now >= tell_at) {
                told(progress_);
                tell_at = now + told_every;
            }
        }
        told(progress_);
        return progress_;
    }

private:
    std::optional<Answer> ask(const Request& request) {
        const auto frame = packed(request);
        ++progress_.frames;
        if (how_.crash_every > 0 && progress_.frames % how_.crash_every == 0) crash(frame);
        if (!child_.ask(frame)) return std::nullopt;
        const auto bytes = child_.answer();
        if (!bytes) return std::nullopt;
        return answer_in(*bytes);
    }

    // At any moment of its work, from before the first unit to after the last commit.
    void crash(const std::string& frame) {
        if (!child_.ask(frame)) return;
        child_.let_work(static_cast<int>(random_.next() % 12));
        child_.kill();
        child_.start();
        ++progress_.crashes;
    }

    void count(const Request& request, const Answer& answer, Instant now) {
        progress_.at = now;
        progress_.arrived = people_.arrived();
        progress_.messages += static_cast<std::int64_t>(request.sayings.size());
        progress_.repeated += std::count_if(answer.heard.begin(), answer.heard.end(), [](const Heard& one) { return one.repeated; });
        progress_.letters += answer.letters;
        progress_.resident_kb = answer.resident_kb;
        progress_.resident_most_kb = std::max(progress_.resident_most_kb, answer.resident_kb);
    }

    const Plan& plan_;
    const Running how_;
    People people_;
    Child child_;
    SeededRandom random_;
    Progress progress_;
};

}  // namespace

Result<Progress> run(const Plan& plan, const Setting& setting, const Running& how, const std::function<void(const Progress&)>& told) {
    return Run(plan, setting, how).go(told);
}

}  // namespace bot::simulate
