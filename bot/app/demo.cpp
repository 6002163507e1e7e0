// An invented union for a first look: staffed desks, representatives, members with matters under way. The people and
// their words are data in config/demo.toml.
#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <optional>

#include "app/admin.hpp"
#include "config/demo.hpp"
#include "engine/facts.hpp"

namespace bot::app {
namespace {

constexpr std::string_view done_key = "demo";
constexpr Millis code_lives{7LL * 86'400'000};

Result<std::vector<engine::Taken>> take(const AdminServices& services, Inbound message) {
    std::mutex mutex;
    std::condition_variable wake;
    std::optional<Result<std::vector<engine::Taken>>> outcome;
    std::vector<Inbound> one;
    one.push_back(std::move(message));
    services.gate.take(std::move(one), [&](Result<std::vector<engine::Taken>> taken) {
        const std::lock_guard lock(mutex);
        outcome = std::move(taken);
        wake.notify_one();
    });
    std::unique_lock lock(mutex);
    wake.wait(lock, [&] { return outcome.has_value(); });
    return std::move(*outcome);
}

Result<void> add_people(const AdminServices& services, const config::Demo& demo) {
    return services.store.submit_and_wait([&](store::Transaction& tx) {
        std::vector<StaffId> on_call;
        for (const auto& one : demo.staff) {
            const auto id = tx.add_staff(one.name, dialogue::role_of(one.role).value_or(dialogue::Role::staff), one.desk,
                                         services.clock.now());
            if (one.on_call) on_call.push_back(id);
        }
        tx.set_on_call(on_call);
        tx.set_setting(done_key, "1");
    });
}

// The members speak through the real door, one message after another.
Result<void> add_matters(const AdminServices& services, const config::Demo& demo, const std::string& account) {
    int number = 0;
    for (const auto& member : demo.members) {
        for (const auto& line : member.says) {
            Inbound message;
            message.account = account;
            message.sender = fmt::format("demo-{}", member.name);
            message.message_id = fmt::format("demo-{}", ++number);
            message.text = line;
            if (const auto taken = take(services, std::move(message)); !taken) return tl::unexpected(taken.error());
        }
    }
    return {};
}

}  // namespace

Result<std::string> make_demo(const AdminServices& services) {
    const auto tools = services.engine.tools();
    std::string account;
    for (const auto& one : tools->settings.accounts) {
        if (one.platform == "webchat") account = one.key;
    }
    if (account.empty()) return fail(Errc::not_found, "the demo needs the web chat, and no account of it is set up");
    const auto demo = config::load_demo(tools->settings.folder);
    if (!demo) return tl::unexpected(demo.error());
    bool made = false;
    (void)services.store.read_and_wait([&](store::Snapshot& snapshot) { made = snapshot.setting(done_key).has_value(); });
    if (!made) {
        if (const auto people = add_people(services, *demo); !people) return tl::unexpected(people.error());
        if (const auto matters = add_matters(services, *demo, account); !matters) return tl::unexpected(matters.error());
    }
    // Fresh invitations each time: an old one may have been used in another browser.
    std::string text;
    const auto invited = services.store.submit_and_wait([&](store::Transaction& tx) {
        text.clear();
        for (const auto& one : tx.staff()) {
            const auto code = random_code(services.random, 10);
            tx.invite(one.who.id, engine::code_hash(code), services.clock.now() + code_lives);
            text += fmt::format("{}\t{}\t{}\t{}\n", one.who.name, dialogue::to_code(one.who.role), one.who.desk, code);
        }
    });
    if (!invited) return tl::unexpected(invited.error());
    return text;
}

}  // namespace bot::app
