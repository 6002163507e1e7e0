// A union's data folder on disk, and short words for what every test of the store does with it.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.hpp"

namespace house {

namespace store = bot::store;

using bot::AccountId;
using bot::CaseId;
using bot::CaseStatus;
using bot::ConversationId;
using bot::Errc;
using bot::InboxId;
using bot::Instant;
using bot::LetterId;
using bot::MemberId;
using bot::Millis;
using store::Snapshot;
using store::Store;
using store::Transaction;

inline const Instant monday = bot::from_ms(1'772'416'800'000);  // 2026-03-02 10:00 in Shanghai

class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::string& path() const { return path_; }
    std::string file() const { return path_ + "/niangjia.db"; }

private:
    std::string path_;
};

std::unique_ptr<Store> opened(const Folder& folder, store::StoreLimits limits = {});

// The unit must be kept.
void run(Store& store, const Store::Unit& unit);
void look(Store& store, const std::function<void(Snapshot&)>& read);

// Another program's connection to the same file: SQL that the store itself would never run.
std::int64_t raw_number(const Folder& folder, const char* sql);
std::string raw_text(const Folder& folder, const char* sql);
std::shared_ptr<void> long_look(const Folder& folder);  // somebody reads from outside until it is let go
int raw(const Folder& folder, const char* sql);  // SQLite's result code

// The first contact of somebody on an account, which is made when it is not there yet.
store::Person greet(Transaction& tx, std::string_view who, std::string_view account = "web",
                    std::string_view platform = "webchat");

// One message taken and chained to the conversation; nothing when it was here before.
std::optional<InboxId> say(Transaction& tx, std::string_view who, std::string_view message_id, std::string_view words,
                           std::string_view account = "web", Instant at = monday);

// One letter chained to the conversation's last.
LetterId write(Transaction& tx, ConversationId to, std::string_view body, store::LetterState state, Instant at = monday,
               CaseId about = {}, bool quotes = false);

// The same for a letter that must never be there twice; its key is its body.
LetterId write_once(Transaction& tx, const store::Person& to, CaseId about, const std::string& body);

CaseId open(Transaction& tx, const store::Person& whose, std::string_view subcategory, CaseStatus status,
            bool restricted = false, Instant at = monday);

// Keeps the lane busy until released, so that what is submitted meanwhile shares one commit.
class BusyLane {
public:
    explicit BusyLane(Store& store);
    ~BusyLane() { release(); }
    void release();

private:
    std::promise<void> go_;
    bool released_ = false;
};

}  // namespace house
