// Effects on the member: consent, language, export, erasure, joining as staff.
#include <fmt/format.h>

#include "engine/apply.hpp"
#include "engine/wording.hpp"

namespace bot::engine::acts {
namespace {

constexpr std::size_t exported_cases = 50;
constexpr std::size_t exported_lines = 200;

}  // namespace

void carry_out(Work& work, const dialogue::RecordConsent& act) {
    using What = dialogue::RecordConsent::What;
    auto& person = *work.person;
    switch (act.what) {
        case What::agreed:
            work.tx.set_consent(person.member, notice_version, false, "agreed", work.now);
            person.consent_version = notice_version;
            break;
        case What::ask_only: work.tx.set_consent(person.member, 0, true, "ask_only", work.now); break;
        case What::withdrawn:
            work.tx.set_consent(person.member, 0, false, "withdrawn", work.now);
            work.tx.set_broadcasts(person.member, false);
            work.tx.remove_lessons_of(person.member);
            work.tx.forget_likenesses(person.member);  // nor counted with others any more
            break;
    }
}

void carry_out(Work& work, const dialogue::ShowedNotice&) {
    work.tx.set_notice_shown(work.person->member, notice_version);
}

void carry_out(Work& work, const dialogue::SetLanguage& act) {
    work.tx.set_language(work.person->member, act.language);
    work.person->language = act.language;
}

void carry_out(Work& work, const dialogue::SetShift& act) { work.tx.set_shift(work.person->member, act.by_night ? "night" : "day"); }
void carry_out(Work& work, const dialogue::SetBroadcasts& act) { work.tx.set_broadcasts(work.person->member, act.on); }

// Own data only: each matter with the member's own words and the answers given to the member.
void carry_out(Work& work, const dialogue::SendExport&) {
    const auto cases = work.facts.cases_of(work.person->member, exported_cases);
    const auto language = work.person->language;
    work.say({"export.head", {{"count", fmt::format("{}", cases.size())}}, {}, std::nullopt, dialogue::To::sender, {}});
    for (const auto& one : cases) {
        dialogue::Draft sheet{"export.case", {{"opened", moment(work.tools, language, one.opened)}}, {},
                              dialogue::CaseRef{one.id}, dialogue::To::sender, {}};
        for (const auto& line : work.facts.history(one.id, exported_lines)) {
            // Erased words leave an empty line behind.
            if ((line.kind != "said" && line.kind != "replied") || line.text.empty()) continue;
            sheet.lines.push_back({line.kind == "said" ? "export.said" : "export.replied",
                                   {{"at", std::to_string(to_ms(line.at))}, {"text", line.text}}, {}, std::nullopt,
                                   dialogue::To::sender, {}});
        }
        work.say(sheet);
        work.event(one.id, "exported");
    }
    work.tx.audit(work.now, fmt::format("m{}", work.person->member.value), "export", CaseId{},
                  fmt::format("{}", cases.size()));
}

void carry_out(Work& work, const dialogue::EraseMember&) {
    auto& person = *work.person;
    const auto erased = work.tx.erase_member(person.member, work.now);
    work.effects.to_remove.insert(work.effects.to_remove.end(), erased.files.begin(), erased.files.end());
    person.consent_version = 0;
    person.notice_version = 0;
    work.tx.audit(work.now, fmt::format("m{}", person.member.value), "erase", CaseId{},
                  fmt::format("{} {}", erased.messages, erased.kept_cases));
    work.say({erased.kept_cases > 0 ? "erase.done_some_kept" : "erase.done",
              {{"messages", fmt::format("{}", erased.messages)}, {"kept", fmt::format("{}", erased.kept_cases)}}, {},
              std::nullopt, dialogue::To::sender, {}});
}

namespace {

// Codes have ten characters of thirty-one; a few guesses an hour find none in any union's lifetime.
constexpr int wrong_codes_an_hour = 5;
constexpr Millis an_hour{3'600'000};

void say_plainly(Work& work, const char* key, dialogue::Values values = {}) {
    work.say({key, std::move(values), {}, std::nullopt, dialogue::To::sender, {}});
}

void welcome_staff(Work& work, StaffId staff) {
    work.person = work.tx.person_in(work.person->conversation);
    work.tx.audit(work.now, fmt::format("s{}", staff.value), "join", CaseId{}, "");
    const auto& who = *work.person->staff;
    std::string desk = who.desk;
    for (const auto& one : work.tools.settings.desks) {
        if (one.key == who.desk) desk = one.name.in(work.person->language);
    }
    say_plainly(work, "join.welcome", {{"desk", desk}});
}

// A code of the roster. False: it opens nothing, and counts as wrong.
bool verify_member(Work& work, RosterId person, const store::MemberCode& code) {
    const auto member = work.person->member;
    const auto holder = work.tx.linked_member(person);
    if (holder && holder != member) {
        // Whoever has the code knows the number: somebody else was first, and only a person can tell who is right.
        say_plainly(work, "join.taken");
        work.tx.audit(work.now, fmt::format("m{}", member.value), "verify_taken", CaseId{}, fmt::format("{}", person.value));
        return true;
    }
    const auto mine = work.tx.linked_person(member);
    if (mine && mine != person) {
        say_plainly(work, "join.other_number");
        return true;
    }
    if (!holder && (code.used || code.expires <= work.now)) return false;
    const auto who = work.tx.roster_person(person);
    if (!who || !who->listed) return false;
    if (!holder) {
        work.tx.link(person, member, work.now);
        work.tx.audit(work.now, fmt::format("m{}", member.value), "verify", CaseId{}, fmt::format("{}", person.value));
    }
    const auto unit = work.tx.unit(who->unit);
    say_plainly(work, "join.verified", {{"unit", unit ? unit->name : ""}});
    return true;
}

}  // namespace

// The same word serves invitations of staff and codes of members; which it was, only the store can tell.
void carry_out(Work& work, const dialogue::Join& act) {
    const auto conversation = work.person->conversation;
    if (work.tx.wrong_codes(conversation, work.now - an_hour) >= wrong_codes_an_hour) return say_plainly(work, "join.too_many");
    const auto hash = code_hash(act.code);
    if (const auto staff = work.tx.use_invitation(hash, conversation, work.now)) return welcome_staff(work, *staff);
    const auto code = work.tx.member_code(hash);
    if (code && verify_member(work, code->person, *code)) return;
    work.tx.note_wrong_code(conversation, work.now, work.now - an_hour);
    say_plainly(work, "join.bad_code");
}

}  // namespace bot::engine::acts
