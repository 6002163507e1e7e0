// The administrator's commands about units, members and seats.
#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "app/admin.hpp"
#include "app/incoming.hpp"
#include "engine/facts.hpp"
#include "roster/import.hpp"

namespace bot::app {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t code_length = 10;
constexpr Millis code_lives{30LL * 86'400'000};
constexpr auto import_use = "use: niangjia admin import units|members|seats FILE [--dry-run] [--complete] [--language zh|en]";

std::optional<store::ListKind> list_named(std::string_view name) {
    using store::ListKind;
    for (const auto kind : {ListKind::units, ListKind::members, ListKind::seats}) {
        if (store::to_code(kind) == name) return kind;
    }
    return std::nullopt;
}

Result<roster::Order> order_in(const Words& words) {
    const auto kind = words.size() < 3 ? std::nullopt : list_named(words[1]);
    if (!kind) return fail(Errc::malformed, import_use);
    roster::Order order;
    order.kind = *kind;
    for (std::size_t i = 3; i < words.size(); ++i) {
        if (words[i] == "--dry-run") {
            order.dry = true;
        } else if (words[i] == "--complete") {
            order.complete = true;
        } else if (words[i] == "--language" && i + 1 < words.size() && (words[i + 1] == "zh" || words[i + 1] == "en")) {
            order.language = words[++i] == "en" ? Language::en : Language::zh_hans;
        } else {
            return fail(Errc::malformed, import_use);
        }
    }
    return order;
}

// Takes the file away whatever becomes of the command.
class Handed {
public:
    Handed(const Incoming& incoming, std::string id) : incoming_(incoming), id_(std::move(id)) {}
    ~Handed() { incoming_.remove(id_); }
    Handed(const Handed&) = delete;
    Handed& operator=(const Handed&) = delete;

private:
    const Incoming& incoming_;
    const std::string id_;
};

Result<store::RosterRow> person_in(const store::Snapshot& snapshot, const std::string& number) {
    auto person = snapshot.roster_person(number);
    if (!person || !person->listed) return fail(Errc::not_found, fmt::format("nobody in the list has the number {}", number));
    return std::move(*person);
}

Result<std::string> changing(const AdminServices& services, const std::function<Result<std::string>(store::Transaction&)>& work) {
    Result<std::string> outcome = fail(Errc::unavailable, "did not run");
    const auto done = services.store.submit_and_wait([&](store::Transaction& tx) { outcome = work(tx); });
    if (!done) return tl::unexpected(done.error());
    return outcome;
}

}  // namespace

Result<std::string> import_command(const AdminServices& services, const Words& words) {
    const Incoming incoming(services.data);
    const Handed handed(incoming, words.size() < 3 ? std::string() : words[2]);
    auto order = order_in(words);
    if (!order) return tl::unexpected(order.error());
    const auto file = incoming.file(words[2]);
    if (!file) return fail(Errc::not_found, "the file was not handed over whole; try again");
    order->file = *file;
    const auto tools = services.engine.tools();
    const roster::Office office{services.store, services.clock, tools->settings.calendar, tools->messages, services.stopping};
    const auto report = roster::import_list(office, *order);
    if (!report) return tl::unexpected(report.error());
    auto text = roster::told(*report, tools->messages, order->language);
    if (!report->usable() || report->cut_off) return fail(Errc::conflict, std::move(text));
    return text;
}

// A new code takes the place of one that was not used. The code itself is kept nowhere.
Result<std::string> member_code(const AdminServices& services, const Words& words) {
    if (words.size() != 2) return fail(Errc::malformed, "use: niangjia admin member-code NUMBER");
    return changing(services, [&](store::Transaction& tx) -> Result<std::string> {
        const auto person = person_in(tx, words[1]);
        if (!person) return tl::unexpected(person.error());
        if (tx.linked_member(person->id)) {
            return fail(Errc::conflict, fmt::format("{0} is bound already; first: niangjia admin member-unlink {0}", words[1]));
        }
        const auto code = random_code(services.random, code_length);
        const auto now = services.clock.now();
        tx.set_member_code(person->id, engine::code_hash(code), now + code_lives);
        tx.audit(now, "admin", "member_code", CaseId{}, fmt::format("{}", person->id.value));
        return fmt::format("{} is bound by writing to the bot: bind {}\n", words[1], code);
    });
}

Result<std::string> member_unlink(const AdminServices& services, const Words& words) {
    if (words.size() != 2) return fail(Errc::malformed, "use: niangjia admin member-unlink NUMBER");
    return changing(services, [&](store::Transaction& tx) -> Result<std::string> {
        // Also of somebody who is in no list any more.
        const auto person = tx.roster_person(words[1]);
        if (!person || !tx.unlink(person->id)) return fail(Errc::not_found, fmt::format("{} is bound to nobody", words[1]));
        tx.audit(services.clock.now(), "admin", "member_unlink", CaseId{}, fmt::format("{}", person->id.value));
        return fmt::format("{} is bound to nobody any more\n", words[1]);
    });
}

}  // namespace bot::app
