// What a handler wants to happen. Values only: the engine applies them inside the message's transaction.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dialogue/turn.hpp"
#include "text/said_day.hpp"

namespace bot::dialogue {

// A case that exists, or the n-th one this decision opens.
struct CaseRef {
    CaseId id;
    int opened = -1;
};
inline CaseRef just_opened(int index = 0) { return CaseRef{{}, index}; }

using Values = std::vector<std::pair<std::string, std::string>>;

enum class To { sender, member_of_case };

// A text to be said, by key; the words are in templates/messages. For a draft about a case the engine adds the
// values number, topic, desk, due, handler, status and query_code.
struct Draft {
    std::string key;
    Values values;
    std::vector<Choice> choices;      // in addition to the message's own
    std::optional<CaseRef> about;
    To to = To::sender;
    std::vector<Draft> lines = {};    // rendered one by one and joined into the value `lines`
};

// A staff member's internal remark. A type of its own, never convertible to a Draft: it cannot reach a member.
class NoteText {
public:
    explicit NoteText(std::string words) : words_(std::move(words)) {}
    const std::string& for_staff_only() const { return words_; }

private:
    std::string words_;
};

struct OpenCase {
    std::string subcategory;
    Urgency urgency = Urgency::p2b;
    bool held = false;          // waits for consent
    bool sure = true;
    std::optional<CaseId> split_from;
    std::vector<std::string> considered = {};  // other sub-categories it might be, best first
};
struct AddWords { CaseRef to; InboxId words = {}; };              // this message (or an earlier one) belongs to the case
struct RecordAnswer { CaseRef to; std::string field; std::string value; };
struct Register { CaseRef which; };                               // consent given, or a person takes over
struct MoveTopic { CaseRef which; std::string subcategory; bool by_staff = false; bool sure = true; };
struct ChangeStatus { CaseRef which; CaseStatus to; std::string reason; };
struct NotifyDesk { CaseRef about; std::string key; bool always = false; };  // always: not folded into one notice
struct Worry { CaseRef about; };                                  // a person reads it, consent or not: it may be a cry for help
struct WantPerson { CaseRef about; };                             // the member wishes to talk to somebody; reminds until somebody did
struct PageOnCall { CaseRef about; };                             // first page now, then every five minutes
struct KeepCompany { CaseRef about; };                            // presence texts until a person is there
struct FallSilent { CaseRef about; };                             // no presence texts any more; people are called on
struct SetIdentity { CaseRef which; IdentityMode mode; };
struct RecordConsent { enum class What { agreed, ask_only, withdrawn } what; };
struct ShowedNotice {};
struct SetLanguage { Language language; };
struct SetBroadcasts { bool on; };
struct SetShift { bool by_night; };                               // nothing unasked while they sleep
struct SendExport {};
struct EraseMember {};
struct RateCase { CaseRef which; std::optional<bool> solved; std::optional<int> satisfied; };
struct MarkUrged { CaseRef which; };
struct Join { std::string code; };                                // an invitation code was said

// Staff acts. The engine checks each of them again: role, desk, restriction, state.
struct Take { CaseId which; };
struct ReplyToMember { CaseId which; std::string words; };
struct TransferCase { CaseId which; std::string desk; std::string reason; StaffId to = {}; };  // `to`: a colleague of the same desk
struct RefuseTransfer { CaseId which; std::string reason; };
struct NotMet { std::string reason, rule, other_way; };           // without these three "not met" is no answer
struct FinishCase { CaseId which; std::string outcome; std::string words; std::optional<NotMet> why = {}; };  // met, partly, not_met
struct FollowUp { CaseId which; bool good = true; std::string words; };  // a person asked the member: solved, or not
struct Contacted { CaseId which; std::string words; };            // a person was in touch with the member outside this chat
struct AddNote { CaseId which; NoteText words; };
struct ReleaseMember { CaseId which; };                           // the person steps back, the bot speaks again
struct LookedAt { CaseId which; };                                // reading is recorded and shown to the member
struct RelayToHandler { CaseRef about; };                         // this message goes to the person in charge
struct ResendDead {};                                             // letters that could not be sent are tried again
struct ShowCandidate { CaseId which; };                           // masked words were shown: recorded like a look
struct Learn { CorrectionId which; };                             // a second person approves
struct LeaveOut { CorrectionId which; };
struct AskHold { CaseId which; std::string reason; text::SaidDay until; };  // court, arbitration, hospital, authority, member
struct AskExtension { CaseId which; text::SaidDay until; std::string words; };
struct DecideDeferral { CaseId which; bool granted = false; std::string words; };  // of a hold or an extension that was asked for
struct ResumeCase { CaseId which; };
// What representatives and group leaders answer; none of it moves the matter.
struct SeatAnswer { CaseId which; enum class What { contacted, help, solved } what; std::string words; };
struct SeatPass { CaseId which; enum class To { desk, leader } to; };
struct SeatLater { CaseId which; enum class When { tomorrow, thursday, monday } when; };
struct AskHelp { CaseId which; std::string whom; std::optional<text::SaidDay> until; std::string words; };  // a colleague or a desk
struct HelpDone { CaseId which; std::string words; };
struct TellProgress { CaseId which; std::string words; };         // the member hears how it stands
struct MergeCase { CaseId which; CaseId into; };                  // of the same member
struct UnmergeCase { CaseId which; };
struct SplitCase { CaseId which; std::string words; };            // another matter gets a case of its own
struct CheckedIn { CaseId which; std::string words; };            // after an emergency, or a withdrawal: somebody asked how it is
struct ConfirmTopic { CaseId which; };                            // a person says that the topic is right
struct MakePromise { CaseId which; text::SaidDay until; std::string words; };
struct KeepPromise { CaseId which; };
struct DutyDone { std::int64_t task = 0; };
struct ConfirmHandOver { std::int64_t protocol = 0; };

// Legal periods: named by their place in the list that the case's topic gives, from 1 on; 0: the only one that runs.
struct ListClocks { CaseId which; };
struct SetClock { CaseId which; int nth = 0; text::SaidDay from; };
struct EndClock { CaseId which; int nth = 0; bool met = true; std::string reason; };

// Letters to many: whoever leads asks, another one confirms. The first word may name a unit.
struct ProposeBroadcast { std::string words; };
struct ConfirmBroadcast { std::int64_t which = 0; };

struct MarkClosing { CaseId which; };                             // crisis: first of two people says it may be closed

using Effect = std::variant<OpenCase, AddWords, RecordAnswer, Register, MoveTopic, ChangeStatus, NotifyDesk, Worry, WantPerson,
                            PageOnCall, KeepCompany, FallSilent, SetIdentity, RecordConsent, ShowedNotice, SetLanguage, SetBroadcasts, SetShift, SendExport,
                            EraseMember, RateCase, MarkUrged, Join, Take, ReplyToMember, TransferCase, RefuseTransfer,
                            FinishCase, AddNote, ReleaseMember, LookedAt, RelayToHandler, MarkClosing, ResendDead,
                            ShowCandidate, Learn, LeaveOut, FollowUp, Contacted, AskHold, AskExtension, DecideDeferral, ResumeCase,
                            SeatAnswer, SeatPass, SeatLater, AskHelp, HelpDone, TellProgress, MergeCase, UnmergeCase, SplitCase,
                            CheckedIn, ConfirmTopic, MakePromise, KeepPromise, DutyDone, ConfirmHandOver, ProposeBroadcast, ConfirmBroadcast,
                            ListClocks, SetClock, EndClock>;

// Where the conversation stands afterwards.
struct Next {
    Step step = Step::idle;
    std::optional<CaseRef> about;
    std::string expecting;
    int asked = 0;
};

struct Decision {
    std::vector<Effect> effects;  // applied in order, before the drafts are rendered
    std::vector<Draft> drafts;
    std::optional<Next> next;     // nothing: the conversation stays where it is

    template <class E>
    Decision& effect(E one) {
        effects.emplace_back(std::move(one));
        return *this;
    }
    Decision& say(std::string key, std::optional<CaseRef> about = std::nullopt, Values values = {},
                  std::vector<Choice> choices = {}) {
        drafts.push_back({std::move(key), std::move(values), std::move(choices), about, To::sender, {}});
        return *this;
    }
    Decision& then(Step step, std::optional<CaseRef> about = std::nullopt, std::string expecting = {}, int asked = 0) {
        next = Next{step, about, std::move(expecting), asked};
        return *this;
    }
};

class Handler {
public:
    virtual ~Handler() = default;
    virtual Decision handle(const Turn& turn, const Facts& facts) const = 0;
};

}  // namespace bot::dialogue
