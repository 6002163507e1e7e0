// The administrator's commands about letters to many.
#include <array>
#include <charconv>
#include <fmt/format.h>

#include "app/admin.hpp"
#include "core/case.hpp"
#include "engine/broadcast.hpp"

namespace bot::app {
namespace {

using Words = std::vector<std::string>;

constexpr std::array<std::string_view, 4> roles{"member", "representative", "group_leader", "staff"};
constexpr std::size_t shown = 20;
constexpr auto how = "use: niangjia admin broadcast [--unit CODE] [--role member|representative|group_leader|staff] TEXT | broadcast list | broadcast stop NUMBER";

struct Order {
    store::BroadcastRow row;
    std::string unit;
};

Result<Order> order_in(const Words& words) {
    Order order;
    order.row.role = "member";
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (words[i] == "--unit" && i + 1 < words.size()) {
            order.unit = words[++i];
        } else if (words[i] == "--role" && i + 1 < words.size()) {
            order.row.role = words[++i];
        } else {
            order.row.words += (order.row.words.empty() ? "" : " ") + words[i];
        }
    }
    const bool known = std::find(roles.begin(), roles.end(), order.row.role) != roles.end();
    if (order.row.words.empty() || order.row.words.starts_with("--") || !known) return fail(Errc::malformed, how);
    return order;
}

// Runs a unit of the engine, so that whoever is written to sees it at once.
Result<std::string> run(const AdminServices& services, const std::function<Result<std::string>(engine::Work&)>& work) {
    Result<std::string> outcome = fail(Errc::unavailable, "did not run");
    const auto tools = services.engine.tools();
    const auto done = services.store.submit_and_wait([&](store::Transaction& tx) {
        engine::Effects effects;
        engine::Work unit(tx, *tools, services.clock.now(), effects);
        outcome = work(unit);
    });
    if (!done) return tl::unexpected(done.error());
    return outcome;
}

Result<std::string> propose(const AdminServices& services, const Words& words) {
    const auto order = order_in(words);
    if (!order) return tl::unexpected(order.error());
    return run(services, [&](engine::Work& work) -> Result<std::string> {
        auto row = order->row;
        if (!order->unit.empty()) {
            const auto unit = work.tx.unit_named(order->unit);
            if (!unit) return fail(Errc::not_found, fmt::format("there is no unit {}", order->unit));
            row.unit = unit->id;
        }
        const auto preview = engine::propose_broadcast(work, row);
        if (!preview) return fail(Errc::not_found, "nobody there would get it");
        return fmt::format("{} people would get it now, in about {} minutes\na supervisor confirms it in the chat: send out {}\n", preview->count,
                           preview->minutes, preview->number);
    });
}

Result<std::string> list(const AdminServices& services) {
    std::string text;
    const auto read = services.store.read_and_wait([&](store::Snapshot& snapshot) {
        for (const auto& one : store::last_broadcasts(snapshot, shown)) {
            text += fmt::format("{}\t{}\t{} written\t{} left out\n", engine::number_of(one),
                                one.ended ? "ended" : one.confirmed ? "going out" : "waits for a second person", one.written, one.left_out);
        }
    });
    if (!read) return tl::unexpected(read.error());
    return text.empty() ? std::string("no broadcasts yet\n") : text;
}

Result<std::string> stop(const AdminServices& services, const std::string& number) {
    std::int64_t said = 0;
    std::from_chars(number.data(), number.data() + number.size(), said);
    const auto row = without_check_digit(said);
    return run(services, [&](engine::Work& work) -> Result<std::string> {
        const auto one = row ? engine::broadcast_numbered(work.tx, *row) : std::nullopt;
        if (!one) return fail(Errc::not_found, fmt::format("there is no broadcast {}", number));
        store::end_broadcast(work.tx, one->id, work.now);
        work.tx.audit(work.now, "admin", "broadcast_stop", CaseId{}, fmt::format("{}", one->id));
        return fmt::format("broadcast {} is stopped after {}\n", number, one->written);
    });
}

}  // namespace

Result<std::string> broadcast_command(const AdminServices& services, const Words& words) {
    if (words.size() == 2 && words[1] == "list") return list(services);
    if (words.size() == 3 && words[1] == "stop") return stop(services, words[2]);
    return propose(services, words);
}

}  // namespace bot::app
