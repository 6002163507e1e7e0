#include "simulate/program.hpp"

#include <fmt/format.h>

#include <condition_variable>
#include <fstream>
#include <latch>
#include <mutex>
#include <unordered_map>

#include "delivery/pace.hpp"
#include "engine/gate.hpp"
#include "simulate/wire.hpp"

namespace bot::simulate {
namespace {

constexpr std::size_t kept_readings = 10'000;
constexpr std::size_t letters_a_look = 200;
constexpr int units_of_tree = 12;
constexpr std::size_t looked_at = 400;            // cases of a desk
constexpr std::chrono::days long_past{5};

std::int64_t resident_kb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("RssAnon:")) return std::atoll(line.c_str() + 8);
    }
    return 0;
}

// Counts units that are out, and waits for them.
class Pending {
public:
    void add() {
        const std::lock_guard lock(mutex_);
        ++out_;
    }
    void done(const Result<void>& result) {
        const std::lock_guard lock(mutex_);
        if (!result) failed_ = result.error().detail;
        if (--out_ == 0) wake_.notify_one();
    }
    void wait() {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return out_ == 0; });
        if (!failed_.empty()) throw std::runtime_error(failed_);
    }

private:
    std::mutex mutex_;
    std::condition_variable wake_;
    int out_ = 0;
    std::string failed_;
};

// The simulated program is killed, the machine is not: what the kernel has taken over stays. Waiting for the disk at every
// commit would be most of the time.
store::StoreLimits limits_of_simulation() {
    store::StoreLimits limits;
    limits.outlives_power = false;
    return limits;
}

class Program {
public:
    explicit Program(const Setting& setting)
        : setting_(setting),
          random_(setting.seed),
          store_(store::open_sqlite(setting.folder, limits_of_simulation()).value()),
          engine_(setting.tools, clock_),
          gate_(engine_, *store_, [](const engine::Effects&) {}) {
        must(store_->submit_and_wait(engine_.prepare()));
    }

    Answer answer(const Request& request) {
        clock_.set(request.now);
        if (!staff_known_) must(store_->submit_and_wait([this](store::Transaction& tx) { welcome_staff(tx); }));
        Answer answer;
        answer.heard.resize(request.sayings.size());
        Due due;
        const Part say = [&](Pending& pending) {
            for (std::size_t i = 0; i < request.sayings.size(); ++i) take(request.sayings[i], answer.heard[i], pending);
        };
        const Part fire = [&](Pending& pending) { fire_timers(due, pending); };
        const Part send = [&](Pending& pending) { send_letters(due, pending); };
        go({say, fire, send});
        while (due.by(clock_.now())) go({fire, send});
        answer.next = due.next();
        answer.reminders = due.fired;
        answer.letters = due.sent;
        if (request.queues) look_at_queues(answer);
        answer.resident_kb = resident_kb();
        return answer;
    }

private:
    using Part = std::function<void(Pending&)>;

    // What is left to do, and when.
    struct Due {
        std::optional<Instant> reminder;
        std::optional<Instant> letter;
        std::int64_t fired = 0;
        std::int64_t sent = 0;

        std::optional<Instant> next() const { return reminder && letter ? std::min(*reminder, *letter) : reminder ? reminder : letter; }
        bool by(Instant now) const { return next() && *next() <= now; }
    };

    // Where years are to go by, all of a frame is one transaction: the lane waits until all of it is queued.
    void go(std::initializer_list<Part> parts) {
        Pending pending;
        std::latch queued(1);
        if (setting_.together) submit([&queued](store::Transaction&) { queued.wait(); }, pending);
        for (const auto& part : parts) {
            part(pending);
            if (!setting_.together) pending.wait();
        }
        queued.count_down();
        pending.wait();
    }

    void submit(store::Store::Unit unit, Pending& pending) {
        pending.add();
        gate_.run(std::move(unit), std::make_shared<engine::Effects>(), [&pending](const Result<void>& result) { pending.done(result); });
    }

    static void must(const Result<void>& result) {
        if (!result) throw std::runtime_error(result.error().detail);
    }

    // Once: the first frame of a new store.
    void welcome_staff(store::Transaction& tx) {
        staff_known_ = true;
        if (!tx.staff().empty()) return;
        const auto account = tx.account(setting_.staff_account).value();
        std::vector<StaffId> on_call;
        for (const auto& one : setting_.staff) {
            const auto id = tx.add_staff(one.name, one.role, one.desk, clock_.now());
            const auto person = tx.welcome(account, one.name, Language::zh_hans, clock_.now());
            tx.invite(id, engine::code_hash(one.name), clock_.now() + std::chrono::hours{1});
            tx.use_invitation(engine::code_hash(one.name), person.conversation, clock_.now());
            if (one.on_call) on_call.push_back(id);
        }
        tx.set_on_call(on_call);
        for (int i = 1; i <= units_of_tree; ++i) {
            store::UnitRow unit;
            unit.code = unit.name = fmt::format("unit-{}", i);
            if (i > 1) unit.parent = tx.unit_named(fmt::format("unit-{}", i / 2)).value().id;
            tx.put(unit);
        }
    }

    // The same words mean the same: read once.
    const dialogue::Reading& reading(const Inbound& message) {
        if (readings_.size() > kept_readings) readings_.clear();
        const auto known = readings_.find(message.text);
        return known != readings_.end() ? known->second : readings_.emplace(message.text, engine_.read(message)).first->second;
    }

    void take(const Saying& saying, Heard& heard, Pending& pending) {
        Inbound message;
        message.account = saying.account;
        message.sender = saying.sender;
        message.message_id = saying.id;
        message.text = saying.text;
        auto taken = std::make_shared<engine::Taken>();
        submit([unit = engine_.receive(message, reading(message), taken), &saying, &heard, taken](store::Transaction& tx) {
            unit(tx);
            heard = look(tx, saying, taken->repeated);
        }, pending);
    }

    static Heard look(store::Transaction& tx, const Saying& saying, bool repeated) {
        Heard heard;
        heard.repeated = repeated;
        const auto person = tx.person(tx.account(saying.account).value(), saying.sender);
        if (!person) return heard;
        if (saying.unit > 0) list_person(tx, saying, person->member);
        heard.step = person->at.step;
        const auto about = tx.find_case(saying.about ? saying.about : person->last_case);
        if (!about) return heard;
        heard.about = about->id;
        heard.status = about->status;
        heard.emergency = about->urgency == dialogue::Urgency::p0;
        heard.desk = about->desk;
        return heard;
    }

    static void list_person(store::Transaction& tx, const Saying& saying, MemberId member) {
        if (tx.roster_person(saying.sender)) return;
        store::RosterRow row;
        row.number = row.name = saying.sender;
        row.unit = tx.unit_named(fmt::format("unit-{}", saying.unit)).value().id;
        tx.put(row);
        tx.link(tx.roster_person(saying.sender).value().id, member, Instant{Millis{1}});
    }

    // As the schedule loop does, one tick.
    void fire_timers(Due& due, Pending& pending) {
        submit([this, &due, tick = engine_.tick(std::make_shared<engine::Effects>())](store::Transaction& tx) {
            due.reminder = tx.next_reminder_at();
            if (!due.reminder || *due.reminder > clock_.now()) return;
            tick(tx);
            due.reminder = tx.next_reminder_at();
            ++due.fired;
        }, pending);
    }

    // What has lain longest comes first.
    void look_at_queues(Answer& answer) {
        must(store_->submit_and_wait([&](store::Transaction& tx) {
            answer.waiting.clear();
            for (const auto& desk : setting_.tools->settings.desks) {
                for (const auto& one : tx.desk_queue(desk.key, looked_at)) {
                    const bool asked = one.status == CaseStatus::awaiting_confirmation;
                    if (asked || !one.due || *one.due + long_past > clock_.now()) continue;
                    const bool answered = one.status == CaseStatus::replied;
                    answer.waiting.push_back({one.id, one.handler, one.urgency == dialogue::Urgency::p0, answered, desk.key});
                }
            }
        }));
    }

    platforms::SendOutcome platform_says() {
        const auto draw = random_.next() % 1000;
        if (draw < 930) return platforms::Sent{fmt::format("{}", random_.next())};
        if (draw < 985) return platforms::RetryLater{draw % 2 == 0 ? std::optional<Millis>(Millis{7'000}) : std::nullopt, "busy"};
        if (draw < 998) return platforms::Unreachable{"window_closed"};
        return platforms::Refused{"bad_request"};
    }

    // A letter may wait for the one before it, so until none is due any more.
    void send_letters(Due& due, Pending& pending) {
        submit([this, &due](store::Transaction& tx) {
            for (auto letters = tx.due_letters(clock_.now(), letters_a_look); !letters.empty();
                 letters = tx.due_letters(clock_.now(), letters_a_look)) {
                for (const auto& letter : letters) record(tx, letter);
                due.sent += static_cast<std::int64_t>(letters.size());
            }
            due.letter = tx.next_letter_at();
        }, pending);
    }

    // What delivery writes down after an attempt.
    void record(store::Transaction& tx, const Letter& letter) {
        const auto row = delivery::after(letter, platform_says(), clock_.now(), random_);
        tx.letter_outcome(row);
        if (row.state == store::LetterState::dead) {
            tx.remind(fmt::format("dead/{}/{}", row.letter.value, to_ms(row.at)), store::dead_letter_kind, CaseId{}, 0, row.at);
        }
        if (row.state == store::LetterState::unreachable) tx.lost(letter.conversation);
    }

    const Setting& setting_;
    ManualClock clock_{Instant{}};
    SeededRandom random_;
    std::unique_ptr<store::Store> store_;
    engine::Engine engine_;
    engine::Gate gate_;
    std::unordered_map<std::string, dialogue::Reading> readings_;
    bool staff_known_ = false;
};

}  // namespace

void run_program(const Setting& setting, int in, int out) {
    Program program(setting);
    while (const auto frame = read_frame(in)) {
        if (!write_frame(out, packed(program.answer(request_in(*frame))))) return;
    }
}

}  // namespace bot::simulate
