#include "engine/broadcast.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "core/case.hpp"
#include "engine/apply.hpp"
#include "observe/metrics.hpp"

namespace bot::engine {
namespace {

using dialogue::Role;
using store::BroadcastRow;

constexpr std::int64_t first_number = 1000;  // so that numbers are as long as those of matters
constexpr std::size_t a_batch = 50;          // a few milliseconds of the lane
constexpr std::int64_t a_second = 20;        // below what every platform takes, so that answers to members are not held up
constexpr std::int64_t most_waiting = 500;   // letters in the outbox: more would only wait there
constexpr Millis outbox_drains{5'000};
constexpr std::size_t looked_at = 20;        // matters of a member, for an emergency among them

bool leads(const Work& work) {
    return work.person && work.person->staff && (work.person->staff->role == Role::supervisor || work.person->staff->role == Role::chair);
}

std::string unit_name(const Work& work, UnitId unit) {
    const auto row = unit ? work.tx.unit(unit) : std::nullopt;
    return row ? row->name : work.tools.messages.render(Language::zh_hans, "broadcast.everybody", {}).text;
}

// "unit words", by code or name; else all of it is words.
BroadcastRow order_in(const Work& work, const std::string& words) {
    BroadcastRow order{0, words, {}, "member", work.person->staff->id, false, false, {}, 0, 0};
    const auto gap = words.find_first_of(" \n");
    if (gap == std::string::npos) return order;
    const auto first = words.substr(0, gap);
    for (const auto& unit : work.tx.units()) {
        if (!unit.listed || (unit.code != first && unit.name != first)) continue;
        order.unit = unit.id;
        order.words = words.substr(gap + 1);
        break;
    }
    return order;
}

// Somebody in danger hears from people, not from a mailing.
bool in_danger(const Work& work, const store::Reader& reader) {
    const auto person = work.tx.person_in(reader.conversation);
    if (!person || dialogue::in_crisis(person->at.step)) return true;
    const auto cases = work.tx.cases_of(reader.member, looked_at);
    return std::any_of(cases.begin(), cases.end(), [](const auto& one) { return one.urgency == dialogue::Urgency::p0 && is_open(one.status); });
}

void finish(Work& work, const BroadcastRow& one, ReminderId reminder) {
    store::end_broadcast(work.tx, one.id, work.now);
    work.tx.reminder_done(reminder, "done");
    work.tx.audit(work.now, "timer", "broadcast_end", CaseId{}, fmt::format("{} {} {}", one.id, one.written, one.left_out));
    const templates::Values values{{"item", fmt::format("{}", number_of(one))},
                                   {"written", fmt::format("{}", one.written)},
                                   {"left_out", one.left_out > 0 ? fmt::format("{}", one.left_out) : std::string()}};
    for (const auto& staff : work.tx.staff_of_role(Role::supervisor)) work.write(staff.conversation, "broadcast.finished", std::nullopt, values);
}

}  // namespace

std::int64_t number_of(const BroadcastRow& one) { return with_check_digit(first_number + one.id); }

std::optional<BroadcastRow> broadcast_numbered(const store::Snapshot& snapshot, std::int64_t row) {
    return store::broadcast(snapshot, row - first_number);
}

std::optional<BroadcastPreview> propose_broadcast(Work& work, BroadcastRow order) {
    const auto count = store::count_readers(work.tx, order, work.now);
    if (count == 0) return std::nullopt;
    order.id = store::add_broadcast(work.tx, order, work.now);
    const BroadcastPreview preview{number_of(order), count, count / (a_second * 60) + 1};
    const auto by = order.asked_by ? work.tx.staff_member(order.asked_by)->who.name : std::string("niangjia admin");
    const templates::Values values{{"by", by},
                                   {"item", fmt::format("{}", preview.number)},
                                   {"unit", unit_name(work, order.unit)},
                                   {"count", fmt::format("{}", count)},
                                   {"minutes", fmt::format("{}", preview.minutes)},
                                   {"text", order.words}};
    for (const auto role : {Role::supervisor, Role::chair}) {
        for (const auto& staff : work.tx.staff_of_role(role)) {
            if (staff.who.id != order.asked_by) work.write(staff.conversation, "broadcast.asked", std::nullopt, values);
        }
    }
    work.tx.audit(work.now, order.asked_by ? fmt::format("s{}", order.asked_by.value) : "admin", "broadcast", CaseId{},
                  fmt::format("{} {}", order.id, count));
    return preview;
}

void send_batch(Work& work, const store::ReminderRow& reminder) {
    auto one = store::broadcast(work.tx, reminder.occurrence);
    if (!one || !one->confirmed || one->ended) return work.tx.reminder_done(reminder.id, "cancelled");
    const auto awake = calendar::after_quiet_hours(work.tools.settings.calendar, work.now);
    const bool full = work.tx.count("count_pending") > most_waiting;
    work.effects.to_remind = true;
    if (awake > work.now || full) return work.tx.postpone_reminder(reminder.id, std::max(awake, full ? work.now + outbox_drains : awake));
    const auto readers = store::readers_after(work.tx, *one, work.now, a_batch);
    int written = 0;
    for (const auto& reader : readers) {
        one->after = reader.member;
        if (!reader.conversation || in_danger(work, reader)) {
            ++one->left_out;
            continue;
        }
        work.write(reader.conversation, "broadcast.letter", std::nullopt, {{"text", one->words}}, false,
                   fmt::format("{}/{}/{}", broadcast_kind, one->id, reader.member.value));
        ++written;
    }
    one->written += written;
    store::save_progress(work.tx, *one);
    if (readers.size() < a_batch) return finish(work, *one, reminder.id);
    work.tx.postpone_reminder(reminder.id, work.now + Millis{std::max(written * 1'000 / static_cast<int>(a_second), 1)});
}

namespace acts {

void carry_out(Work& work, const dialogue::ProposeBroadcast& act) {
    if (!leads(work)) throw Refused("staff.not_allowed");
    const auto order = order_in(work, act.words);
    const auto preview = propose_broadcast(work, order);
    if (!preview) throw Refused("broadcast.nobody");
    work.say({"broadcast.preview",
              {{"item", fmt::format("{}", preview->number)},
               {"unit", unit_name(work, order.unit)},
               {"count", fmt::format("{}", preview->count)},
               {"minutes", fmt::format("{}", preview->minutes)},
               {"text", order.words}},
              {}, std::nullopt, dialogue::To::sender, {}});
}

void carry_out(Work& work, const dialogue::ConfirmBroadcast& act) {
    if (!leads(work)) throw Refused("staff.not_allowed");
    const auto one = broadcast_numbered(work.tx, act.which);
    if (!one || one->confirmed || one->ended) throw Refused("broadcast.unknown");
    const dialogue::Values values{{"item", fmt::format("{}", number_of(*one))}};
    const auto me = work.person->staff->id;
    if (one->asked_by == me) return work.say({"broadcast.same_person", values, {}, std::nullopt, dialogue::To::sender, {}});
    store::confirm_broadcast(work.tx, one->id, me, work.now);
    work.tx.audit(work.now, fmt::format("s{}", me.value), "broadcast_confirm", CaseId{}, fmt::format("{}", one->id));
    work.tx.remind(fmt::format("{}/{}", broadcast_kind, one->id), broadcast_kind, CaseId{}, static_cast<int>(one->id), work.now);
    work.effects.to_remind = true;
    work.say({"broadcast.confirmed", values, {}, std::nullopt, dialogue::To::sender, {}});
}

}  // namespace acts
}  // namespace bot::engine
