#include "engine/work.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "core/lifecycle.hpp"
#include "engine/count.hpp"
#include "engine/own_hours.hpp"
#include "engine/promise.hpp"
#include "engine/wording.hpp"
#include "observe/metrics.hpp"

namespace bot::engine {
namespace {

using dialogue::CaseView;
using dialogue::Draft;
using templates::Values;

// Urgent news may come again after a minute, ordinary news once until the queue was looked at: a wave of cases must
// not become a wave of letters.
constexpr Millis urgent_notice_gap{60'000};

void append(Values& values, Values more) {
    values.insert(values.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

CaseId Work::resolve(const dialogue::CaseRef& ref) const {
    if (ref.opened < 0) return ref.id;
    return opened.at(static_cast<std::size_t>(ref.opened));
}

CaseView Work::view(const dialogue::CaseRef& ref) const {
    auto found = facts.find_case(resolve(ref));
    if (!found) throw Refused("progress.unknown");
    return *found;
}

Values Work::values_for(const Draft& draft, Language language) const {
    const auto& wanted = tools.messages.values_of(language, draft.key);
    Values values;
    for (const auto& [name, value] : draft.values) {
        // Moments travel as UTC milliseconds and are written in the reader's way.
        values.emplace_back(name, name == "at" ? moment(tools, language, from_ms(std::stoll(value))) : value);
    }
    append(values, union_values(tools, language, wanted));
    if (draft.about) append(values, values_about(view(*draft.about), language, wanted));
    if (!query_code.empty()) values.emplace_back("query_code", query_code);
    if (person && person->staff) values.emplace_back("name", person->staff->name);
    if (!draft.lines.empty()) values.emplace_back("lines", rendered_lines(draft, language));
    return values;
}

Values Work::values_about(const CaseView& about, Language language, const std::vector<std::string>& wanted) const {
    auto values = case_values(tools, language, about, wanted);
    if (std::find(wanted.begin(), wanted.end(), "sum") != wanted.end()) values.emplace_back("sum", told_sum(*this, language, about));
    return values;
}

std::string Work::rendered_lines(const Draft& draft, Language language) const {
    std::string lines;
    for (const auto& line : draft.lines) {
        if (!lines.empty()) lines += '\n';
        lines += tools.messages.render(language, line.key, values_for(line, language)).text;
    }
    return lines;
}

void Work::say(const Draft& draft) {
    const auto about = draft.about ? resolve(*draft.about) : CaseId{};
    const bool to_sender = draft.to == dialogue::To::sender;
    if (to_sender && !person) return;
    auto receiver = to_sender ? person : tx.person_in(view(*draft.about).conversation);
    if (!receiver) return;
    auto values = values_for(draft, receiver->language);
    if (draft.lines.empty()) values.emplace_back("lines", "");
    auto rendered = tools.messages.render(receiver->language, draft.key, values);
    rendered.choices.insert(rendered.choices.begin(), draft.choices.begin(), draft.choices.end());
    const bool quotes = receiver->staff.has_value() && (draft.key == "staff.sheet" || draft.key == "lesson.candidate");
    write_text(to_sender ? *person : *receiver, draft.key, rendered, about, quotes);
}

void Work::say_to(ConversationId to, const Draft& draft) {
    const auto receiver = tx.person_in(to);
    if (!receiver) return;
    auto values = values_for(draft, receiver->language);
    auto rendered = tools.messages.render(receiver->language, draft.key, values);
    rendered.choices.insert(rendered.choices.begin(), draft.choices.begin(), draft.choices.end());
    write_text(*receiver, draft.key, rendered, draft.about ? resolve(*draft.about) : CaseId{}, false);
}

void Work::write(ConversationId to, const std::string& key, std::optional<CaseId> about, const Values& values,
                 bool quotes, std::optional<std::string> idempotency_key) {
    const bool sender = person && person->conversation == to;
    const auto receiver = sender ? person : tx.person_in(to);
    if (!receiver) return;
    const auto& wanted = tools.messages.values_of(receiver->language, key);
    auto all = values;
    append(all, union_values(tools, receiver->language, wanted));
    if (about) append(all, values_about(view(dialogue::CaseRef{*about}), receiver->language, wanted));
    const auto rendered = tools.messages.render(receiver->language, key, all);
    write_text(*receiver, key, rendered, about.value_or(CaseId{}), quotes, std::move(idempotency_key));
}

void Work::write_text(const store::Person& to, std::string_view key, const templates::Rendered& rendered, CaseId about,
                      bool quotes, std::optional<std::string> idempotency_key) {
    const bool sender = person && person->conversation == to.conversation;
    store::NewLetter letter;
    letter.conversation = to.conversation;
    letter.previous = sender ? person->last_letter : to.last_letter;
    letter.about = about;
    letter.key = key;
    letter.body = rendered.text;
    letter.choices = store::pack_choices(rendered.choices);
    letter.at = now;
    // A timer writes unasked; whoever wrote, or is written to by a colleague, has no need to wait, nor has what is urgent.
    const bool pressing = person || (about && dialogue::is_pressing(view(dialogue::CaseRef{about}).urgency));
    if (pressing) tx.hurry_letters(letter.previous, now);
    else letter.not_before = awake_at(*this, to.conversation);
    letter.quotes = quotes;
    letter.idempotency_key = std::move(idempotency_key);
    letter.state = to.platform == "webchat" ? store::LetterState::kept
                   : to.reachable           ? store::LetterState::pending
                                            : store::LetterState::unreachable;
    observe::count("letters_total", store::to_code(letter.state));
    const auto id = tx.put_letter(letter);
    written = Written{id, letter.state};
    if (sender) {
        person->last_letter = id;  // saved with the conversation at the end of the turn
    } else {
        tx.set_last_letter(to.conversation, id);
    }
    effects.to_push |= letter.state == store::LetterState::pending;
    if (std::find(effects.wrote_to.begin(), effects.wrote_to.end(), to.conversation) == effects.wrote_to.end()) {
        effects.wrote_to.push_back(to.conversation);
    }
}

void Work::event(CaseId about, std::string_view kind, std::optional<CaseStatus> from, std::optional<CaseStatus> to,
                 std::string_view detail, InboxId of_words) {
    store::NewEvent event;
    event.about = about;
    event.at = now;
    event.actor = !person ? "timer" : person->staff && !of_words ? "staff" : "member";
    if (person && person->staff) event.staff = person->staff->id;
    event.kind = kind;
    event.from = from;
    event.to = to;
    event.words = of_words;
    event.detail = detail;
    tx.record(event);
    count_event(tx, event);
}

void Work::move(const CaseView& about, CaseStatus to, std::string_view kind, std::string_view detail) {
    const auto by = !person ? lifecycle::Mover::timer : person->staff ? lifecycle::Mover::staff : lifecycle::Mover::member;
    if (!lifecycle::may_move(about.status, to, by, about.urgency == dialogue::Urgency::p0)) {
        throw Refused(person && person->staff ? "staff.not_now" : "case.not_now", about.id);
    }
    tx.set_status(about.id, to, now);
    event(about.id, kind, about.status, to, detail);
}

StaffId Work::acting_staff() const {
    if (!person || !person->staff) throw Refused("staff.not_allowed");
    if (sender_represents() && !person->staff->on_call) throw Refused("seat.only_looks");
    return person->staff->id;
}

std::vector<store::StaffRow> Work::people_of(std::string desk) const {
    auto people = tx.staff_of_desk(desk);
    // A chain of desks that take over for one another ends at the duty desk; the bound guards against a ring.
    for (int hop = 0; people.empty() && hop < 4; ++hop) {
        const auto& desks = tools.settings.desks;
        const auto at = std::find_if(desks.begin(), desks.end(), [&](const auto& one) { return one.key == desk; });
        desk = at == desks.end() || at->falls_back_to.empty() ? "duty" : at->falls_back_to;
        people = tx.staff_of_desk(desk);
    }
    return people;
}

void Work::notify_desk(const CaseView& about, const std::string& key, bool always) {
    auto people = people_of(about.desk);
    if (about.handler) {
        people.clear();
        if (auto handler = tx.staff_member(about.handler)) people.push_back(std::move(*handler));
    }
    const bool urgent = about.urgency == dialogue::Urgency::p0 || about.urgency == dialogue::Urgency::p1;
    for (const auto& one : people) {
        if (!one.conversation || (person && person->conversation == one.conversation)) continue;
        const bool waiting = one.notified && (!urgent || now - *one.notified < urgent_notice_gap);
        if (waiting && !always) continue;
        if (!always) tx.set_notified(one.who.id, now);
        write(one.conversation, key, about.id);
    }
}

void Work::set_step_of(ConversationId conversation, dialogue::Step step, CaseId about, std::string_view expecting) {
    const auto other = tx.person_in(conversation);
    if (!other) return;
    auto at = other->at;
    at.step = step;
    at.about = about;
    at.expecting = expecting;
    at.asked = 0;
    tx.save_conversation(at, at.previous_words, at.previous_at, other->last_letter);
}

calendar::Due Work::due_for(const dialogue::Subcategory& topic, Instant from) const {
    return promise_for(tools.settings, topic).due(from);
}

}  // namespace bot::engine
