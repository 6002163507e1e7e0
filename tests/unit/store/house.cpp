#include "house.hpp"

#include <sqlite3.h>

#include <cstdlib>
#include <utility>

namespace house {
namespace {

struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};

std::unique_ptr<sqlite3, Close> raw_connection(const Folder& folder) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(folder.file().c_str(), &db) == SQLITE_OK);
    return std::unique_ptr<sqlite3, Close>(db);
}

}  // namespace

Folder::Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "niangjia-store-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::unique_ptr<Store> opened(const Folder& folder, store::StoreLimits limits) {
    auto opened = store::open_sqlite(folder.path(), limits);
    if (!opened) FAIL(opened.error().detail);
    return std::move(*opened);
}

void run(Store& store, const Store::Unit& unit) {
    const auto done = store.submit_and_wait(unit);
    if (!done) FAIL(done.error().detail);
}

void look(Store& store, const std::function<void(Snapshot&)>& read) {
    const auto done = store.read_and_wait(read);
    if (!done) FAIL(done.error().detail);
}

std::string raw_text(const Folder& folder, const char* sql) {
    const auto db = raw_connection(folder);
    std::string found;
    const auto first = [](void* into, int columns, char** values, char**) {
        if (columns > 0 && values[0] != nullptr) *static_cast<std::string*>(into) = values[0];
        return 0;
    };
    CAPTURE(sql);
    REQUIRE(sqlite3_exec(db.get(), sql, first, &found, nullptr) == SQLITE_OK);
    return found;
}

std::int64_t raw_number(const Folder& folder, const char* sql) { return std::stoll(raw_text(folder, sql)); }

std::shared_ptr<void> long_look(const Folder& folder) {
    std::shared_ptr<sqlite3> db = raw_connection(folder);
    REQUIRE(sqlite3_exec(db.get(), "BEGIN; SELECT count(*) FROM inbox", nullptr, nullptr, nullptr) == SQLITE_OK);
    return db;
}

int raw(const Folder& folder, const char* sql) {
    return sqlite3_exec(raw_connection(folder).get(), sql, nullptr, nullptr, nullptr);
}

store::Person greet(Transaction& tx, std::string_view who, std::string_view account, std::string_view platform) {
    const auto id = tx.remember_account(account, platform);
    if (auto known = tx.person(id, who)) return *known;
    return tx.welcome(id, who, bot::Language::zh_hans, monday);
}

std::optional<InboxId> say(Transaction& tx, std::string_view who, std::string_view message_id, std::string_view words,
                           std::string_view account, Instant at) {
    const auto person = greet(tx, who, account);
    store::NewInbound row;
    row.account = person.account;
    row.platform_message_id = message_id;
    row.conversation = person.conversation;
    row.previous = person.at.previous_words;
    row.at = at;
    row.kind = "message";
    row.text = words;
    const auto id = tx.remember_inbound(row);
    if (id) tx.save_conversation(person.at, *id, at, person.last_letter);
    return id;
}

LetterId write(Transaction& tx, ConversationId to, std::string_view body, store::LetterState state, Instant at,
               CaseId about, bool quotes) {
    store::NewLetter letter;
    letter.conversation = to;
    letter.previous = tx.person_in(to).value().last_letter;
    letter.about = about;
    letter.key = "test.letter";
    letter.body = body;
    letter.state = state;
    letter.at = at;
    letter.quotes = quotes;
    const auto id = tx.put_letter(letter);
    tx.set_last_letter(to, id);
    return id;
}

LetterId write_once(Transaction& tx, const store::Person& to, CaseId about, const std::string& body) {
    store::NewLetter letter{.conversation = to.conversation,
                            .previous = to.last_letter,
                            .about = about,
                            .key = "test.letter",
                            .body = body,
                            .choices = {},
                            .state = store::LetterState::pending,
                            .at = monday,
                            .idempotency_key = std::optional<std::string>(std::in_place, body)};
    const auto id = tx.put_letter(letter);
    tx.set_last_letter(to.conversation, id);
    return id;
}

CaseId open(Transaction& tx, const store::Person& whose, std::string_view subcategory, CaseStatus status,
            bool restricted, Instant at) {
    store::NewCase one;
    one.member = whose.member;
    one.conversation = whose.conversation;
    one.previous = tx.person_in(whose.conversation).value().last_case;
    one.subcategory = subcategory;
    one.desk = "rights";
    one.urgency = "P2b";
    one.status = status;
    one.restricted = restricted;
    one.opened = at;
    return tx.open_case(one);
}

BusyLane::BusyLane(Store& store) {
    std::promise<void> begun;
    auto running = begun.get_future();
    auto go = std::make_shared<std::shared_future<void>>(go_.get_future().share());
    auto told = std::make_shared<std::promise<void>>(std::move(begun));
    REQUIRE(store.submit(
        [told, go](Transaction&) {
            told->set_value();
            go->wait();
        },
        [](std::optional<bot::Error>) {}));
    running.wait();
}

void BusyLane::release() {
    if (!std::exchange(released_, true)) go_.set_value();
}

}  // namespace house
