// Reading operations over people, cases and conversations.
#include <algorithm>
#include <limits>

#include "store/case_row.hpp"
#include "store/sqlite/connection.hpp"
#include "store/transaction.hpp"

namespace bot::store {
namespace {

using sqlite::Statement;

template <class I>
I id_at(const Statement& row, int column) {
    return I{row.integer(column)};
}

std::optional<dialogue::StaffMember> staff_at(const Statement& row, int column) {
    if (row.null(column)) return std::nullopt;
    dialogue::StaffMember staff;
    staff.id = id_at<StaffId>(row, column);
    staff.name = row.text(column + 1);
    staff.role = dialogue::role_of(row.view(column + 2)).value_or(dialogue::Role::staff);
    staff.desk = row.text(column + 3);
    staff.on_call = !row.null(column + 4);
    return staff;
}

Person person_at(const Statement& row) {
    Person person;
    person.member = id_at<MemberId>(row, 0);
    person.conversation = id_at<ConversationId>(row, 1);
    person.account = id_at<AccountId>(row, 2);
    person.account_key = row.text(3);
    person.platform = row.text(4);
    person.external_id = row.text(5);
    person.language = language_of(row.view(6));
    person.notice_version = static_cast<int>(row.integer(7));
    person.consent_version = static_cast<int>(row.integer(8));
    person.ask_only = row.integer(9) != 0;
    person.preferred_name = row.text(10);
    person.reachable = row.integer(11) != 0;
    person.last_case = id_at<CaseId>(row, 12);
    person.at.id = person.conversation;
    person.at.step = dialogue::step_of(row.view(13));
    person.at.about = id_at<CaseId>(row, 14);
    person.at.expecting = row.text(15);
    person.at.asked = static_cast<int>(row.integer(16));
    person.at.previous_words = id_at<InboxId>(row, 17);
    person.at.previous_at = from_ms(row.integer(18));
    person.last_letter = id_at<LetterId>(row, 19);
    person.staff = staff_at(row, 20);
    return person;
}

}  // namespace

dialogue::CaseView case_at(const Statement& row) {
    dialogue::CaseView one;
    one.id = id_at<CaseId>(row, 0);
    one.number = with_check_digit(one.id.value);
    one.subcategory = row.text(1);
    one.desk = row.text(2);
    one.urgency = urgency_of(row.view(3));
    one.status = case_status(row.view(4)).value_or(CaseStatus::registered);
    one.identity = identity_of(row.view(5));
    one.restricted = row.integer(6) != 0;
    one.sure = row.integer(7) != 0;
    one.member = id_at<MemberId>(row, 8);
    one.conversation = id_at<ConversationId>(row, 9);
    one.handler = id_at<StaffId>(row, 10);
    one.handler_name = row.text(11);
    one.first_contact = id_at<StaffId>(row, 12);
    one.closing = id_at<StaffId>(row, 13);
    one.opened = from_ms(row.integer(14));
    if (const auto due = row.maybe_integer(15)) one.due = from_ms(*due);
    if (const auto urged = row.maybe_integer(16)) one.urged = from_ms(*urged);
    one.reopened = static_cast<int>(row.integer(17));
    one.returned = static_cast<int>(row.integer(18));
    if (const auto contacted = row.maybe_integer(20)) one.contacted = from_ms(*contacted);
    if (const auto started = row.maybe_integer(21)) one.started = from_ms(*started);
    one.round = static_cast<int>(row.integer(22));
    one.escalation = static_cast<int>(row.integer(23));
    if (const auto answered = row.maybe_integer(24)) one.answered = from_ms(*answered);
    one.outcome = row.text(25);
    return one;
}

std::optional<AccountId> Snapshot::account(std::string_view key) const {
    auto row = db_.run("account_by_key", key);
    if (!row->step()) return std::nullopt;
    return id_at<AccountId>(*row, 0);
}

std::optional<Person> Snapshot::person(AccountId account, std::string_view external_id) const {
    auto row = db_.run("person_by_sender", account, external_id);
    if (!row->step()) return std::nullopt;
    return person_at(*row);
}

std::optional<Person> Snapshot::person_in(ConversationId conversation) const {
    auto row = db_.run("person_by_conversation", conversation);
    if (!row->step()) return std::nullopt;
    return person_at(*row);
}

std::optional<dialogue::CaseView> Snapshot::find_case(CaseId id) const {
    if (last_case_ && last_case_->id == id) return last_case_;
    auto row = db_.run("case_by_id", id);
    if (!row->step()) return std::nullopt;
    last_case_ = case_at(*row);
    return last_case_;
}

std::vector<dialogue::CaseView> Snapshot::cases_of(MemberId member, std::size_t most) const {
    std::vector<dialogue::CaseView> found;
    CaseId next;
    {
        auto row = db_.run("member_last_case_of", member);
        if (row->step()) next = id_at<CaseId>(*row, 0);
    }
    while (next && found.size() < most) {
        auto row = db_.run("case_by_id", next);
        if (!row->step()) break;
        found.push_back(case_at(*row));
        next = id_at<CaseId>(*row, 19);
    }
    if (!found.empty()) last_case_ = found.front();  // mostly the one that is talked about
    return found;
}

std::vector<dialogue::Answer> Snapshot::answers(CaseId id) const {
    std::vector<dialogue::Answer> found;
    auto row = db_.run("answers_of", id);
    while (row->step()) found.push_back({row->text(0), row->text(1)});
    return found;
}

std::vector<dialogue::Line> Snapshot::history(CaseId id, std::size_t most) const {
    std::vector<dialogue::Line> lines;
    {
        auto row = db_.run("history", id, static_cast<std::int64_t>(most));
        while (row->step()) {
            const auto name = row->text(3);
            lines.push_back({from_ms(row->integer(0)), row->text(1), name.empty() ? row->text(2) : name, row->text(4)});
        }
    }
    auto row = db_.run("notes_of", id, static_cast<std::int64_t>(most));
    while (row->step()) lines.push_back({from_ms(row->integer(0)), "note", row->text(1), row->text(2)});
    std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.at > b.at; });
    if (lines.size() > most) lines.resize(most);
    std::reverse(lines.begin(), lines.end());
    return lines;
}

std::vector<Instant> Snapshot::counted_from(CaseId id) const {
    std::vector<Instant> starts;
    auto row = db_.run("counted_from", id);
    while (row->step()) starts.push_back(from_ms(row->integer(0)));
    return starts;
}

std::string Snapshot::opened_as(CaseId id) const {
    auto row = db_.run("opened_as", id);
    return row->step() ? row->text(0) : std::string();
}

std::vector<std::pair<Instant, std::string>> Snapshot::readers_of(CaseId id) const {
    std::vector<std::pair<Instant, std::string>> readers;
    auto row = db_.run("audit_looks_of", id);
    while (row->step()) readers.emplace_back(from_ms(row->integer(0)), row->text(1));
    return readers;
}

std::vector<dialogue::CaseView> Snapshot::desk_queue(std::string_view desk, std::size_t most) const {
    std::vector<dialogue::CaseView> queue;
    auto row = db_.run("desk_queue", desk, static_cast<std::int64_t>(most));
    while (row->step()) queue.push_back(case_at(*row));
    return queue;
}

std::vector<CaseId> Snapshot::held_before(Instant limit, std::size_t most) const {
    std::vector<CaseId> held;
    auto row = db_.run("cases_held_before", limit, static_cast<std::int64_t>(most));
    while (row->step()) held.push_back(id_at<CaseId>(*row, 0));
    return held;
}

namespace {

std::vector<Entry> entries(sqlite::Connection& db, ConversationId conversation, std::int64_t before, std::int64_t after,
                           std::size_t most) {
    const auto limit = static_cast<std::int64_t>(most);
    std::vector<Entry> found;
    {
        auto row = db.run("entries_words", conversation, before, after, limit);
        while (row->step()) {
            found.push_back({true, false, row->integer(0), from_ms(row->integer(1)), row->text(2), {}, row->text(3), {}});
        }
    }
    for (auto& entry : found) {
        auto row = db.run("photos_of_message", entry.id);
        while (row->step()) entry.photos.push_back(row->text(0));
    }
    {
        auto row = db.run("entries_letters", conversation, before, after, limit);
        while (row->step()) {
            const auto key = row->view(4);
            const bool by_person = key.starts_with("reply.") || key.ends_with(".person_here");
            found.push_back({false, by_person, row->integer(0), from_ms(row->integer(1)), row->text(2), unpack_choices(row->view(3)), {}, {}});
        }
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return found;
}

}  // namespace

std::vector<Entry> Snapshot::entries_before(ConversationId conversation, std::int64_t before, std::size_t most) const {
    auto found = entries(db_, conversation, before, 0, most);
    if (found.size() > most) found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(most));
    return found;
}

std::vector<Entry> Snapshot::entries_after(ConversationId conversation, std::int64_t after, std::size_t most) const {
    auto found = entries(db_, conversation, std::numeric_limits<std::int64_t>::max(), after, most);
    return found;
}

std::optional<Media> Snapshot::kept_photo(ConversationId conversation, std::string_view sha256) const {
    auto row = db_.run("photo_of", conversation, sha256);
    if (!row->step()) return std::nullopt;
    return Media{row->view(0) == "photo" ? MediaKind::photo : MediaKind::file, {}, row->text(1), row->text(2),
                 row->integer(3)};
}

std::optional<std::pair<InboxId, Instant>> Snapshot::find_inbound(AccountId account,
                                                                  std::string_view platform_message_id) const {
    auto row = db_.run("inbox_find", account, platform_message_id);
    if (!row->step()) return std::nullopt;
    return std::pair{id_at<InboxId>(*row, 0), from_ms(row->integer(1))};
}

std::optional<std::string> Snapshot::words(InboxId message) const {
    auto row = db_.run("inbox_words", message);
    if (!row->step()) return std::nullopt;
    return row->text(0);
}

std::optional<std::string> Snapshot::setting(std::string_view key) const {
    auto row = db_.run("setting_get", key);
    if (!row->step()) return std::nullopt;
    return row->text(0);
}

std::vector<CaseId> Snapshot::cases_unplanned(std::size_t most) const {
    std::vector<CaseId> found;
    auto row = db_.run("cases_unplanned", static_cast<std::int64_t>(most));
    while (row->step()) found.push_back(CaseId{row->integer(0)});
    return found;
}

std::optional<CaseId> Snapshot::case_by_query_code(std::string_view code_hash) const {
    auto row = db_.run("case_by_query_code", sqlite::Blob{code_hash});
    if (!row->step()) return std::nullopt;
    return id_at<CaseId>(*row, 0);
}

std::int64_t Snapshot::count(std::string_view query) const {
    auto row = db_.run(query);
    return row->step() ? row->integer(0) : 0;
}

}  // namespace bot::store
