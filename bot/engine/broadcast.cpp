#include "engine/broadcast.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "core/case.hpp"
#include "engine/apply.hpp"
#include "observe/metrics.hpp"
#include "text/normalize.hpp"

namespace bot::engine {
namespace {

using dialogue::Role;
using store::BroadcastRow;

constexpr std::string_view everybody = "member";
constexpr std::int64_t first_number = 1000;  // so that numbers are as long as those of matters
constexpr std::size_t a_batch = 50;          // a few milliseconds of the lane
constexpr double own_share = 2.0 / 3;        // of what an account takes: answers to members are not held up
constexpr double own_chats = 60;             // letters a second where no platform counts them
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

Millis time_for(const Work& work, const std::map<std::string, std::int64_t>& letters) {
    double seconds = 0;
    for (const auto& [account, count] : letters) {
        const auto pace = work.tools.paces.find(account);
        const auto a_second = pace == work.tools.paces.end() ? own_chats : pace->second * own_share;
        seconds = std::max(seconds, static_cast<double>(count) / a_second);
    }
    return Millis{static_cast<std::int64_t>(seconds * 1'000) + 1};
}

// What stands before the first blank, taken away; nothing when no words would be left.
std::string first_word(const std::string& words) { return words.substr(0, std::min(words.find_first_of(" \n"), words.size())); }

bool take_first(std::string& words, std::string_view first) {
    const auto rest = words.find_first_not_of(" \n", first.size());
    if (rest == std::string::npos) return false;
    words.erase(0, rest);
    return true;
}

// "whom unit words": whom by a word of words.toml, the unit by code or name; without them it goes to everybody.
BroadcastRow order_in(const Work& work, const std::string& words) {
    BroadcastRow order{0, words, {}, std::string(everybody), work.person->staff->id, false, false, {}, 0, 0};
    const auto said = text::normalize(first_word(words));
    for (const auto& [role, spellings] : work.tools.settings.audiences) {
        const bool meant = std::any_of(spellings.begin(), spellings.end(), [&](const auto& one) { return text::normalize(one) == said; });
        if (meant && take_first(order.words, first_word(words))) order.role = role;
        if (meant) break;
    }
    const auto first = first_word(order.words);
    for (const auto& unit : work.tx.units()) {
        if (!unit.listed || (unit.code != first && unit.name != first)) continue;
        if (take_first(order.words, first)) order.unit = unit.id;
        break;
    }
    return order;
}

// Of the words that ask whether it is right. Each kind of reader is a switch of the message.
templates::Values preview_values(const Work& work, const BroadcastRow& order, const BroadcastPreview& preview) {
    return {{"item", fmt::format("{}", preview.number)},
            {"unit", unit_name(work, order.unit)},
            {"to_representatives", order.role == "representative" ? "1" : ""},
            {"to_group_leaders", order.role == "group_leader" ? "1" : ""},
            {"to_staff", order.role == "staff" ? "1" : ""},
            {"count", fmt::format("{}", preview.count)},
            {"minutes", fmt::format("{}", preview.minutes)},
            {"text", order.words}};
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
    const auto readers = store::count_readers(work.tx, order, work.now);
    std::int64_t count = 0;
    for (const auto& [account, of_it] : readers) count += of_it;
    if (count == 0) return std::nullopt;
    order.id = store::add_broadcast(work.tx, order, work.now);
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(time_for(work, readers)).count();
    const BroadcastPreview preview{number_of(order), count, minutes};
    auto values = preview_values(work, order, preview);
    values.emplace_back("by", order.asked_by ? work.tx.staff_member(order.asked_by)->who.name : std::string("niangjia admin"));
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
    std::map<std::string, std::int64_t> letters;
    for (const auto& reader : readers) {
        one->after = reader.member;
        if (!reader.conversation || in_danger(work, reader)) {
            ++one->left_out;
            continue;
        }
        work.write(reader.conversation, "broadcast.letter", std::nullopt, {{"text", one->words}}, false,
                   fmt::format("{}/{}/{}", broadcast_kind, one->id, reader.member.value));
        ++written;
        ++letters[reader.account];
    }
    one->written += written;
    store::save_progress(work.tx, *one);
    if (readers.size() < a_batch) return finish(work, *one, reminder.id);
    work.tx.postpone_reminder(reminder.id, work.now + time_for(work, letters));
}

namespace acts {

void carry_out(Work& work, const dialogue::ProposeBroadcast& act) {
    if (!leads(work)) throw Refused("staff.not_allowed");
    const auto order = order_in(work, act.words);
    const auto preview = propose_broadcast(work, order);
    if (!preview) throw Refused("broadcast.nobody");
    work.say({"broadcast.preview", preview_values(work, order, *preview), {}, std::nullopt, dialogue::To::sender, {}});
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
