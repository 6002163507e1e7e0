// Letters, files to fetch, reminders and staff: what the loops and the administrator read and write.
#include "store/sqlite/connection.hpp"
#include "store/transaction.hpp"

namespace bot::store {
namespace {

using sqlite::Running;
using sqlite::Statement;

Letter letter_at(const Statement& row) {
    Letter letter;
    letter.id = LetterId{row.integer(0)};
    letter.conversation = ConversationId{row.integer(1)};
    letter.account = row.text(2);
    letter.recipient = row.text(3);
    letter.text = row.text(4);
    letter.choices = unpack_choices(row.view(5));
    letter.tries = static_cast<int>(row.integer(6));
    return letter;
}

StaffRow staff_row(const Statement& row) {
    StaffRow one;
    one.who.id = StaffId{row.integer(0)};
    one.who.name = row.text(1);
    one.who.role = dialogue::role_of(row.view(2)).value_or(dialogue::Role::staff);
    one.who.desk = row.text(3);
    one.on_call_position = static_cast<int>(row.integer(4));
    one.who.on_call = one.on_call_position > 0;
    one.active = row.integer(5) != 0;
    one.conversation = ConversationId{row.integer(6)};
    if (const auto at = row.maybe_integer(7)) one.notified = from_ms(*at);
    return one;
}

std::vector<StaffRow> staff_rows(Running row) {
    std::vector<StaffRow> rows;
    while (row->step()) rows.push_back(staff_row(*row));
    return rows;
}

std::optional<Instant> instant_of(Running row) {
    if (!row->step()) return std::nullopt;
    const auto at = row->maybe_integer(0);
    if (!at) return std::nullopt;
    return from_ms(*at);
}

MediaKind media_kind(std::string_view code) {
    if (code == "photo") return MediaKind::photo;
    if (code == "voice") return MediaKind::voice;
    return code == "video" ? MediaKind::video : MediaKind::file;
}

std::string_view media_code(MediaKind kind) {
    switch (kind) {
        case MediaKind::photo: return "photo";
        case MediaKind::voice: return "voice";
        case MediaKind::video: return "video";
        case MediaKind::file: return "file";
    }
    return "file";
}

}  // namespace

std::vector<Letter> Snapshot::due_letters(Instant now, std::size_t most) const {
    std::vector<Letter> letters;
    auto row = db_.run("letters_due", now, static_cast<std::int64_t>(most));
    while (row->step()) letters.push_back(letter_at(*row));
    return letters;
}

std::vector<Letter> Snapshot::dead_letters(std::size_t most) const {
    std::vector<Letter> letters;
    auto row = db_.run("letters_dead", static_cast<std::int64_t>(most));
    while (row->step()) letters.push_back(letter_at(*row));
    return letters;
}

std::optional<Instant> Snapshot::next_letter_at() const { return instant_of(db_.run("letter_next")); }
std::optional<Instant> Snapshot::next_attachment_at() const { return instant_of(db_.run("attachment_next")); }
std::optional<Instant> Snapshot::next_reminder_at() const { return instant_of(db_.run("reminder_next")); }

std::vector<AttachmentRow> Snapshot::wanted_attachments(Instant now, std::size_t most) const {
    std::vector<AttachmentRow> wanted;
    auto row = db_.run("attachments_wanted", now, static_cast<std::int64_t>(most));
    while (row->step()) {
        AttachmentRow one;
        one.id = AttachmentId{row->integer(0)};
        one.words = InboxId{row->integer(1)};
        one.conversation = ConversationId{row->integer(2)};
        one.account_key = row->text(3);
        one.media = {media_kind(row->view(4)), row->text(5), {}, row->text(6), row->integer(7)};
        one.tries = static_cast<int>(row->integer(8));
        wanted.push_back(std::move(one));
    }
    return wanted;
}

std::vector<ReminderRow> Snapshot::due_reminders(Instant now, std::size_t most) const {
    std::vector<ReminderRow> due;
    auto row = db_.run("reminders_due", now, static_cast<std::int64_t>(most));
    while (row->step()) {
        due.push_back({ReminderId{row->integer(0)}, row->text(1), CaseId{row->integer(2)},
                       static_cast<int>(row->integer(3)), from_ms(row->integer(4))});
    }
    return due;
}

std::vector<StaffRow> Snapshot::staff() const { return staff_rows(db_.run("staff_all")); }
std::vector<StaffRow> Snapshot::on_call() const { return staff_rows(db_.run("staff_on_call")); }

std::vector<StaffRow> Snapshot::staff_of_desk(std::string_view desk) const {
    return staff_rows(db_.run("staff_of_desk", desk));
}

std::vector<StaffRow> Snapshot::staff_of_role(dialogue::Role role) const {
    return staff_rows(db_.run("staff_of_role", dialogue::to_code(role)));
}

std::optional<StaffRow> Snapshot::staff_member(StaffId id) const {
    auto rows = staff_rows(db_.run("staff_by_id", id));
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
}

bool Snapshot::anyone_on_call() const {
    auto row = db_.run("on_call_reachable");
    return row->step() && row->integer(0) != 0;
}

AttachmentId Transaction::want_attachment(InboxId words, AccountId account, ConversationId conversation,
                                          const Media& media, Instant now) {
    const bool kept = !media.sha256.empty();
    const std::optional<std::string_view> hash = kept ? std::optional<std::string_view>(media.sha256) : std::nullopt;
    return AttachmentId{db_.insert("attachment_add", words, account, conversation, media_code(media.kind),
                                   std::string_view(media.platform_file), hash, std::string_view(media.mime), media.bytes,
                                   kept ? std::string_view("kept") : std::string_view("wanted"), now)};
}

void Transaction::attachment_kept(AttachmentId id, std::string_view sha256, std::string_view mime, std::int64_t bytes) {
    db_.change("attachment_kept", id, sha256, mime, bytes);
}

void Transaction::attachment_retry(AttachmentId id, Instant next_at) { db_.change("attachment_retry", id, next_at); }
void Transaction::attachment_failed(AttachmentId id) { db_.change("attachment_failed", id); }

LetterId Transaction::put_letter(const NewLetter& letter) {
    const auto id = LetterId{next_entry()};
    db_.change("letter_add", id, letter.conversation, letter.previous, letter.about, letter.key, letter.body,
               std::string_view(letter.choices), to_code(letter.state), letter.at, letter.idempotency_key,
               static_cast<std::int64_t>(letter.quotes), letter.not_before);
    return id;
}

void Transaction::hurry_letters(LetterId last, Instant now) {
    while (last) {
        auto row = db_.run("letter_hurry", last, now);
        last = row->step() ? LetterId{row->integer(0)} : LetterId{};
    }
}

Shift Snapshot::shift_of(ConversationId conversation) const {
    auto row = db_.run("shift_of", conversation);
    return row->step() ? Shift{row->text(0), row->text(1)} : Shift{};
}

void Transaction::letter_outcome(const LetterOutcome& outcome) {
    std::optional<std::int64_t> sent_at;
    if (outcome.state == LetterState::sent) sent_at = to_ms(outcome.at);
    db_.change("letter_outcome", outcome.letter, to_code(outcome.state), outcome.next_at, sent_at,
               std::string_view(outcome.platform_message_id));
    if (outcome.state == LetterState::sent) db_.change("answer_arrived", outcome.letter, outcome.at, answer_arrived_kind);
    if (outcome.state == LetterState::pending) db_.change("letters_behind", outcome.letter, outcome.next_at);
    db_.change("attempt_add", outcome.letter, outcome.at, std::string_view(outcome.outcome),
               std::string_view(outcome.reason));
}

void Transaction::retry_letter(LetterId letter, Instant at) { db_.change("letter_retry", letter, at); }

bool Transaction::remind(std::string_view key, std::string_view kind, CaseId about, int occurrence, Instant due) {
    return db_.change("reminder_add", key, kind, about, static_cast<std::int64_t>(occurrence), due) == 1;
}

void Transaction::reminder_done(ReminderId id, std::string_view state) { db_.change("reminder_state", id, state); }
void Transaction::cancel_reminders(CaseId about) { db_.change("reminders_cancel", about); }
void Transaction::cancel_reminders(CaseId about, std::string_view kind) { db_.change("reminders_cancel_kind", about, kind); }
void Transaction::postpone_reminder(ReminderId id, Instant due) { db_.change("reminder_postpone", id, due); }

StaffId Transaction::add_staff(std::string_view name, dialogue::Role role, std::string_view desk, Instant now) {
    return StaffId{db_.insert("staff_add", name, dialogue::to_code(role), desk, now)};
}

void Transaction::set_staff(StaffId id, dialogue::Role role, std::string_view desk, bool active) {
    db_.change("staff_set", id, dialogue::to_code(role), desk, static_cast<std::int64_t>(active));
}

void Transaction::invite(StaffId id, std::string_view code_hash, Instant expires) {
    db_.change("invitation_add", sqlite::Blob{code_hash}, id, expires);
}

std::optional<StaffId> Transaction::use_invitation(std::string_view code_hash, ConversationId conversation, Instant now) {
    StaffId staff;
    {
        auto row = db_.run("invitation_find", sqlite::Blob{code_hash}, now);
        if (!row->step()) return std::nullopt;
        staff = StaffId{row->integer(0)};
    }
    db_.change("invitation_used", sqlite::Blob{code_hash}, now);
    db_.change("staff_unbind", conversation);
    db_.change("staff_bind", staff, conversation);
    return staff;
}

void Transaction::set_notified(StaffId id, std::optional<Instant> at) { db_.change("staff_notified", id, at); }

void Transaction::set_on_call(const std::vector<StaffId>& in_order) {
    db_.change("on_call_clear");
    std::int64_t position = 0;
    for (const auto staff : in_order) db_.change("on_call_add", ++position, staff);
}

}  // namespace bot::store
