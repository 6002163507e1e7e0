// Measures what it takes to remember one more matter and to find those that say the same, among few and among many open
// ones, on the real store. Beside it: comparing with every open matter, and what the commit grows by.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "core/embedded.hpp"
#include "engine/alike.hpp"
#include "router/likeness.hpp"
#include "router/model.hpp"
#include "router/unit.hpp"
#include "store/store.hpp"

namespace {

using namespace bot;
using Clock = std::chrono::steady_clock;

const Instant today = from_ms(1'772'413'200'000);
constexpr std::chrono::days spread{182};  // open matters are up to half a year old
constexpr std::size_t units = 2'000;
constexpr std::size_t per_commit = 2'000;
constexpr int arrivals = 2'000;
constexpr int lone_commits = 300;

double micros(Clock::duration time) { return std::chrono::duration<double, std::micro>(time).count(); }

double share(std::vector<double> sorted, double part) {
    std::sort(sorted.begin(), sorted.end());
    return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

// A member's message of the examples, said in some unit; one in three names it at once, the others when they are asked.
struct Said {
    const dialogue::Subcategory* topic;
    std::string words;
    std::string unit;
};

class Crowd {
public:
    explicit Crowd(const config::Settings& settings) : catalogue_(settings.catalogue) {
        for (const auto& one : settings.examples) {
            const auto* topic = catalogue_.find(one.subcategory);
            if (topic != nullptr && topic->common && topic->urgency != dialogue::Urgency::p0) said_.push_back({topic, one.text, {}});
        }
    }
    Said next() {
        auto one = said_[random_() % said_.size()];
        one.unit = fmt::format("{}号楼{}班", random_() % (units / 10), random_() % 10);
        if (random_() % 3 == 0) one.words = fmt::format("{},{}", one.unit, one.words);
        return one;
    }
    std::size_t texts() const { return said_.size(); }

private:
    const dialogue::Catalogue& catalogue_;
    std::vector<Said> said_;
    std::mt19937 random_{7};
};

store::LikenessRow row_of(const router::Reader& reader, const Said& said, Instant at) {
    store::LikenessRow row;
    row.at = at;
    if (const auto likeness = reader.likeness(said.words)) {
        for (const auto key : likeness->keys) row.keys.push_back(router::key_within(said.topic->id, key));
        row.sketch = {likeness->sketch.begin(), likeness->sketch.end()};
    }
    const auto unit = router::unit_name(said.unit);
    row.unit = router::unit_number(unit);
    row.place = router::number_in_name(unit);
    row.keys.insert(row.keys.begin(), router::key_within(said.topic->id, *row.unit));
    return row;
}

CaseId open_case(store::Transaction& tx, const Said& said, MemberId member, ConversationId conversation, Instant at) {
    store::NewCase one;
    one.member = member;
    one.conversation = conversation;
    one.subcategory = said.topic->id;
    one.desk = said.topic->desk;
    one.urgency = store::to_code(said.topic->urgency);
    one.status = CaseStatus::registered;
    one.restricted = said.topic->restricted;
    one.opened = at;
    one.registered = at;
    one.due = at;
    return tx.open_case(one);
}

void check(const Result<void>& result) {
    if (!result) throw std::runtime_error(result.error().detail);
}

class Bench {
public:
    Bench(std::shared_ptr<const engine::Tools> tools, Crowd crowd, std::string folder)
        : tools_(std::move(tools)), crowd_(std::move(crowd)), folder_(std::move(folder)) {}

    void run(std::size_t open_cases) {
        fill(open_cases);
        const auto times = arrive_timed();
        const auto every = compare_with_every();
        const auto alone = bytes_a_matter(1);
        const auto grouped = bytes_a_matter(64);
        const auto file = static_cast<double>(std::filesystem::file_size(folder_ + "/niangjia.db"));
        fmt::print("| {} | {:.0f} | {:.0f} | {:.0f} | {:.0f} | {:.1f} | {:.1f} | {:.2f} |\n", open_cases, share(times, 0.5),
                   share(times, 0.99), share(every, 0.5), share(every, 0.99), alone, grouped,
                   file / 1024 / static_cast<double>(open_cases));
        std::fflush(stdout);
    }

private:
    void open(int checkpoint_pages) {
        store_.reset();
        store::StoreLimits limits;
        limits.checkpoint_pages = checkpoint_pages;
        auto opened = store::open_sqlite(folder_, limits);
        if (!opened) throw std::runtime_error(opened.error().detail);
        store_ = std::move(*opened);
    }

    // As the program would have left them: oldest first, each with its likeness.
    void fill(std::size_t open_cases) {
        open(store::StoreLimits{}.checkpoint_pages);
        check(store_->submit_and_wait([&](store::Transaction& tx) { add_staff(tx); }));
        const auto step = std::chrono::duration_cast<Millis>(spread) / static_cast<std::int64_t>(open_cases);
        for (std::size_t done = 0; done < open_cases; done += per_commit) {
            check(store_->submit_and_wait([&](store::Transaction& tx) {
                for (std::size_t i = done; i < std::min(open_cases, done + per_commit); ++i) {
                    const auto at = today - step * static_cast<std::int64_t>(open_cases - i);
                    const auto said = crowd_.next();
                    const auto member = MemberId{static_cast<std::int64_t>(1'000'000 + i)};
                    const auto id = open_case(tx, said, member, ConversationId{1}, at);
                    auto row = row_of(*tools_->reader, said, at);
                    tx.set_likeness(id, row);
                    sketches_.push_back(std::move(row.sketch));
                }
            }));
        }
    }

    void add_staff(store::Transaction& tx) {
        const auto account = tx.remember_account("web", "webchat");
        for (const auto& desk : tools_->settings.desks) {
            const auto staff = tx.add_staff(desk.key, dialogue::Role::staff, desk.key, today);
            const auto in = tx.welcome(account, desk.key, Language::zh_hans, today);
            tx.invite(staff, engine::code_hash(desk.key), today + Millis{1000});
            tx.use_invitation(engine::code_hash(desk.key), in.conversation, today);
        }
    }

    // One member tells a matter and names the place, as two turns would. Gives the time of what this measures.
    double arrive(store::Transaction& tx, bool remembered) {
        const auto name = fmt::format("member-{}", ++arrived_);
        const auto now = today + Millis{arrived_};
        const auto said = crowd_.next();
        const auto account = tx.account("web").value();
        const auto person = tx.welcome(account, name, Language::zh_hans, now);
        engine::Effects effects;
        engine::Work work(tx, *tools_, now, effects);
        work.person = person;
        const auto words = tx.remember_inbound({account, name, person.conversation, {}, now, "message", said.words}).value();
        const auto id = open_case(tx, said, person.member, person.conversation, now);
        tx.file_inbound(words, id);
        work.event(id, "said", std::nullopt, std::nullopt, {}, words);
        Clock::duration time{};
        const auto timed = [&](auto act) {
            const auto from = Clock::now();
            if (remembered) act();
            time += Clock::now() - from;
        };
        timed([&] { engine::alike::remember_words(work, id); });
        tx.answer(id, "place", said.unit, words);
        timed([&] { engine::alike::remember(work, id); });
        return micros(time);
    }

    std::vector<double> arrive_timed() {
        std::vector<double> times;
        for (int i = 0; i < arrivals; ++i) {
            check(store_->submit_and_wait([&](store::Transaction& tx) { times.push_back(arrive(tx, true)); }));
        }
        return times;
    }

    // The sketches of all open matters lie in memory and are compared one by one; reading them is not even counted.
    std::vector<double> compare_with_every() {
        std::vector<router::Likeness> all(sketches_.size());
        for (std::size_t i = 0; i < all.size(); ++i) std::copy(sketches_[i].begin(), sketches_[i].end(), all[i].sketch.begin());
        std::vector<double> times;
        std::size_t found = 0;
        for (int i = 0; i < 50; ++i) {
            const auto from = Clock::now();
            const auto own = tools_->reader->likeness(crowd_.next().words).value_or(router::Likeness{});
            for (const auto& other : all) found += router::how_alike(own, other) >= router::surely_alike ? 1U : 0U;
            times.push_back(micros(Clock::now() - from));
        }
        if (found == static_cast<std::size_t>(-1)) std::abort();  // so that the comparing is not optimised away
        return times;
    }

    // Kilobytes of write-ahead log that a matter costs more because it is remembered, so many matters a commit.
    double bytes_a_matter(int a_commit) {
        open(1 << 30);
        double grown[2] = {};
        const int commits = std::max(4, lone_commits / a_commit);
        for (int remembered = 0; remembered < 2; ++remembered) {
            const auto before = log_size();
            for (int i = 0; i < commits; ++i) {
                check(store_->submit_and_wait([&](store::Transaction& tx) {
                    for (int matter = 0; matter < a_commit; ++matter) arrive(tx, remembered == 1);
                }));
            }
            grown[remembered] = (log_size() - before) / (commits * a_commit) / 1024;
        }
        return grown[1] - grown[0];
    }

    double log_size() const {
        std::error_code none;
        const auto size = std::filesystem::file_size(folder_ + "/niangjia.db-wal", none);
        return none ? 0 : static_cast<double>(size);
    }

    std::shared_ptr<const engine::Tools> tools_;
    Crowd crowd_;
    std::string folder_;
    std::unique_ptr<store::Store> store_;
    std::vector<std::string> sketches_;
    int arrived_ = 0;
};

std::shared_ptr<const engine::Tools> made_of(config::Settings settings, Random& random) {
    std::vector<templates::SourceFile> files;
    for (const auto& file : embedded::messages()) files.push_back({std::string(file.name), std::string(file.content)});
    auto messages = templates::Messages::load(files);
    auto model = router::ModelParts::parse(embedded::shipped_model());
    if (!messages || !model) throw std::runtime_error("the wording or the model inside the program is damaged");
    auto reader = std::make_unique<router::Reader>(router::SafetyRules(settings.safety), router::Words(settings.words),
                                                   std::make_shared<const router::Model>(std::move(*model)));
    return std::make_shared<engine::Tools>(
        engine::Tools{std::move(settings), std::move(*messages), handlers::make_all(), std::move(reader), random, {}});
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::size_t> sizes;
    for (int i = 1; i < argc; ++i) sizes.push_back(std::strtoull(argv[i], nullptr, 10));
    if (sizes.empty()) sizes = {10'000, 1'200'000};
    auto loaded = bot::config::load(SOURCE_DIR "/config", today);
    for (const auto& problem : loaded.problems) fmt::print("{}\n", bot::config::describe(problem));
    if (!loaded.problems.empty()) return 1;
    bot::SeededRandom random(7);
    const auto tools = made_of(std::move(loaded.settings), random);
    const Crowd crowd(tools->settings);
    fmt::print("{} texts of the examples, {} units, open matters spread over {} days\n\n", crowd.texts(), units, spread.count());
    fmt::print("| open matters | µs p50 | µs p99 | each with all: µs p50 | µs p99 | log KB, alone | log KB, of 64 | KB stored |\n"
               "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (const auto size : sizes) {
        auto folder = (std::filesystem::temp_directory_path() / "niangjia-alike-XXXXXX").string();
        if (mkdtemp(folder.data()) == nullptr) return 1;
        Bench(tools, crowd, folder).run(size);
        std::filesystem::remove_all(folder);
    }
}
