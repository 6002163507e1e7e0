// Which member a person of the roster is: codes, links, and codes that were wrong.
#include <openssl/crypto.h>

#include <cstring>
#include <stdexcept>

#include "store/sqlite/connection.hpp"
#include "store/transaction.hpp"

namespace bot::store {
namespace {

// Finds the row; says a thirty-second part of the code's hash, which helps nobody.
std::int64_t mark_of(std::string_view code_hash) {
    std::uint32_t mark = 0;
    if (code_hash.size() < sizeof mark) throw std::logic_error("a hash that is none");
    std::memcpy(&mark, code_hash.data(), sizeof mark);
    return mark;
}

bool equal(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::optional<MemberCode> Snapshot::member_code(std::string_view code_hash) const {
    std::optional<MemberCode> found;
    auto row = db_.run("member_codes_marked", mark_of(code_hash));
    while (row->step()) {
        if (!equal(row->view(1), code_hash)) continue;
        found = MemberCode{RosterId{row->integer(0)}, from_ms(row->integer(2)), !row->null(3)};
    }
    return found;
}

MemberId Snapshot::linked_member(RosterId person) const {
    auto row = db_.run("link_of", person);
    return row->step() ? MemberId{row->integer(0)} : MemberId{};
}

RosterId Snapshot::linked_person(MemberId member) const {
    auto row = db_.run("link_of_member", member);
    return row->step() ? RosterId{row->integer(0)} : RosterId{};
}

int Snapshot::wrong_codes(ConversationId conversation, Instant since) const {
    auto row = db_.run("wrong_codes_since", conversation, since);
    return row->step() ? static_cast<int>(row->integer(0)) : 0;
}

void Transaction::set_member_code(RosterId person, std::string_view code_hash, Instant expires) {
    db_.change("member_code_set", person, mark_of(code_hash), sqlite::Blob{code_hash}, expires);
}

void Transaction::link(RosterId person, MemberId member, Instant at) {
    db_.change("link_add", person, member, at);
    db_.change("member_code_used", person, at);
}

bool Transaction::unlink(RosterId person) {
    db_.change("member_code_remove", person);
    return db_.change("link_remove", person) > 0;
}

void Transaction::note_wrong_code(ConversationId conversation, Instant at, Instant forget_until) {
    db_.change("wrong_codes_forget", forget_until);
    db_.change("wrong_code_add", conversation, at);
}

}  // namespace bot::store
