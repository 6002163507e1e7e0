// A hundred thousand reminders that fall due in one minute become letters while members write: how long it takes, how long
// members wait for their acknowledgement meanwhile; and the same with the program killed again and again in the middle.
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <thread>

#include "core/embedded.hpp"
#include "engine/gate.hpp"
#include "engine/ladder.hpp"
#include "engine/reminders.hpp"
#include "router/model.hpp"

namespace {

using namespace bot;
using Steady = std::chrono::steady_clock;

constexpr int cases = 100'000;
constexpr int colleagues = 500;
constexpr int cases_a_unit = 2'000;
constexpr int restarts = 100;
constexpr std::chrono::milliseconds message_every{5};
const Instant opened = from_ms(1772413200000);  // Monday 2026-03-02 09:00 in China
const Instant due = opened + std::chrono::hours{4};

std::shared_ptr<const engine::Tools> make_tools() {
    static SeededRandom random(1);
    auto loaded = config::load(SOURCE_DIR "/tests/transcripts/config", opened, config::Lessons::left_out);
    std::vector<templates::SourceFile> files;
    for (const auto& file : embedded::messages()) files.push_back({std::string(file.name), std::string(file.content)});
    auto& settings = loaded.settings;
    auto reader = std::make_unique<router::Reader>(router::SafetyRules(settings.safety), router::Words(settings.words),
                                                   std::make_shared<const router::Model>(*router::ModelParts::parse(embedded::shipped_model())));
    return std::make_shared<engine::Tools>(
        engine::Tools{std::move(settings), templates::Messages::load(files).value(), handlers::make_all(), std::move(reader), random, {}});
}

class House {
public:
    House(std::shared_ptr<const engine::Tools> tools, const std::string& folder)
        : store(store::open_sqlite(folder).value()), engine(std::move(tools), clock), gate(engine, *store, [](const engine::Effects&) {}) {
        must(engine.prepare());
    }
    void must(const store::Store::Unit& unit, store::Store::Waits waits = store::Store::Waits::somebody) {
        if (const auto done = store->submit_and_wait(unit, waits); !done) throw std::runtime_error(done.error().detail);
    }
    ManualClock clock{opened};
    std::unique_ptr<store::Store> store;
    engine::Engine engine;
    engine::Gate gate;
};

std::vector<StaffId> hire(House& house) {
    std::vector<StaffId> staff;
    house.must([&](store::Transaction& tx) {
        for (int i = 0; i < colleagues; ++i) {
            const auto name = fmt::format("colleague-{}", i);
            staff.push_back(tx.add_staff(name, dialogue::Role::staff, "life", opened));
            const auto person = tx.welcome(tx.account("web").value(), name, Language::zh_hans, opened);
            tx.invite(staff.back(), engine::code_hash(name), opened + std::chrono::hours{1});
            tx.use_invitation(engine::code_hash(name), person.conversation, opened);
        }
    });
    return staff;
}

// Cases that were accepted, all with the same due date and nothing but its reminder ahead.
void fill(House& house) {
    const auto staff = hire(house);
    const int occurrence = static_cast<int>(engine::ladder::Rung::due) * 100'000;
    for (int from = 0; from < cases; from += cases_a_unit) {
        house.must([&](store::Transaction& tx) {
            const auto member = tx.welcome(tx.account("web").value(), fmt::format("member-{}", from), Language::zh_hans, opened);
            for (int i = from; i < from + cases_a_unit; ++i) {
                store::NewCase one;
                one.member = member.member;
                one.conversation = member.conversation;
                one.subcategory = "life.housing";
                one.desk = "life";
                one.urgency = "P2b";
                one.status = CaseStatus::triaged;
                one.opened = opened;
                one.registered = opened;
                one.due = due;
                const auto id = tx.open_case(one);
                tx.set_handler(id, staff[static_cast<std::size_t>(i % colleagues)]);
                tx.set_status(id, CaseStatus::accepted, opened);
                tx.begin_round(id);
                tx.remind(fmt::format("ladder/{}/1/{}", id.value, occurrence), engine::ladder_kind, id, occurrence, due);
            }
        });
    }
}

// Fires what is due, one unit after the other as the schedule does; the number of units.
int fire(House& house) {
    for (int units = 0;; ++units) {
        bool more = false;
        house.must([&](store::Transaction& tx) { more = !tx.due_reminders(house.clock.now(), 1).empty(); }, store::Store::Waits::nobody);
        if (!more) return units;
        auto effects = std::make_shared<engine::Effects>();
        house.must(house.engine.tick(effects), store::Store::Waits::nobody);
    }
}

// Members who write at fixed moments, whatever the program does; how long each waits counts from then.
class Intake {
public:
    explicit Intake(House& house) : house_(house), thread_([this] { write(); }) {}
    std::vector<double> stop() {
        stopping_ = true;
        thread_.join();
        house_.must([](store::Transaction&) {});
        const std::lock_guard lock(mutex_);
        std::sort(waits_.begin(), waits_.end());
        return waits_;
    }

private:
    void write() {
        auto next = Steady::now();
        for (int i = 0; !stopping_; ++i) {
            std::this_thread::sleep_until(next);
            Inbound message;
            message.account = "web";
            message.sender = fmt::format("writer-{}", i % 1'000);
            message.message_id = fmt::format("w{}", i);
            message.text = i % 2 == 0 ? "canteen food is cold again" : "1";
            std::vector<Inbound> one;
            one.push_back(std::move(message));
            house_.gate.take(std::move(one), [this, due_at = next](const Result<std::vector<engine::Taken>>& taken) {
                const std::chrono::duration<double, std::milli> took = Steady::now() - due_at;
                const std::lock_guard lock(mutex_);
                waits_.push_back(taken ? took.count() : 1e9);
            });
            next += message_every;
        }
    }

    House& house_;
    std::mutex mutex_;
    std::vector<double> waits_;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

double at(const std::vector<double>& sorted, double share) {
    return sorted.empty() ? 0 : sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

struct Done {
    std::int64_t never = 0;
    std::int64_t twice = 0;
    std::int64_t letters = 0;
};

Done look(House& house) {
    Done done;
    house.must([&](store::Transaction& tx) {
        done = {};
        for (int i = 0; i < cases; ++i) {
            const auto history = tx.history(CaseId{1001 + i}, 100);
            const auto times = std::count_if(history.begin(), history.end(), [](const auto& line) { return line.kind == "reminded" && line.text == "due"; });
            done.never += times == 0;
            done.twice += times > 1;
        }
        done.letters = tx.count("count_letters");
    });
    return done;
}

void report(const char* what, const Done& done, double seconds) {
    fmt::print("{}: {:.1f} s, {} letters, {} missed, {} twice\n", what, seconds, done.letters, done.never, done.twice);
}

double since(Steady::time_point began) { return std::chrono::duration<double>(Steady::now() - began).count(); }

void measure(const std::shared_ptr<const engine::Tools>& tools, const std::string& folder) {
    House house(tools, folder);
    fill(house);
    house.clock.set(due + std::chrono::seconds{1});
    Intake intake(house);
    const auto began = Steady::now();
    const int units = fire(house);
    const auto took = since(began);
    const auto waits = intake.stop();
    report("100,000 reminders while members write", look(house), took);
    fmt::print("  {} units; {} messages acknowledged: p50 {:.1f} ms, p99 {:.1f} ms, longest {:.1f} ms\n", units, waits.size(), at(waits, 0.5), at(waits, 0.99),
               waits.empty() ? 0 : waits.back());
}

// A process that fires what is due; 0 when nothing is left.
int worker(const std::shared_ptr<const engine::Tools>& tools, const std::string& folder) {
    House house(tools, folder);
    house.clock.set(due + std::chrono::seconds{1});
    fire(house);
    return 0;
}

void measure_restarts(const std::shared_ptr<const engine::Tools>& tools, const std::string& folder, double usual) {
    SeededRandom random(7);
    const auto began = Steady::now();
    int killed = 0;
    for (bool over = false; !over;) {
        const auto process = ::fork();
        if (process == 0) ::_exit(worker(tools, folder));
        if (killed < restarts) {
            // So that a hundred of them fall into the time that the work takes.
            const auto most = static_cast<std::uint64_t>(usual * 1e6 / restarts * 2);
            std::this_thread::sleep_for(std::chrono::microseconds{random.next() % std::max<std::uint64_t>(most, 1'000)});
            ::kill(process, SIGKILL);
        }
        int status = 0;
        ::waitpid(process, &status, 0);
        over = WIFEXITED(status);
        killed += over ? 0 : 1;
    }
    const auto took = since(began);
    House house(tools, folder);
    report(fmt::format("the same, killed {} times", killed).c_str(), look(house), took);
}

}  // namespace

int main() {
    const auto folder = std::filesystem::path(SOURCE_DIR) / "build" / "bench" / "reminders";
    std::filesystem::remove_all(folder);
    const auto tools = make_tools();
    // Forked before this process has threads of its own.
    const auto first = ::fork();
    if (first == 0) {
        measure(tools, folder / "first");
        std::fflush(stdout);
        ::_exit(0);
    }
    const auto began = Steady::now();
    ::waitpid(first, nullptr, 0);
    const auto usual = since(began) / 2;
    if (const auto second = ::fork(); second == 0) {
        House house(tools, folder / "second");
        fill(house);
        house.store.reset();
        ::_exit(0);
    } else {
        ::waitpid(second, nullptr, 0);
    }
    measure_restarts(tools, folder / "second", usual);
    std::filesystem::remove_all(folder);
    return 0;
}
