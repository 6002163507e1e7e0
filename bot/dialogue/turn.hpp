// One message with all that a handler may know about it, and the questions it may put to the store.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/case.hpp"
#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/message.hpp"
#include "dialogue/catalogue.hpp"
#include "dialogue/reading.hpp"

namespace bot::dialogue {

// Where a conversation stands. Stored by its code, see to_code.
enum class Step {
    idle,
    consent,       // a held matter waits for 1 (agree), 2 (ask only) or 人工
    form,          // a question of the sub-category's form is open; `expecting` is the field
    menu,          // a numbered menu is open; `expecting` lists sub-categories
    split,         // two matters in one message; `expecting` is the second one's sub-category
    attach,        // does this belong to the open case?
    confirm,       // staff say it is done: is it solved?
    rate,          // how satisfied, 1–5
    withdraw,      // sure to withdraw?
    erase,         // sure to delete everything?
    desk,          // a colleague was asked for what an order lacks; `expecting` holds the order
    human,         // a person has taken over; the bot is silent
    seat,          // a representative may answer a letter by a digit; `expecting` is what is asked, and the case's row
    crisis_safe,   // emergency: "are you safe right now?" was asked
    crisis_where,  // "where are you?" was asked
    crisis_who,    // "is anyone with you?" was asked
    crisis_wait,   // everything asked; the line is kept open until a person is there
};

std::string_view to_code(Step step);
Step step_of(std::string_view code);  // unknown codes read as idle
inline bool in_crisis(Step step) { return step >= Step::crisis_safe; }

// What an idle conversation expects after a colleague wrote to the member.
constexpr std::string_view answer_to_colleague = "answer";

// What a colleague's conversation expects behind an acceptance: of an ordinary matter perhaps a line for the member, with
// somebody in danger nothing but lines for them.
constexpr std::string_view just_accepted = "accepted";
constexpr std::string_view live_talk = "live";
constexpr Millis live_talk_lasts{30LL * 60 * 1000};  // since the colleague's last line

struct Conversation {
    ConversationId id;
    Step step = Step::idle;
    CaseId about;            // the case talked about, if any
    std::string expecting;   // what the step waits for
    int asked = 0;           // clarifying questions asked about `about`
    InboxId previous_words;  // the message before this one
    Instant previous_at{};   // when it came
};

inline bool talks_live(const Conversation& at, Instant now) {
    return at.step == Step::desk && at.expecting == live_talk && now - at.previous_at <= live_talk_lasts;
}

struct Member {
    MemberId id;
    Language language = Language::zh_hans;
    bool consented = false;  // to the current version of the notice
    bool ask_only = false;   // chose to ask without registering
    bool notice_shown = false;
    bool first_contact = false;
    std::string preferred_name;
};

enum class Role { staff, representative, group_leader, supervisor, chair };

// They speak for a constituency and handle nothing: what they may see comes from their seat, not from a desk.
inline bool represents(Role role) { return role == Role::representative || role == Role::group_leader; }

std::string_view to_code(Role role);
std::optional<Role> role_of(std::string_view code);

struct StaffMember {
    StaffId id;
    std::string name;
    Role role = Role::staff;
    std::string desk;
    bool on_call = false;
};

constexpr int reported_to_chair = 4;  // CaseView::escalation

struct CaseView {
    CaseId id;
    std::int64_t number = 0;  // with its check digit
    std::string subcategory;
    std::string desk;
    Urgency urgency = Urgency::p2b;
    CaseStatus status = CaseStatus::held;
    IdentityMode identity = IdentityMode::named;
    bool restricted = false;
    bool sure = true;             // false: a person must confirm the sub-category
    MemberId member;
    ConversationId conversation;
    StaffId handler;
    std::string handler_name;     // empty while nobody has accepted it
    StaffId first_contact;
    StaffId closing;              // crisis: the first of the two people who close it
    Instant opened{};
    std::optional<Instant> due;
    std::optional<Instant> started;    // from when on the present limit counts: registered, or reopened
    std::optional<Instant> contacted;  // when a person was first in touch with the member
    std::optional<Instant> answered;   // when the outcome was sent
    std::optional<Instant> urged;
    std::string outcome;               // code: met, partly, not_met; empty before
    int reopened = 0;
    int returned = 0;
    int round = 0;       // a new due date begins a new round of reminders; below 0: none planned yet
    int escalation = 0;  // 0 nobody, 1 supervisor told, 2 urged (催办), 3 supervised (督办), 4 chair
};

struct Line {  // of a case's history, for whoever may read it
    Instant at{};
    std::string kind;   // code: said, replied, note, assigned, …
    std::string who;    // member, bot, or a staff member's name
    std::string text;   // the words, empty where there are none
};

struct Answer {
    std::string field;
    std::string value;
};

// What a representative or group leader hears of the constituency.
struct Constituency {
    bool seated = false;            // has an active seat
    std::vector<CaseView> open;     // named matters, due first
    std::optional<int> sealed;      // how many others there are; nothing where so few work that a number would tell who
};

// A duty that fell to a seat and is not done.
struct DutyTask {
    std::int64_t number = 0;  // with its check digit
    Wording name;
    Instant due{};
};

// A corrected matter whose words might teach the router. Worked out anew each time it is asked for: the words stay where
// they are until a second person approves.
struct Candidate {
    CorrectionId id;
    CaseId about;
    StaffId corrected_by;
    std::string masked;       // the member's words without what tells who is meant
    std::string subcategory;
    std::string urgency;      // as the examples say it: normal, urgent
    std::string language;     // zh, en
};

// What a colleague promised a member and has not done yet.
struct PromiseView {
    CaseId about;
    std::string by;
    std::string words;
    Instant due{};
};

// What a handler may ask of the store. Reads only; all within the message's own transaction.
class Facts {
public:
    virtual ~Facts() = default;
    virtual const Catalogue& catalogue() const = 0;
    virtual Word word(std::string_view text) const = 0;  // of words.toml, for a part of a message
    virtual std::vector<CaseView> cases_of(MemberId member, std::size_t most) const = 0;  // newest first
    virtual std::optional<CaseView> find_case(CaseId id) const = 0;
    virtual std::optional<CaseView> find_by_code(const std::string& query_code) const = 0;  // an anonymous member's code
    virtual std::vector<Answer> answers(CaseId id) const = 0;
    // Legal periods that run for it, a sentence each: for the member the date to keep to, for staff both dates.
    virtual std::vector<std::string> clocks(CaseId id, Language language, bool to_staff) const = 0;
    virtual CaseId merged_into(CaseId id) const = 0;  // the member's other case in which this one goes on
    // What it might have been besides, when it was opened: sub-categories, best first.
    virtual std::vector<std::string> considered(CaseId id) const = 0;
    virtual std::vector<Line> history(CaseId id, std::size_t most) const = 0;  // newest last
    virtual std::vector<CaseView> queue(const StaffMember& staff, std::size_t most) const = 0;  // due first
    virtual std::vector<PromiseView> promises(const StaffMember& staff, std::size_t most) const = 0;  // due first
    virtual Constituency constituency(const StaffMember& staff) const = 0;
    // The group leader nearest to the matter who could follow it, besides this person.
    virtual std::optional<std::string> leader_for(const StaffMember& staff, const CaseView& about) const = 0;
    virtual std::vector<DutyTask> duties(const StaffMember& staff) const = 0;  // due first
    virtual std::vector<std::pair<std::string, Wording>> desks() const = 0;
    virtual std::vector<std::pair<Instant, std::string>> readers_of(CaseId id) const = 0;  // staff who looked at it
    // Open matters of whoever else that say the same, the newest first. For staff alone: members are never shown one another.
    virtual std::vector<CaseView> same_matter(const CaseView& about, std::size_t most) const = 0;
    virtual bool anyone_on_call() const = 0;
    // Open candidates about matters this person may see, oldest first.
    virtual std::vector<Candidate> candidates(const StaffMember& staff, std::size_t most) const = 0;
    virtual std::optional<Candidate> find_candidate(const StaffMember& staff, CorrectionId id) const = 0;
    // May this person read the case at all? Restricted cases are for their desk and the on-call list only.
    // An active colleague of the case's desk by name; none for the one who asks.
    virtual std::optional<StaffId> colleague(const StaffMember& staff, const CaseView& about, const std::string& name) const = 0;
    virtual bool may_see(const StaffMember& staff, const CaseView& about) const = 0;
};

struct Turn {
    Member member;
    std::optional<StaffMember> staff;
    Conversation at;
    const Inbound& said;
    const Reading& reading;
    Instant now{};
    int local_hour = 12;   // 0..23 in the union's zone
    Millis quiet_window{90'000};
    double sure_threshold = 0.60;    // of the best guess: from here on it is acted upon, below the member is asked
    double likely_threshold = 0.15;  // … from here on with the likeliest to choose from, below for another word
};

}  // namespace bot::dialogue
