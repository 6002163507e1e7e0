// A union for a test: the shipped settings and wording, a fresh SQLite file, a clock that stands still until moved.
#pragma once

#include <catch2/catch.hpp>
#include <condition_variable>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <mutex>

#include "core/embedded.hpp"
#include "engine/gate.hpp"
#include "router/model.hpp"
#include "store/sqlite/connection.hpp"

namespace test {

using namespace bot;

inline std::shared_ptr<engine::Tools> shipped_tools() {
    static SeededRandom random(11);
    auto loaded = config::load(SOURCE_DIR "/tests/transcripts/config", from_ms(1772413200000), config::Lessons::left_out);
    for (const auto& problem : loaded.problems) UNSCOPED_INFO(config::describe(problem));
    REQUIRE(loaded.problems.empty());
    std::vector<templates::SourceFile> files;
    for (const auto& file : embedded::messages()) files.push_back({std::string(file.name), std::string(file.content)});
    auto messages = templates::Messages::load(files);
    REQUIRE(messages);
    auto& settings = loaded.settings;
    auto reader = std::make_unique<router::Reader>(router::SafetyRules(settings.safety), router::Words(settings.words, settings.courtesy),
                                                   std::make_shared<const router::Model>(*router::ModelParts::parse(embedded::shipped_model())));
    return std::make_shared<engine::Tools>(
        engine::Tools{std::move(settings), std::move(*messages), handlers::make_all(), std::move(reader), random, {}});
}

class Folder {
public:
    Folder() : path_((std::filesystem::temp_directory_path() / "niangjia-test-XXXXXX").string()) {
        REQUIRE(mkdtemp(path_.data()) != nullptr);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

class House {
public:
    explicit House(std::shared_ptr<engine::Tools> with = shipped_tools())
        : tools(std::move(with)),
          store(store::open_sqlite(folder.path()).value()),
          engine(tools, clock),
          gate(engine, *store, [](const engine::Effects&) {}) {
        REQUIRE(store->submit_and_wait(engine.prepare()));
    }

    engine::Taken take(Inbound message) {
        std::mutex mutex;
        std::condition_variable wake;
        std::optional<Result<std::vector<engine::Taken>>> outcome;
        std::vector<Inbound> one;
        one.push_back(std::move(message));
        gate.take(std::move(one), [&](Result<std::vector<engine::Taken>> taken) {
            const std::lock_guard lock(mutex);
            outcome = std::move(taken);
            wake.notify_one();
        });
        std::unique_lock lock(mutex);
        wake.wait(lock, [&] { return outcome.has_value(); });
        REQUIRE(*outcome);
        return (*outcome)->front();
    }

    static Inbound message(const std::string& who, const std::string& text, const std::string& id) {
        Inbound inbound;
        inbound.account = "web";
        inbound.sender = who;
        inbound.text = text;
        inbound.message_id = id;
        inbound.raw = text;
        return inbound;
    }

    engine::Taken say(const std::string& who, const std::string& text) {
        clock.advance(std::chrono::seconds{2});
        return take(message(who, text, fmt::format("{}", ++said_)));
    }

    void staff(const std::string& name, const std::string& desk, dialogue::Role role = dialogue::Role::staff,
               bool on_call = false) {
        REQUIRE(store->submit_and_wait([&](store::Transaction& tx) {
            const auto id = tx.add_staff(name, role, desk, clock.now());
            tx.welcome(tx.account("web").value(), name, Language::zh_hans, clock.now());
            tx.invite(id, engine::code_hash("CODE" + name), clock.now() + std::chrono::hours{1});
            const auto person = tx.person(tx.account("web").value(), name);
            tx.use_invitation(engine::code_hash("CODE" + name), person->conversation, clock.now());
            if (on_call) {
                std::vector<StaffId> list;
                for (const auto& one : tx.on_call()) list.push_back(one.who.id);
                list.push_back(id);
                tx.set_on_call(list);
            }
        }));
    }

    // Everything that stands in somebody's chat, newest last.
    std::vector<std::string> letters(const std::string& who) {
        std::vector<std::string> texts;
        read([&](store::Snapshot& snapshot) {
            const auto person = snapshot.person(snapshot.account("web").value(), who);
            if (!person) return;
            for (const auto& entry : snapshot.entries_after(person->conversation, 0, 1000)) {
                if (!entry.mine) texts.push_back(entry.text);
            }
        });
        return texts;
    }
    std::string last_letter(const std::string& who) {
        const auto all = letters(who);
        return all.empty() ? std::string() : all.back();
    }

    void read(const std::function<void(store::Snapshot&)>& look) { REQUIRE(store->read_and_wait(look)); }

    dialogue::CaseView case_view(std::int64_t row) {
        dialogue::CaseView view;
        read([&](store::Snapshot& snapshot) { view = snapshot.find_case(CaseId{row}).value(); });
        return view;
    }

    // Lets time pass and every timer that falls due do its work.
    void wait(Millis by) {
        const auto until = clock.now() + by;
        for (int fired = 0; fired < 2000; ++fired) {
            std::optional<Instant> next;
            read([&](store::Snapshot& snapshot) { next = snapshot.next_reminder_at(); });
            const bool timer = next && *next <= until;
            clock.set(timer ? std::max(*next, clock.now()) : until);
            auto effects = std::make_shared<engine::Effects>();
            REQUIRE(store->submit_and_wait(engine.tick(effects)));
            if (!timer) return;
        }
    }

    Folder folder;
    ManualClock clock{from_ms(1772413200000)};  // Monday 2026-03-02 09:00 in China
    std::shared_ptr<engine::Tools> tools;
    std::unique_ptr<store::Store> store;
    engine::Engine engine;
    engine::Gate gate;

private:
    int said_ = 0;
};

}  // namespace test
