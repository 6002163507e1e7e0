// Writing operations over people, messages and cases, and the chained audit.
#include "store/transaction.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <memory>

#include "core/lifecycle.hpp"
#include "store/sqlite/connection.hpp"

namespace bot::store {
namespace {

using sqlite::Blob;

constexpr std::int64_t most_revived = 20;

std::string sha256(std::string_view bytes) {
    // Fetched once a thread: looking the algorithm up by name costs more than hashing a short row.
    thread_local const std::unique_ptr<EVP_MD, void (*)(EVP_MD*)> algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr),
                                                                            EVP_MD_free);
    thread_local const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::string hash(32, '\0');
    unsigned length = 0;
    if (EVP_DigestInit_ex2(context.get(), algorithm.get(), nullptr) != 1 ||
        EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1 ||
        EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(hash.data()), &length) != 1) {
        throw std::runtime_error("SHA-256 failed");
    }
    return hash;
}

std::string audit_hash(std::string_view before, std::int64_t at, std::string_view actor, std::string_view act,
                       std::int64_t about, std::string_view detail) {
    return sha256(fmt::format("{}{}\x1f{}\x1f{}\x1f{}\x1f{}", before, at, actor, act, about, detail));
}

}  // namespace

// Every change of a row of `cases` goes through here.
template <class... V>
void Transaction::change_case(std::string_view query, const V&... values) {
    last_case_.reset();
    db_.change(query, values...);
}

void Transaction::restart() {
    if (undo_ == Undo::whole_batch) throw StartAgain{};
    db_.change("savepoint_undo");
    *lane_ = lane_before_;
    last_case_.reset();
}

std::optional<AccountId> Transaction::account(std::string_view key) const {
    if (const auto known = lane_->accounts.find(key); known != lane_->accounts.end()) return known->second;
    const auto found = Snapshot::account(key);
    if (found) lane_->accounts.emplace(key, *found);
    return found;
}

AccountId Transaction::remember_account(std::string_view key, std::string_view platform) {
    db_.change("account_add", key, platform);
    return account(key).value();
}

Person Transaction::welcome(AccountId account, std::string_view external_id, Language language, Instant now) {
    const auto member = MemberId{db_.insert("member_add", now, to_code(language))};
    const auto identity = db_.insert("identity_add", member, account, external_id);
    db_.change("conversation_add", identity);
    return person(account, external_id).value();
}

void Transaction::set_language(MemberId member, Language language) {
    db_.change("member_language", member, to_code(language));
}

void Transaction::set_notice_shown(MemberId member, int version) {
    db_.change("member_notice_shown", member, static_cast<std::int64_t>(version));
}

void Transaction::set_consent(MemberId member, int version, bool ask_only, std::string_view act, Instant now) {
    db_.change("member_consent", member, static_cast<std::int64_t>(version), static_cast<std::int64_t>(ask_only));
    db_.change("consent_add", member, now, static_cast<std::int64_t>(version), act);
}

void Transaction::set_broadcasts(MemberId member, bool on) {
    db_.change("member_broadcasts", member, static_cast<std::int64_t>(on));
}

void Transaction::set_shift(MemberId member, std::string_view shift) { db_.change("member_shift", member, shift); }

void Transaction::lost(ConversationId conversation) {
    db_.change("identity_reachable", conversation, std::int64_t{0});
    db_.change("letters_drop", conversation);
}

bool Transaction::found_again(ConversationId conversation, Instant now) {
    db_.change("identity_reachable", conversation, std::int64_t{1});
    return db_.change("letters_revive", conversation, now, most_revived) > 0;
}

Transaction::Erased Transaction::erase_member(MemberId member, Instant now) {
    Erased erased;
    forget_likenesses(member);
    change_case("erase_held_cases", member, now);
    std::string kept;  // as a list in JSON
    {
        auto row = db_.run("erase_keeps", member);
        if (row->step()) kept = row->text(0);
        erased.kept_cases = static_cast<int>(row->integer(1));
    }
    erased.messages = db_.change("erase_inbox", member, std::string_view(kept));
    std::vector<std::string> files;
    {
        auto row = db_.run("erase_files", member);
        while (row->step()) files.push_back(row->text(0));
    }
    db_.change("erase_attachments", member);
    erased.files = unused(std::move(files));
    for (const auto* what : {"erase_letters", "erase_quotes", "erase_answers"}) db_.change(what, member, std::string_view(kept));
    remove_lessons_of(member);
    if (const auto person = linked_person(member)) unlink(person);
    db_.change("erase_conversations", member);
    db_.change("erase_member", member, now);
    db_.change("erasure_add", member, now, static_cast<std::int64_t>(erased.messages),
               static_cast<std::int64_t>(erased.kept_cases));
    return erased;
}

std::int64_t Transaction::next_entry() {
    if (lane_->next_entry == 0) {
        auto row = db_.run("last_entry");
        lane_->next_entry = row->step() ? row->integer(0) : 0;
    }
    return ++lane_->next_entry;
}

std::optional<InboxId> Transaction::remember_inbound(const NewInbound& message) {
    const auto id = InboxId{next_entry()};
    const int added = db_.change("inbox_add", id, message.account, message.platform_message_id, message.conversation,
                                 message.previous, message.at, message.kind, message.text);
    if (added == 0) return std::nullopt;
    return id;
}

void Transaction::file_inbound(InboxId message, CaseId about) { db_.change("inbox_file", message, about); }
void Transaction::mark_stuck(InboxId message, std::string_view raw) { db_.change("inbox_stuck", message, Blob{raw}); }

void Transaction::save_conversation(const dialogue::Conversation& at, InboxId last_words, Instant last_at,
                                    LetterId last_letter) {
    db_.change("conversation_save", at.id, dialogue::to_code(at.step), at.about, std::string_view(at.expecting),
               static_cast<std::int64_t>(at.asked), last_words, last_at, last_letter);
}

void Transaction::set_last_letter(ConversationId conversation, LetterId letter) {
    db_.change("conversation_last_letter", conversation, letter);
}

CaseId Transaction::open_case(const NewCase& one) {
    const auto id = CaseId{db_.insert("case_open", one.member, one.conversation, one.previous, one.subcategory, one.desk,
                                      one.urgency, to_code(one.status), to_code(one.identity),
                                      static_cast<std::int64_t>(one.restricted), static_cast<std::int64_t>(one.sure),
                                      one.split_from, one.opened, one.registered, one.due,
                                      static_cast<std::int64_t>(one.due_verified))};
    db_.change("member_last_case", one.member, id);
    return id;
}

void Transaction::record(const NewEvent& event) {
    const std::optional<std::string_view> from =
        event.from ? std::optional<std::string_view>(to_code(*event.from)) : std::nullopt;
    const std::optional<std::string_view> to =
        event.to ? std::optional<std::string_view>(to_code(*event.to)) : std::nullopt;
    db_.change("event_add", event.about, event.at, event.actor, event.staff, event.kind, from, to, event.words,
               event.detail);
}

void Transaction::answer(CaseId id, std::string_view field, std::string_view value, InboxId words) {
    db_.change("answer_set", id, field, value, words);
}

void Transaction::register_case(CaseId id, Instant at, Instant due, bool due_verified) {
    change_case("case_register", id, at, due, static_cast<std::int64_t>(due_verified));
}

void Transaction::set_status(CaseId id, CaseStatus status, Instant at) {
    const auto before = find_case(id);
    if (!before) throw std::logic_error("the state of no case");
    if (!lifecycle::may_move(before->status, status, before->urgency == dialogue::Urgency::p0)) {
        throw std::logic_error(fmt::format("no move from {} to {}", to_code(before->status), to_code(status)));
    }
    change_case("case_status", id, to_code(status), at, to_code(before->status));
    if (!is_open(status)) remove_likeness(id);
}

void Transaction::set_topic(CaseId id, std::string_view subcategory, std::string_view desk, std::string_view urgency,
                            bool restricted, bool sure, std::optional<Instant> due, bool due_verified) {
    change_case("case_topic", id, subcategory, desk, urgency, static_cast<std::int64_t>(restricted),
               static_cast<std::int64_t>(sure), due, static_cast<std::int64_t>(due_verified));
}

void Transaction::set_identity(CaseId id, dialogue::IdentityMode mode, std::optional<std::string> query_code_hash) {
    const std::optional<Blob> hash = query_code_hash ? std::optional<Blob>(Blob{*query_code_hash}) : std::nullopt;
    change_case("case_identity", id, to_code(mode), hash);
}

void Transaction::set_handler(CaseId id, StaffId handler) { change_case("case_handler", id, handler); }

void Transaction::set_transfer(CaseId id, std::string_view desk, std::optional<std::string> from) {
    change_case("case_transfer", id, desk, from);
}

std::optional<std::string> Transaction::transferred_from(CaseId id) const {
    auto row = db_.run("case_transferred_from", id);
    if (!row->step() || row->null(0)) return std::nullopt;
    return row->text(0);
}

void Transaction::count_return(CaseId id) { change_case("case_returned", id); }

void Transaction::set_outcome(CaseId id, std::string_view outcome, Instant at) {
    change_case("case_outcome", id, outcome, at);
}

void Transaction::set_rating(CaseId id, std::optional<bool> solved, std::optional<int> satisfied) {
    std::optional<std::int64_t> yes;
    if (solved) yes = *solved ? 1 : 0;
    std::optional<std::int64_t> points;
    if (satisfied) points = *satisfied;
    change_case("case_rating", id, yes, points);
}

void Transaction::set_urged(CaseId id, Instant at) { change_case("case_urged", id, at); }
void Transaction::set_closing(CaseId id, StaffId first_of_two) { change_case("case_closing", id, first_of_two); }

void Transaction::reopen(CaseId id, Instant at, Instant due, bool due_verified) {
    change_case("case_reopen", id, due, static_cast<std::int64_t>(due_verified), at);
}

void Transaction::set_contacted(CaseId id, Instant at) { change_case("case_contacted", id, at); }
void Transaction::begin_round(CaseId id) { change_case("case_round", id); }
void Transaction::set_escalation(CaseId id, int level) { change_case("case_escalation", id, static_cast<std::int64_t>(level)); }

void Transaction::note(CaseId id, StaffId by, std::string_view words, Instant at) {
    db_.change("note_add", id, by, at, words);
}

void Transaction::correct(CaseId id, std::string_view from, std::string_view to, StaffId by, Instant at) {
    db_.change("correction_add", id, from, to, by, at);
}

std::vector<std::string> Transaction::unused(std::vector<std::string> files) const {
    std::erase_if(files, [this](const std::string& hash) {
        auto row = db_.run("file_still_used", std::string_view(hash));
        return row->step() && row->integer(0) != 0;
    });
    return files;
}

std::vector<std::string> Transaction::forget_held(CaseId id, Instant at) {
    std::vector<std::string> files;
    {
        auto row = db_.run("files_of_case", id);
        while (row->step()) files.push_back(row->text(0));
    }
    db_.change("attachments_forget", id);
    db_.change("inbox_forget", id);
    db_.change("answers_forget", id);
    set_status(id, CaseStatus::withdrawn, at);
    return unused(std::move(files));
}

void Transaction::set_setting(std::string_view key, std::string_view value) { db_.change("setting_set", key, value); }

void Transaction::audit(Instant at, std::string_view actor, std::string_view act, CaseId about,
                        std::string_view detail) {
    if (!lane_->audit_known) {
        auto row = db_.run("audit_last");
        lane_->audit_hash = row->step() ? row->text(0) : std::string();
        lane_->audit_known = true;
    }
    auto hash = audit_hash(lane_->audit_hash, to_ms(at), actor, act, about.value, detail);
    db_.change("audit_add", at, actor, act, about, detail, Blob{hash});
    lane_->audit_hash = std::move(hash);
}

bool audit_holds(Snapshot& snapshot) {
    auto row = snapshot.connection().run("audit_all");
    std::string before;
    while (row->step()) {
        const auto expected =
            audit_hash(before, row->integer(0), row->view(1), row->view(2), row->integer(3), row->view(4));
        if (expected != row->view(5)) return false;
        before = expected;
    }
    return true;
}

}  // namespace bot::store
