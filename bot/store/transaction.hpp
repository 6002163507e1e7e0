// The named operations on the store. A Snapshot only reads; a Transaction also writes and is handed to a unit of work,
// which runs whole or not at all. Both may throw sqlite::SqlError; the store catches it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/desk_rows.hpp"
#include "store/rates_rows.hpp"
#include "store/roster_rows.hpp"
#include "store/rows.hpp"

namespace bot::store {

namespace sqlite {
class Connection;
}

class Snapshot {
public:
    explicit Snapshot(sqlite::Connection& connection) : db_(connection) {}

    // People
    std::optional<AccountId> account(std::string_view key) const;
    std::optional<Person> person(AccountId account, std::string_view external_id) const;
    std::optional<Person> person_in(ConversationId conversation) const;

    // Cases
    std::optional<dialogue::CaseView> find_case(CaseId id) const;
    std::vector<dialogue::CaseView> cases_of(MemberId member, std::size_t most) const;  // newest first
    std::vector<dialogue::Answer> answers(CaseId id) const;
    std::vector<dialogue::Line> history(CaseId id, std::size_t most) const;             // oldest first, the last `most`
    // When it was opened, registered and reopened: what its due date may be counted from, the newest first.
    std::vector<Instant> counted_from(CaseId id) const;
    std::string opened_as(CaseId id) const;  // the detail of the event "opened"; empty when there is none
    std::vector<std::pair<Instant, std::string>> readers_of(CaseId id) const;
    std::vector<dialogue::CaseView> desk_queue(std::string_view desk, std::size_t most) const;  // due first
    std::vector<CaseId> held_before(Instant limit, std::size_t most) const;
    std::optional<CaseId> case_by_query_code(std::string_view code_hash) const;
    std::vector<CaseId> cases_unplanned(std::size_t most) const;  // open ones whose reminders nobody planned yet

    std::vector<DeferralRow> deferrals(CaseId about) const;  // oldest first
    std::vector<TaskRow> tasks(CaseId about) const;          // oldest first
    std::vector<Instant> event_times(CaseId about, std::string_view kind) const;  // when it was written into the history, oldest first
    CaseId merged_into(CaseId about) const;
    std::vector<PromiseRow> promises_of(CaseId about) const;        // oldest first
    std::vector<PromiseRow> promises_open(std::size_t most) const;  // not kept yet, due first
    PromiseCounts promises_due(Instant from, Instant to) const;     // in [from, to)

    // The message that has this platform id, when it was taken before.
    std::optional<std::pair<InboxId, Instant>> find_inbound(AccountId account, std::string_view platform_message_id) const;

    std::optional<std::string> words(InboxId message) const;  // nothing once they were erased

    // Conversation as its owner sees it: entries older than `before` (or newer than `after`), oldest first
    std::vector<Entry> entries_before(ConversationId conversation, std::int64_t before, std::size_t most) const;
    std::vector<Entry> entries_after(ConversationId conversation, std::int64_t after, std::size_t most) const;
    std::optional<Media> kept_photo(ConversationId conversation, std::string_view sha256) const;

    // The same thing said by many
    std::optional<LikenessRow> likeness(CaseId id) const;
    std::vector<std::string> first_words(CaseId id, std::size_t most) const;
    // Matters under any of the keys, the newest first; of the days between the two moments. The first keys come first where
    // there are too many.
    std::vector<CaseId> met_under(const std::vector<std::uint32_t>& keys, Instant from, Instant to) const;
    std::optional<OtherLikeness> other_likeness(CaseId id) const;
    IssueId issue_of(CaseId id) const;
    std::optional<IssueRow> issue(IssueId id) const;
    std::vector<IssueCase> issue_cases(IssueId id, std::size_t most) const;  // open ones, newest first
    bool issue_noticed(IssueId id, std::string_view threshold, std::int64_t window) const;

    // Outbox and media
    std::vector<Letter> due_letters(Instant now, std::size_t most) const;
    std::optional<Instant> next_letter_at() const;
    std::vector<Letter> dead_letters(std::size_t most) const;
    std::vector<AttachmentRow> wanted_attachments(Instant now, std::size_t most) const;
    std::optional<Instant> next_attachment_at() const;

    // Reminders
    std::vector<ReminderRow> due_reminders(Instant now, std::size_t most) const;
    std::optional<Instant> next_reminder_at() const;

    // What the router may learn from. A correction is open while nobody decided, its words are there, the member agrees to
    // this version of the notice, and the matter is neither restricted nor an emergency; oldest first, ids above `after`.
    std::vector<CorrectionRow> open_corrections(int notice_version, CorrectionId after, std::size_t most) const;
    std::vector<LessonRow> lessons() const;

    // Staff
    std::vector<StaffRow> staff() const;
    std::vector<StaffRow> staff_of_desk(std::string_view desk) const;     // active and reachable in a chat
    std::vector<StaffRow> staff_of_role(dialogue::Role role) const;       // same
    std::optional<StaffRow> staff_member(StaffId id) const;
    std::vector<StaffRow> on_call() const;  // in paging order
    bool anyone_on_call() const;            // on the list and reachable in a chat
    std::optional<std::string> setting(std::string_view key) const;

    // Units, people and seats, as the union's lists say
    std::vector<UnitRow> units() const;
    std::optional<UnitRow> unit(UnitId id) const;
    std::optional<UnitRow> unit_named(std::string_view code) const;
    std::optional<RosterRow> roster_person(RosterId id) const;
    std::optional<RosterRow> roster_person(std::string_view number) const;
    std::vector<std::pair<RosterId, std::string>> listed_people(RosterId after, std::size_t most) const;
    std::vector<SeatRow> seats() const;
    std::optional<SeatRow> seat(SeatId id) const;
    std::optional<SeatRow> seat_like(const SeatRow& seat) const;  // same holder, kind, constituency and first day
    Put would_put(const UnitRow& unit) const;
    Put would_put(const RosterRow& person) const;
    Put would_put(const SeatRow& seat) const;
    std::vector<std::string> unfinished_imports() const;  // kinds of lists

    // Who is who. A person who left, or is in no list any more, is verified nowhere.
    std::optional<MemberCode> member_code(std::string_view code_hash) const;  // compared in constant time
    MemberId linked_member(RosterId person) const;
    RosterId linked_person(MemberId member) const;
    Shift shift_of(ConversationId conversation) const;
    std::optional<RosterRow> verified(MemberId member, Instant at) const;
    int wrong_codes(ConversationId conversation, Instant since) const;

    // Who speaks for whom. A constituency is a unit and all below it.
    std::vector<SeatRow> seats_at(Instant at) const;  // those that give rights then
    std::vector<SeatRow> seats_of(StaffId staff, Instant at) const;
    std::optional<SeatRow> successor(SeatId id) const;
    ConversationId conversation_of(SeatId id) const;  // none: the holder is in no chat
    bool within(UnitId unit, UnitId constituency) const;
    std::vector<UnitId> units_of(UnitId constituency) const;
    std::size_t people_of(UnitId constituency, Instant at, std::size_t most) const;  // in the list, verified or not
    std::vector<Constituent> members_of(UnitId constituency, Instant at, std::size_t most) const;
    // Of at most so many members; due first.
    std::vector<dialogue::CaseView> open_cases_of(UnitId constituency, Instant at, std::size_t most_members,
                                                  std::size_t most) const;

    // Limits that fell into [from, to) and how they were kept, by group; sealed ones apart.
    std::vector<RateRow> rates(Instant from, Instant to, RatesBy by) const;

    // Counting, for tests and the administrator
    std::int64_t count(std::string_view query) const;  // a query named count_…

    sqlite::Connection& connection() const { return db_; }

protected:
    sqlite::Connection& db_;
    // The matter read last: a turn asks for the same one several times. Forgotten at every change of a matter.
    mutable std::optional<dialogue::CaseView> last_case_;
};

// What the writing lane keeps between units so that it need not be read again. Restored when a unit is rolled back.
struct LaneState {
    std::string audit_hash;
    bool audit_known = false;
    std::int64_t next_entry = 0;  // 0: not read yet
    std::map<std::string, AccountId, std::less<>> accounts;
};

class Transaction : public Snapshot {
public:
    enum class Undo { this_unit, whole_batch };  // how far a failing unit takes back what was done
    struct StartAgain {};                        // thrown through the unit; for the lane alone, so no std::exception

    Transaction(sqlite::Connection& connection, LaneState& lane, Undo undo)
        : Snapshot(connection), lane_(&lane), undo_(undo) {
        if (undo_ == Undo::this_unit) lane_before_ = lane;
    }

    // Undoes all that this unit did so far and goes on: for writing down that it failed. Among units that run without a
    // savepoint it does not return: the lane runs the whole batch again, with one.
    void restart();

    // People
    std::optional<AccountId> account(std::string_view key) const;  // asked by every message: read once
    AccountId remember_account(std::string_view key, std::string_view platform);
    Person welcome(AccountId account, std::string_view external_id, Language language, Instant now);
    void set_language(MemberId member, Language language);
    void set_notice_shown(MemberId member, int version);
    void set_consent(MemberId member, int version, bool ask_only, std::string_view act, Instant now);
    void set_broadcasts(MemberId member, bool on);
    void set_shift(MemberId member, std::string_view shift);  // "night", "day"
    // Nothing can be sent there any more; what was still to go waits for `found_again`.
    void lost(ConversationId conversation);
    // They wrote again: what they missed goes out. True when there is something.
    bool found_again(ConversationId conversation, Instant now);
    struct Erased {
        int messages = 0;
        int kept_cases = 0;
        std::vector<std::string> files;  // hashes that nothing refers to any more: remove them after the commit
    };
    Erased erase_member(MemberId member, Instant now);

    // Inbox. Nothing: this message was here before.
    std::optional<InboxId> remember_inbound(const NewInbound& message);
    void file_inbound(InboxId message, CaseId about);
    // `raw`: the platform's own bytes, kept for whoever finds out what went wrong.
    void mark_stuck(InboxId message, std::string_view raw);
    AttachmentId want_attachment(InboxId words, AccountId account, ConversationId conversation, const Media& media,
                                 Instant now);
    void attachment_kept(AttachmentId id, std::string_view sha256, std::string_view mime, std::int64_t bytes);
    void attachment_retry(AttachmentId id, Instant next_at);
    void attachment_failed(AttachmentId id);

    void set_last_letter(ConversationId conversation, LetterId letter);
    void save_conversation(const dialogue::Conversation& at, InboxId last_words, Instant last_at, LetterId last_letter);

    // Cases
    CaseId open_case(const NewCase& one);
    void record(const NewEvent& event);
    void answer(CaseId id, std::string_view field, std::string_view value, InboxId words);
    void register_case(CaseId id, Instant at, Instant due, bool due_verified);
    // Throws std::logic_error for a move that core/lifecycle does not know.
    void set_status(CaseId id, CaseStatus status, Instant at);
    void set_topic(CaseId id, std::string_view subcategory, std::string_view desk, std::string_view urgency,
                   bool restricted, bool sure, std::optional<Instant> due, bool due_verified);
    void set_identity(CaseId id, dialogue::IdentityMode mode, std::optional<std::string> query_code_hash);
    void set_handler(CaseId id, StaffId handler);
    void set_transfer(CaseId id, std::string_view desk, std::optional<std::string> from);
    std::optional<std::string> transferred_from(CaseId id) const;  // the desk before a transfer nobody accepted yet
    void count_return(CaseId id);
    void set_outcome(CaseId id, std::string_view outcome, Instant at);
    void set_rating(CaseId id, std::optional<bool> solved, std::optional<int> satisfied);
    void set_urged(CaseId id, Instant at);
    void set_closing(CaseId id, StaffId first_of_two);
    void reopen(CaseId id, Instant at, Instant due, bool due_verified);
    void set_contacted(CaseId id, Instant at);  // the first time counts
    void begin_round(CaseId id);
    void set_escalation(CaseId id, int level);  // never lower
    void note(CaseId id, StaffId by, std::string_view words, Instant at);
    void correct(CaseId id, std::string_view from, std::string_view to, StaffId by, Instant at);
    enum class Decided { learnt, left_out };
    void decide(CorrectionId id, Decided how);
    LessonId teach(const LessonRow& lesson);  // its id is given by the store
    bool remove_lesson(LessonId id);          // false: there is none
    // Those of this member's matters; only the audit knows which they are.
    int remove_lessons_of(MemberId member);
    // Words, answers and files of a matter that was never agreed to; gives the hashes to remove after the commit.
    std::vector<std::string> forget_held(CaseId id, Instant at);

    // What the rates are counted from: the limit that counts now, or its change. True: it is new or differs.
    bool set_limit(CaseId id, int nth, Instant due, Instant contact_due);
    void limit_accepted(CaseId id, StaffId handler);
    void limit_contacted(CaseId id, Instant at);  // the first time counts
    void limit_replied(CaseId id, Instant at, std::string_view outcome);
    void limit_solved(CaseId id, bool solved);
    void limit_satisfied(CaseId id, int points);
    void limit_extended(CaseId id);
    void limit_withdrawn(CaseId id);  // left out when nobody was in touch yet
    void limit_left_out(CaseId id, bool out);

    // The same thing said by many
    void set_likeness(CaseId id, const LikenessRow& row);
    void remove_likeness(CaseId id);
    void forget_likenesses(MemberId member);  // of all their matters, and their part in issues
    IssueId form_issue(std::string_view subcategory, std::string_view desk, std::optional<std::int64_t> unit, Instant at);
    void join_issues(IssueId gone, IssueId kept);  // `gone` was not suggested yet
    void link_to_issue(CaseId id, IssueId issue, Instant at);
    void unlink_from_issue(CaseId id);
    // False: this threshold was told in this window before.
    bool note_issue_notice(IssueId issue, std::string_view threshold, std::int64_t window, Instant at);
    void set_suggested(IssueId issue, Instant at, std::optional<Instant> collective);  // keeps what was set before

    // What staff arrange: holds and extensions, parts for others, promises
    DeferralId add_deferral(const DeferralRow& one);  // asked for; its id is given by the store
    void set_deferral(const DeferralRow& one);        // what became of it
    void set_due(CaseId id, Instant due, bool verified);
    TaskId add_task(const TaskRow& one);
    void task_done(TaskId id, StaffId by, Instant at);
    void set_merged_into(CaseId id, CaseId into);  // none: not merged any more
    void set_sure(CaseId id);
    PromiseId add_promise(const PromiseRow& one);
    void promise_kept(PromiseId id, Instant at);
    void set_answer_letter(CaseId id, LetterId letter);  // the outcome; whether it arrived decides what comes next

    // Outbox
    LetterId put_letter(const NewLetter& letter);
    // A letter, and those before it, that wait until their reader is awake need not: the reader is.
    void hurry_letters(LetterId last, Instant now);
    void letter_outcome(const LetterOutcome& outcome);
    void retry_letter(LetterId letter, Instant at);

    // Reminders. False: this step was planned before.
    bool remind(std::string_view key, std::string_view kind, CaseId about, int occurrence, Instant due);
    void reminder_done(ReminderId id, std::string_view state);
    void cancel_reminders(CaseId about);
    void cancel_reminders(CaseId about, std::string_view kind);
    void postpone_reminder(ReminderId id, Instant due);

    // Staff
    StaffId add_staff(std::string_view name, dialogue::Role role, std::string_view desk, Instant now);
    void set_staff(StaffId id, dialogue::Role role, std::string_view desk, bool active);
    void invite(StaffId id, std::string_view code_hash, Instant expires);
    std::optional<StaffId> use_invitation(std::string_view code_hash, ConversationId conversation, Instant now);
    void set_notified(StaffId id, std::optional<Instant> at);
    void set_on_call(const std::vector<StaffId>& in_order);
    void set_setting(std::string_view key, std::string_view value);

    // Units, people and seats. Rows are found by code, number, and what makes a seat the same; ids in them are not looked at.
    Put put(const UnitRow& unit);
    Put put(const RosterRow& person);
    Put put(const SeatRow& seat);
    void delist(UnitId unit);
    void delist(RosterId person);  // name, phone and all else is emptied; number, unit and link stay
    void set_seat(SeatId seat, Instant until, SeatState state);
    void begin_import(ListKind kind, Instant at);
    void end_import(ListKind kind, Instant at);  // and those of the kind that were cut off before

    void set_member_code(RosterId person, std::string_view code_hash, Instant expires);
    void link(RosterId person, MemberId member, Instant at);  // uses up the code
    bool unlink(RosterId person);                             // false: was not linked
    void note_wrong_code(ConversationId conversation, Instant at, Instant forget_until);

    // Adds to the chained audit. `actor` and `act` are codes; `detail` never holds a member's words.
    void audit(Instant at, std::string_view actor, std::string_view act, CaseId about, std::string_view detail);

private:
    std::vector<std::string> unused(std::vector<std::string> files) const;
    template <class... V>
    void change_case(std::string_view query, const V&... values);
    std::int64_t next_entry();  // one growing sequence over inbox and letters: a conversation's entries have one order

    LaneState* lane_;
    LaneState lane_before_;
    Undo undo_;
};

// Reads the whole audit again: true when every hash follows from the one before.
bool audit_holds(Snapshot& snapshot);

}  // namespace bot::store
