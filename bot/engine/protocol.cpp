#include "engine/protocol.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "engine/apply.hpp"
#include "engine/constituency.hpp"
#include "engine/hand_over.hpp"
#include "engine/late_duties.hpp"
#include "engine/legal_words.hpp"
#include "engine/week.hpp"
#include "observe/metrics.hpp"

namespace bot::engine {
namespace {

using store::ProtocolRow;
using store::SeatRow;
using store::Side;

constexpr int confirmed_within = 10;              // working days
constexpr std::int64_t first_number = 1000;       // so that numbers are as long as those of matters
enum class Step { giver, taker, close };
constexpr int steps = 3;                          // occurrence = protocol * steps + step

std::string number_of(const ProtocolRow& one) { return fmt::format("{}", with_check_digit(first_number + one.id)); }

templates::Values values_of(const Work& work, const ProtocolRow& one, Language language) {
    const auto from = work.tx.seat(one.from);
    const auto to = work.tx.seat(one.to);
    const auto unit = from ? work.tx.unit(from->constituency) : std::nullopt;
    return {{"protocol", number_of(one)},
            {"unit", unit ? unit->name : std::string()},
            {"from", from ? name_of(work.tx, *from) : std::string()},
            {"to", to ? name_of(work.tx, *to) : std::string()},
            {"matters", fmt::format("{}", one.matters)},
            {"tasks", one.tasks > 0 ? fmt::format("{}", one.tasks) : std::string()},
            {"until", date(work.tools, language, calendar::local_day(work.tools.settings.calendar, one.due))}};
}

void plan(Work& work, std::int64_t id, Step step, Instant at) {
    const auto which = id * steps + static_cast<int>(step);
    work.tx.remind(fmt::format("{}/{}", protocol_kind, which), protocol_kind, CaseId{}, static_cast<int>(which), at);
}

void ask(Work& work, const ProtocolRow& one, const store::ReminderRow& reminder, Side side) {
    const auto seat = work.tx.seat(side == Side::gives ? one.from : one.to);
    const auto holder = seat ? holder_of(work.tx, *seat) : std::nullopt;
    if (!holder) return work.tx.reminder_done(reminder.id, "lapsed");
    if (puts_off(work, reminder, holder->person)) return;
    work.tx.reminder_done(reminder.id, "done");
    dialogue::Draft letter{side == Side::gives ? "seat.protocol_from" : "seat.protocol_to", values_of(work, one, holder->person.language), {}, std::nullopt,
                           dialogue::To::sender, {}};
    // Whoever joined no chat as a representative hears of it, and the union confirms for them.
    if (holder->answers) {
        const auto say = work.tools.messages.render(holder->person.language, "seat.protocol_say", {{"protocol", number_of(one)}}).text;
        letter.choices.push_back({say, say});
    }
    work.say_to(holder->person.conversation, letter);
}

void close_by_union(Work& work, const ProtocolRow& one) {
    store::close_protocol(work.tx, one.id, work.now);
    work.tx.audit(work.now, "timer", "protocol", CaseId{}, fmt::format("{} union", one.id));
    observe::count("reminders_total", protocol_kind);
    for (const auto& reader : people_of_the_union(work)) {
        const auto person = work.tx.person_in(reader.conversation);
        if (!person) continue;
        auto values = values_of(work, one, person->language);
        values.emplace_back("giver_missing", one.given ? "" : "1");
        values.emplace_back("taker_missing", one.taken ? "" : "1");
        work.say_to(reader.conversation, {"seat.protocol_union", std::move(values), {}, std::nullopt, dialogue::To::sender, {}});
    }
}

}  // namespace

void write_protocols(Work& work, const SeatRow& from, const std::map<std::int64_t, HandedOver>& to) {
    for (const auto& [seat, what] : to) {
        ProtocolRow row;
        row.from = from.id;
        row.to = SeatId{seat};
        row.due = calendar::add_working_days(work.tools.settings.calendar, work.now, confirmed_within).at;
        row.matters = what.matters;
        row.tasks = what.tasks;
        const auto id = store::add_protocol(work.tx, row, work.now);
        plan(work, id, Step::giver, work.now);
        plan(work, id, Step::taker, work.now);
        plan(work, id, Step::close, row.due);
    }
}

void follow_protocol(Work& work, const store::ReminderRow& reminder) {
    const auto one = store::protocol(work.tx, reminder.occurrence / steps);
    if (!one || one->closed) return work.tx.reminder_done(reminder.id, "cancelled");
    const auto step = static_cast<Step>(reminder.occurrence % steps);
    if (step != Step::close) return ask(work, *one, reminder, step == Step::giver ? Side::gives : Side::takes);
    const auto awake = calendar::after_quiet_hours(work.tools.settings.calendar, work.now);
    if (awake > work.now) {
        work.effects.to_remind = true;
        return work.tx.postpone_reminder(reminder.id, awake);
    }
    work.tx.reminder_done(reminder.id, "done");
    close_by_union(work, *one);
}

namespace acts {

// Each side for itself, whether its term lasts or is over; a second time changes nothing.
void carry_out(Work& work, const dialogue::ConfirmHandOver& act) {
    if (!work.sender_represents()) throw Refused("staff.not_allowed");
    const auto one = store::protocol(work.tx, act.protocol - first_number);
    const auto holds = [&](SeatId id) {
        const auto seat = work.tx.seat(id);
        return seat && seat->staff == work.person->staff->id;
    };
    const bool gives = one && holds(one->from);
    if (!gives && !(one && holds(one->to))) throw Refused("seat.protocol_unknown");
    if (one->closed) throw Refused("seat.protocol_closed");
    store::confirm_protocol(work.tx, one->id, gives ? Side::gives : Side::takes, work.now);
    const auto now = store::protocol(work.tx, one->id).value();
    const bool both = now.given && now.taken;
    if (both) store::close_protocol(work.tx, one->id, work.now);
    work.tx.audit(work.now, fmt::format("s{}", work.person->staff->id.value), "protocol", CaseId{}, fmt::format("{} {}", one->id, gives ? "gives" : "takes"));
    work.say({both ? "seat.protocol_both" : "seat.protocol_one", values_of(work, now, work.person->language), {}, std::nullopt, dialogue::To::sender, {}});
}

}  // namespace acts
}  // namespace bot::engine
