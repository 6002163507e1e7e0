// What representatives and group leaders answer to a letter about a matter: they were in touch, need help, hear that it is
// solved, hand it on, or wish to be reminded later. None of it moves the matter: that is for the desk.
#include <algorithm>
#include <fmt/format.h>

#include "engine/apply.hpp"
#include "engine/nearest.hpp"
#include "engine/week.hpp"
#include "observe/metrics.hpp"
#include "store/week.hpp"

namespace bot::engine {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;
using dialogue::Draft;

constexpr std::size_t lines_looked_at = 20;
constexpr std::chrono::hours same_answer{12};

// A matter of the sender's own constituency, as it is now.
CaseView followed(const Work& work, CaseId id) {
    if (!work.sender_represents()) throw Refused("staff.not_allowed");
    auto about = work.view(CaseRef{id});
    if (!work.facts.may_see(*work.person->staff, about)) throw Refused("staff.no_such_case");
    if (about.urgency == dialogue::Urgency::p0) throw Refused("seat.only_looks");
    return about;
}

// A button pressed twice is one answer; with words of its own it is another.
bool said_before(const Work& work, const CaseView& about, std::string_view kind, const std::string& words) {
    if (!words.empty()) return false;
    const auto lines = work.facts.history(about.id, lines_looked_at);
    return std::any_of(lines.begin(), lines.end(), [&](const auto& line) {
        return line.kind == kind && line.who == work.person->staff->name && work.now - line.at < same_answer;
    });
}

void note_for_desk(Work& work, const CaseView& about, const std::string& key, const std::string& words) {
    const auto& who = *work.person->staff;
    const auto text = work.tools.messages.render(Language::zh_hans, key, {{"text", words}}).text;
    work.tx.note(about.id, who.id, text, work.now);
}

// The seat by which the sender follows the matter.
SeatId seat_for(const Work& work, const CaseView& about) {
    const auto person = work.tx.verified(about.member, work.now);
    for (const auto& seat : work.tx.seats_of(work.person->staff->id, work.now)) {
        if (person && work.tx.within(person->unit, seat.constituency)) return seat.id;
    }
    return {};
}

std::optional<std::pair<store::SeatRow, Holder>> leader_besides(const Work& work, const CaseView& about) {
    for (const auto& seat : nearest_seats(work.tools, work.tx, about, store::SeatKind::group_leader, work.now)) {
        auto holder = holder_of(work.tx, seat);
        if (holder && holder->answers && holder->person.staff->id != work.person->staff->id) return std::pair{seat, std::move(*holder)};
    }
    return std::nullopt;
}

Instant opening_of(const Work& work, calendar::Day day) {
    const auto& calendar = work.tools.settings.calendar;
    return calendar::after_quiet_hours(calendar, calendar::next_opening(calendar, calendar::to_utc(calendar, calendar::LocalTime{day})));
}

// Tomorrow; the next Thursday or Monday that is not today.
calendar::Day day_of(const Work& work, dialogue::SeatLater::When when) {
    const auto today = calendar::local_day(work.tools.settings.calendar, work.now);
    using When = dialogue::SeatLater::When;
    if (when == When::tomorrow) return today + std::chrono::days{1};
    const auto wanted = when == When::thursday ? std::chrono::Thursday : std::chrono::Monday;
    const auto ahead = wanted - std::chrono::weekday{today};
    return today + (ahead == std::chrono::days{0} ? std::chrono::days{7} : ahead);
}

bool is_idle(const store::Person& person) { return person.at.step == dialogue::Step::idle || person.at.step == dialogue::Step::seat; }

void offer_answers(Work& work, const store::Person& to, CaseId about) {
    const auto fresh = work.tx.person_in(to.conversation);
    if (!fresh || !is_idle(*fresh)) return;
    auto at = fresh->at;
    at.step = dialogue::Step::seat;
    at.expecting = fmt::format("answer {}", about.value);
    work.tx.save_conversation(at, at.previous_words, at.previous_at, fresh->last_letter);
}

}  // namespace

void say_with_answers(Work& work, const Holder& to, Draft letter, CaseId about) {
    if (to.answers && is_idle(to.person)) letter.lines.push_back({"seat.digits", {}, {}, std::nullopt, dialogue::To::sender, {}});
    letter.about = CaseRef{about};
    work.say_to(to.person.conversation, letter);
    if (to.answers) offer_answers(work, to.person, about);
}

void remind_later(Work& work, const store::ReminderRow& reminder) {
    const auto staff = work.tx.staff_member(StaffId{reminder.occurrence});
    const auto about = work.facts.find_case(reminder.about);
    const bool seen = staff && staff->active && staff->conversation && about && is_open(about->status) && work.facts.may_see(staff->who, *about);
    const auto person = seen ? work.tx.person_in(staff->conversation) : std::nullopt;
    if (!person) return work.tx.reminder_done(reminder.id, "cancelled");
    if (puts_off(work, reminder, *person)) return;
    work.tx.reminder_done(reminder.id, "done");
    observe::count("reminders_total", later_kind);
    const Holder holder{*person, true};
    say_with_answers(work, holder, {"seat.again", {}, {}, std::nullopt, dialogue::To::sender, {line_with_days("seat.line", *about, work.now)}}, about->id);
}

namespace acts {

void carry_out(Work& work, const dialogue::SeatAnswer& act) {
    using What = dialogue::SeatAnswer::What;
    const auto about = followed(work, act.which);
    const auto* kind = act.what == What::contacted ? "seat_contacted" : act.what == What::help ? "seat_help" : "seat_solved";
    if (said_before(work, about, kind, act.words)) return;
    work.event(about.id, kind);
    note_for_desk(work, about, fmt::format("note.{}", kind), act.words);
    store::set_follower(work.tx, about.id, seat_for(work, about), work.now);
    if (act.what != What::contacted) work.notify_desk(about, fmt::format("staff.{}", kind), true);
}

void carry_out(Work& work, const dialogue::SeatPass& act) {
    const auto about = followed(work, act.which);
    if (act.to == dialogue::SeatPass::To::desk) {
        if (!said_before(work, about, "seat_passed", {})) {
            work.event(about.id, "seat_passed");
            work.notify_desk(about, "staff.seat_passed", true);
        }
        return work.say({"seat.passed_to_desk", {}, {}, CaseRef{about.id}, dialogue::To::sender, {}});
    }
    const auto leader = leader_besides(work, about);
    if (!leader) throw Refused("seat.no_leader", about.id);
    work.event(about.id, "seat_passed");
    store::set_follower(work.tx, about.id, leader->first.id, work.now);
    const dialogue::Values by{{"by", work.person->staff->name}};
    say_with_answers(work, leader->second, {"seat.passed_to_you", by, {}, std::nullopt, dialogue::To::sender, {line_with_days("seat.line", about, work.now)}},
                     about.id);
    work.say({"seat.passed_to_leader", {{"leader", leader->second.person.staff->name}}, {}, CaseRef{about.id}, dialogue::To::sender, {}});
}

void carry_out(Work& work, const dialogue::SeatLater& act) {
    const auto about = followed(work, act.which);
    const auto day = day_of(work, act.when);
    const auto at = opening_of(work, day);
    const auto staff = work.person->staff->id;
    store::cancel_reminders_of(work.tx, about.id, later_kind, staff.value);
    store::set_reminder(work.tx, fmt::format("{}/{}/{}/{}", later_kind, staff.value, about.id.value, day_code(day)), later_kind, about.id, staff.value, at);
    work.effects.to_remind = true;
    const bool late = about.due && *about.due <= at;
    work.say({late ? "seat.later_too_late" : "seat.later_set", {{"at", fmt::format("{}", to_ms(at))}}, {}, CaseRef{about.id}, dialogue::To::sender, {}});
}

}  // namespace acts

std::optional<std::string> StoreFacts::leader_for(const dialogue::StaffMember& staff, const CaseView& about) const {
    for (const auto& seat : nearest_seats(tools_, snapshot_, about, store::SeatKind::group_leader, now_)) {
        const auto holder = holder_of(snapshot_, seat);
        if (holder && holder->answers && holder->person.staff->id != staff.id) return holder->person.staff->name;
    }
    return std::nullopt;
}

}  // namespace bot::engine
