// When seats begin and end, and what is said about it beforehand and on the day.
#include <algorithm>
#include <fmt/format.h>

#include "engine/constituency.hpp"
#include "engine/duties.hpp"
#include "engine/hand_over.hpp"
#include "observe/log.hpp"
#include "observe/metrics.hpp"
#include "store/week.hpp"

namespace bot::engine {
namespace {

using store::SeatRow;
using store::SeatState;

constexpr int notice_days[] = {60, 30, 7};
constexpr std::size_t changes_a_unit = 20;  // a hand-over may move hundreds of matters
constexpr std::chrono::hours planned_ahead{1};
constexpr std::size_t most_lines = 5;

bool is_over(SeatState state) { return state == SeatState::ended || state == SeatState::handed_over; }

// Sets what time alone decides; gives the next moment of that kind.
Instant turn_pages(Work& work) {
    auto next = Instant::max();
    for (const auto& seat : work.tx.seats()) {
        if (is_over(seat.state)) continue;
        if (seat.until <= work.now) {
            work.tx.set_seat(seat.id, seat.until, SeatState::ended);
            continue;
        }
        next = std::min(next, seat.until);
        if (seat.state != SeatState::elected) continue;
        if (seat.from <= work.now) {
            work.tx.set_seat(seat.id, seat.until, SeatState::active);
        } else {
            next = std::min(next, seat.from);
        }
    }
    return next;
}

void plan_letter(Work& work, const SeatRow& seat) {
    // What is still to be told is overtaken. A seat may be suspended twice: the moment is part of the key.
    store::cancel_reminders_of(work.tx, CaseId{}, letter_kind, seat.id.value);
    const auto key = fmt::format("{}/{}/{}/{}", letter_kind, seat.id.value, store::to_code(seat.state), to_ms(work.now));
    work.tx.remind(key, letter_kind, CaseId{}, static_cast<int>(seat.id.value), work.now);
}

void act_on(Work& work, const SeatRow& seat, std::optional<SeatState> seen) {
    if (seat.state == SeatState::active && lasts(work, seat)) {
        take_over(work, seat);
        plan_letter(work, seat);
    } else if (seen == SeatState::active && seat.state != SeatState::active) {
        hand_over(work, seat);
        plan_letter(work, seat);
    } else if (seen == SeatState::suspended && is_over(seat.state)) {
        plan_letter(work, seat);
    }
    work.tx.audit(work.now, "timer", "seat", CaseId{}, fmt::format("{} {}", seat.id.value, store::to_code(seat.state)));
}

// In the morning, so many days before the end, be it a working day or not: no day may be lost to a holiday.
Instant notice_at(const calendar::Calendar& calendar, const SeatRow& seat, int days) {
    const auto day = calendar::local_day(calendar, seat.until) - std::chrono::days{days};
    return calendar::after_quiet_hours(calendar, calendar::to_utc(calendar, calendar::LocalTime{day}));
}

// Who may follow what this seat follows, as far as is known: the only name, or how many.
std::vector<SeatRow> successors(const Work& work, const SeatRow& seat) {
    auto others = work.tx.seats();
    std::erase_if(others, [&](const auto& one) {
        return one.id == seat.id || one.kind != seat.kind || one.constituency != seat.constituency || one.until <= seat.until ||
               (one.state != SeatState::elected && one.state != SeatState::active);
    });
    return others;
}

}  // namespace

std::string name_of(const store::Snapshot& snapshot, const SeatRow& seat) {
    if (seat.staff) {
        const auto staff = snapshot.staff_member(seat.staff);
        return staff ? staff->who.name : std::string();
    }
    const auto person = snapshot.roster_person(seat.person);
    return person ? person->name : std::string();
}

Instant follow_terms(Work& work) {
    const auto next = turn_pages(work);
    auto changed = store::seats_unseen(work.tx);
    // Who begins can take over from who ends at the same moment.
    std::stable_sort(changed.begin(), changed.end(), [](const auto& a, const auto& b) {
        return (a.first.state == SeatState::active) > (b.first.state == SeatState::active);
    });
    for (std::size_t i = 0; i < std::min(changed.size(), changes_a_unit); ++i) {
        const auto& [seat, seen] = changed[i];
        act_on(work, seat, seen);
        store::set_seen(work.tx, seat.id, seat.state);
    }
    return changed.size() > changes_a_unit ? work.now : next;
}

void plan_notices(Work& work) {
    const auto& calendar = work.tools.settings.calendar;
    for (const auto& seat : work.tx.seats_at(work.now)) {
        for (std::size_t i = 0; i < std::size(notice_days); ++i) {
            const auto at = notice_at(calendar, seat, notice_days[i]);
            const auto useless = i + 1 < std::size(notice_days) ? notice_at(calendar, seat, notice_days[i + 1]) : seat.until;
            if (at <= seat.from || at > work.now + planned_ahead || work.now >= useless || at >= seat.until) continue;
            // A term that is changed is told anew.
            const auto key = fmt::format("{}/{}/{}/{}", notice_kind, seat.id.value, to_ms(seat.until), notice_days[i]);
            work.tx.remind(key, notice_kind, CaseId{}, static_cast<int>(seat.id.value), at);
        }
    }
}

void send_notice(Work& work, const store::ReminderRow& reminder) {
    const auto seat = work.tx.seat(SeatId{reminder.occurrence});
    if (!seat || !lasts(work, *seat)) return work.tx.reminder_done(reminder.id, "cancelled");
    const auto holder = holder_of(work.tx, *seat);
    if (!holder) return work.tx.reminder_done(reminder.id, "lapsed");
    if (puts_off(work, reminder, holder->person)) return;
    work.tx.reminder_done(reminder.id, "done");
    observe::count("reminders_total", notice_kind);
    const auto& calendar = work.tools.settings.calendar;
    const auto unit = work.tx.unit(seat->constituency);
    const auto next = successors(work, *seat);
    const auto tasks = duties_of(work.tools, work.tx, seat->id, work.now).size();
    const auto open = constituency_of(work.tools, work.tx, *seat, work.now).open.size();
    work.say_to(holder->person.conversation,
                {"seat.notice",
                 {{"unit", unit ? unit->name : std::string()},
                  {"at", fmt::format("{}", to_ms(seat->until - Millis{1}))},
                  {"days", fmt::format("{}", (calendar::local_day(calendar, seat->until) - calendar::local_day(calendar, work.now)).count())},
                  {"open", fmt::format("{}", open)},
                  {"tasks", tasks > 0 ? fmt::format("{}", tasks) : std::string()},
                  {"next", next.size() == 1 ? name_of(work.tx, next.front()) : std::string()},
                  {"several", next.size() > 1 ? fmt::format("{}", next.size()) : std::string()},
                  {"nobody", next.empty() ? "1" : ""}},
                 {}, std::nullopt, dialogue::To::sender, {}});
}

void send_seat_letter(Work& work, const store::ReminderRow& reminder) {
    const auto seat = work.tx.seat(SeatId{reminder.occurrence});
    const auto holder = seat ? holder_of(work.tx, *seat) : std::nullopt;
    if (!holder) return work.tx.reminder_done(reminder.id, "lapsed");
    // It changed again meanwhile; the watch will say what it is then.
    const auto unseen = store::seats_unseen(work.tx);
    if (std::any_of(unseen.begin(), unseen.end(), [&](const auto& one) { return one.first.id == seat->id; })) {
        return work.tx.reminder_done(reminder.id, "cancelled");
    }
    if (puts_off(work, reminder, holder->person)) return;
    work.tx.reminder_done(reminder.id, "done");
    const auto unit = work.tx.unit(seat->constituency);
    dialogue::Draft letter{fmt::format("seat.is_{}", store::to_code(seat->state)), {{"unit", unit ? unit->name : std::string()}}, {}, std::nullopt,
                           dialogue::To::sender, {}};
    if (seat->state == SeatState::active) {
        const auto mine = store::followed_by(work.tx, seat->id);
        letter.values.emplace_back("at", fmt::format("{}", to_ms(seat->until - Millis{1})));
        letter.values.emplace_back("count", mine.empty() ? std::string() : fmt::format("{}", mine.size()));
        for (std::size_t i = 0; i < std::min(mine.size(), most_lines); ++i) {
            const auto about = work.facts.find_case(mine[i]);
            if (about && seat_follows(work.tools, work.tx, *seat, *about, work.now)) letter.lines.push_back(line_with_days("seat.line", *about, work.now));
        }
    }
    if (letter.lines.empty()) letter.values.emplace_back("lines", "");
    work.say_to(holder->person.conversation, letter);
}

}  // namespace bot::engine
