// What the store gives and takes, as plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/case.hpp"
#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/message.hpp"
#include "dialogue/turn.hpp"

namespace bot::store {

// Everything a turn needs to know about its sender, read with one query.
struct Person {
    MemberId member;
    ConversationId conversation;
    AccountId account;
    std::string account_key;
    std::string platform;
    std::string external_id;
    Language language = Language::zh_hans;
    int notice_version = 0;
    int consent_version = 0;
    bool ask_only = false;
    std::string preferred_name;
    bool reachable = true;
    CaseId last_case;
    std::optional<dialogue::StaffMember> staff;
    dialogue::Conversation at;
    LetterId last_letter;
};

struct NewInbound {
    AccountId account;
    std::string_view platform_message_id;
    ConversationId conversation;
    InboxId previous;
    Instant at{};
    std::string_view kind;
    std::string_view text;
};

struct NewCase {
    MemberId member;
    ConversationId conversation;
    CaseId previous;
    std::string_view subcategory;
    std::string_view desk;
    std::string_view urgency;
    CaseStatus status = CaseStatus::held;
    dialogue::IdentityMode identity = dialogue::IdentityMode::named;
    bool restricted = false;
    bool sure = true;
    CaseId split_from;
    Instant opened{};
    std::optional<Instant> registered;
    std::optional<Instant> due;
    bool due_verified = true;
};

struct NewEvent {
    CaseId about;
    Instant at{};
    std::string_view actor;  // member, bot, staff, timer
    StaffId staff;
    std::string_view kind;
    std::optional<CaseStatus> from;
    std::optional<CaseStatus> to;
    InboxId words;
    std::string_view detail;
};

enum class LetterState { kept, pending, sent, dead, unreachable, dropped };

// When somebody works: what they said ("night", "day" or nothing), and what the list of members says, in its own words.
struct Shift {
    std::string said;
    std::string listed;
};

struct NewLetter {
    ConversationId conversation;
    LetterId previous;
    CaseId about;
    std::string_view key;  // of the message in templates/messages
    std::string_view body;
    std::string choices;   // see pack_choices
    LetterState state = LetterState::kept;
    Instant at{};
    Instant not_before{};  // its reader sleeps until then
    std::optional<std::string> idempotency_key;
    bool quotes = false;   // repeats a member's words to somebody else
};

struct LetterOutcome {
    LetterId letter;
    LetterState state = LetterState::sent;  // pending: try again at next_at
    Instant next_at{};
    Instant at{};
    std::string outcome;  // code
    std::string reason;   // code
    std::string platform_message_id;
};

struct AttachmentRow {
    AttachmentId id;
    InboxId words;
    ConversationId conversation;
    std::string account_key;
    Media media;
    int tries = 0;
};

// One entry of a conversation as its owner sees it: a message of theirs, or a letter to them.
struct Entry {
    bool mine = false;
    bool by_person = false;  // of the letters: a colleague's own words, not the bot's
    std::int64_t id = 0;  // inbox or letter row
    Instant at{};
    std::string text;
    std::vector<Choice> choices;
    std::string client_id;            // the platform's message id of the member's own message
    std::vector<std::string> photos;  // hashes
};

struct ReminderRow {
    ReminderId id;
    std::string kind;
    CaseId about;
    int occurrence = 0;
    Instant due{};
};

// A reminder of this kind tells staff that a letter could not be sent.
constexpr std::string_view dead_letter_kind = "letter_dead";
// … and one of this kind that the letter with a case's outcome was delivered.
constexpr std::string_view answer_arrived_kind = "answer_arrived";

struct StaffRow {
    dialogue::StaffMember who;
    bool active = true;
    ConversationId conversation;  // none until the invitation was used
    std::optional<Instant> notified;
    int on_call_position = 0;     // 0: not on the list
};

// A correction that nobody has decided on, with the words it points at.
struct CorrectionRow {
    CorrectionId id;
    CaseId about;
    StaffId by;
    std::string words;
    std::string from;
    std::string to;
};

// Masked words that two people let the router learn from. `day` is YYYY-MM-DD.
struct LessonRow {
    LessonId id;
    std::string text;
    std::string subcategory;
    std::string urgency;
    std::string language;
    std::string day;
};

// What an open matter is alike to, as numbers.
struct LikenessRow {
    Instant at{};
    std::optional<std::int64_t> unit;
    std::int64_t place = 0;  // the number in the name of the place; 0: none
    std::vector<std::uint32_t> keys;
    std::string sketch;  // empty: the words said too little
    bool operator==(const LikenessRow&) const = default;
};

// Another matter that was met under one of the keys.
struct OtherLikeness {
    CaseId about;
    Instant at{};
    std::optional<std::int64_t> unit;
    std::int64_t place = 0;
    std::string sketch;
    MemberId member;
    std::string desk;
    std::string subcategory;
    dialogue::Urgency urgency = dialogue::Urgency::p2b;
    bool restricted = false;
    IssueId issue;  // none: not linked
};

// Matters that say the same; suggested as an issue, 共性问题, when enough members are in it.
struct IssueRow {
    IssueId id;
    std::string subcategory;
    std::string desk;
    std::optional<std::int64_t> unit;
    std::optional<Instant> suggested;   // none: not enough members yet
    std::optional<Instant> collective;
};

struct IssueCase {
    CaseId about;
    MemberId member;
    Instant at{};
    std::optional<std::int64_t> unit;
};

// Choices as one text column: label US say, joined by RS (ASCII control characters that no label may hold).
std::string pack_choices(const std::vector<Choice>& choices);
std::vector<Choice> unpack_choices(std::string_view packed);

std::string_view to_code(LetterState state);
std::string_view to_code(dialogue::Urgency urgency);  // "P0" … "P3"
dialogue::Urgency urgency_of(std::string_view code);
std::string_view to_code(dialogue::IdentityMode mode);
dialogue::IdentityMode identity_of(std::string_view code);
std::string_view to_code(Language language);  // "zh-Hans", "en"
Language language_of(std::string_view code);

}  // namespace bot::store
