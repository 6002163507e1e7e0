// The emergency protocol's pages, presence texts and repeated numbers. Timers here remind and repeat; none of them can
// close or downgrade a case. Source of the times: docs/crisis.md.
#include <algorithm>
#include <set>
#include <fmt/format.h>

#include "engine/apply.hpp"
#include "engine/crisis.hpp"
#include "engine/wording.hpp"
#include "observe/log.hpp"
#include "observe/metrics.hpp"

namespace bot::engine {
namespace {

using dialogue::CaseRef;
using dialogue::CaseView;

constexpr Millis numbers_at[] = {Millis{3 * 60'000}, Millis{10 * 60'000}};
constexpr int presence_texts = 3;

void plan(Work& work, std::string_view kind, CaseId about, int occurrence, Instant due) {
    work.tx.remind(fmt::format("{}/{}/{}", kind, about.value, occurrence), kind, about, occurrence, due);
    work.effects.to_remind = true;
}

// Who is paged when nobody is on the list: everybody who leads, so that somebody hears of it.
std::vector<store::StaffRow> leaders(const Work& work) {
    auto people = work.tx.staff_of_desk("crisis");
    for (auto& one : work.tx.staff_of_desk("duty")) people.push_back(std::move(one));
    for (const auto role : {dialogue::Role::supervisor, dialogue::Role::chair}) {
        for (auto& one : work.tx.staff_of_role(role)) people.push_back(std::move(one));
    }
    return people;
}

// The numbers that help in this kind of danger. Between midnight and six the counselling line may not answer.
std::string numbers_text(const Work& work, const CaseView& about) {
    if (about.subcategory == "emg.accident") return "crisis.numbers_accident";
    if (about.subcategory == "emg.violence" || about.subcategory == "emg.collective") return "crisis.numbers_violence";
    return local_hour(work.tools, work.now) < 6 ? "crisis.numbers_night" : "crisis.numbers_again";
}

}  // namespace

// The list is gone down one person every five minutes, then everybody again and again until one of them accepts.
void page_on_call(Work& work, const CaseView& about, int occurrence) {
    auto list = work.tx.on_call();
    std::erase_if(list, [](const auto& one) { return !one.conversation; });
    const auto turn = static_cast<std::size_t>(occurrence);
    work.paged.push_back(about.id);
    if (list.empty()) {
        list = leaders(work);
        observe::log(observe::Level::error, "crisis_without_on_call", {observe::Field("case", about.id)});
    } else if (turn < list.size()) {
        list = {list[turn]};
    }
    // Somebody may lead and sit at a desk: one page each.
    std::set<std::int64_t> paged;
    int told = 0;
    for (const auto& one : list) {
        if (!paged.insert(one.who.id.value).second) continue;
        const auto key = fmt::format("page/{}/{}/{}", about.id.value, occurrence, one.who.id.value);
        work.write(one.conversation, "staff.page", about.id, {}, false, key);
        ++told;
    }
    work.event(about.id, "paged", std::nullopt, std::nullopt, fmt::format("{}", told));
    observe::count("crisis_pages_total");
    plan(work, page_kind, about.id, occurrence + 1, work.now + work.tools.settings.timing.crisis_page_every);
}

void page_unpaged(Work& work) {
    for (const auto id : work.emergencies) {
        if (std::find(work.paged.begin(), work.paged.end(), id) != work.paged.end()) continue;
        // Planned before: it was paged when it was an emergency for the first time.
        const auto due = work.now + work.tools.settings.timing.crisis_page_every;
        if (work.tx.remind(fmt::format("{}/{}/{}", page_kind, id.value, 1), page_kind, id, 1, due)) page_on_call(work, work.view(CaseRef{id}), 0);
    }
}

void fire_emergency(Work& work, const store::ReminderRow& reminder) {
    const auto about = work.facts.find_case(reminder.about);
    const bool over = !about || !is_open(about->status) || about->handler;
    work.tx.reminder_done(reminder.id, over ? "lapsed" : "done");
    observe::count("reminders_total", over ? "lapsed" : "done");
    if (over) return;
    if (reminder.kind == page_kind) {
        page_on_call(work, *about, reminder.occurrence);
    } else if (reminder.kind == presence_kind) {
        const auto which = reminder.occurrence % presence_texts + 1;
        work.write(about->conversation, fmt::format("crisis.presence_{}", which), about->id);
        plan(work, presence_kind, about->id, reminder.occurrence + 1, work.now + work.tools.settings.timing.presence_every);
    } else if (reminder.kind == numbers_kind) {
        work.write(about->conversation, numbers_text(work, *about), about->id);
    }
}

namespace acts {

void carry_out(Work& work, const dialogue::PageOnCall& act) { page_on_call(work, work.view(act.about), 0); }

void carry_out(Work& work, const dialogue::KeepCompany& act) {
    const auto about = work.view(act.about);
    const auto id = about.id;
    // Begun anew it counts on from the seconds since the case was opened, which no text every so often can have reached: no
    // occurrence comes twice.
    const auto since = std::chrono::duration_cast<std::chrono::seconds>(work.now - about.opened).count();
    plan(work, presence_kind, id, static_cast<int>(since) + 1, work.now + work.tools.settings.timing.presence_every);
    int occurrence = 0;
    for (const auto after : numbers_at) plan(work, numbers_kind, id, ++occurrence, work.now + after);
}

void carry_out(Work& work, const dialogue::FallSilent& act) {
    const auto id = work.resolve(act.about);
    for (const auto kind : {presence_kind, numbers_kind}) work.tx.cancel_reminders(id, kind);
}

void carry_out(Work& work, const dialogue::MarkClosing& act) {
    const auto staff = work.acting_staff();
    const auto about = work.view(CaseRef{act.which});
    if (!work.facts.may_see(*work.person->staff, about)) throw Refused("staff.no_such_case");
    if (!is_open(about.status)) throw Refused("staff.not_open", about.id);
    work.tx.set_closing(about.id, staff);
    work.event(about.id, "closing_proposed");
    // Other matters that were told meanwhile would end with it.
    for (const auto& answer : work.facts.answers(about.id)) {
        if (answer.field == "other_matter") work.write(work.person->conversation, "staff.other_matter", about.id, {{"words", answer.value}});
    }
    // Whoever may be the second hears that they are waited for.
    std::set<std::int64_t> told{staff.value};
    auto others = work.tx.on_call();
    for (auto& one : work.people_of("crisis")) others.push_back(std::move(one));
    for (const auto& one : others) {
        if (one.conversation && told.insert(one.who.id.value).second) work.write(one.conversation, "staff.close_too", about.id);
    }
}

}  // namespace acts
}  // namespace bot::engine
