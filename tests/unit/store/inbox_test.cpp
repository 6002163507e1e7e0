// What members said: taken once, in one order, with every byte.
#include <algorithm>
#include <limits>

#include "house.hpp"

using namespace house;

namespace {

constexpr auto latest = std::numeric_limits<std::int64_t>::max();

std::vector<std::string> texts(const std::vector<store::Entry>& entries) {
    std::vector<std::string> all;
    for (const auto& entry : entries) all.push_back(entry.text);
    return all;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a message that comes twice is kept once, and the first one's row is found") {
    Folder folder;
    auto store = opened(folder);
    InboxId first;
    run(*store, [&](Transaction& tx) { first = say(tx, "li", "update-7", "工资没发", "tg").value(); });
    const auto repeat = [&] {
        run(*store, [&](Transaction& tx) {
            CHECK_FALSE(say(tx, "li", "update-7", "工资没发 again", "tg", monday + Millis{5000}));
            const auto found = tx.find_inbound(*tx.account("tg"), "update-7");
            REQUIRE(found);
            CHECK(found->first == first);
            CHECK(found->second == monday);
        });
    };
    repeat();
    store.reset();  // and after a restart
    store = opened(folder);
    repeat();
    CHECK(raw_text(folder, "SELECT group_concat(text) FROM inbox") == "工资没发");
}

TEST_CASE("the same message id on two accounts is two messages") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        CHECK(say(tx, "li", "1", "from one", "tg"));
        CHECK(say(tx, "li", "1", "from another", "tg2"));
    });
    look(*store, [](Snapshot& seen) { CHECK(seen.count("count_inbox") == 2); });
}

TEST_CASE("messages and letters share one growing order, over restarts too") {
    Folder folder;
    std::vector<std::int64_t> order;
    for (int round = 0; round < 3; ++round) {
        const auto store = opened(folder);
        run(*store, [&](Transaction& tx) {
            const auto said = say(tx, "li", "m" + std::to_string(round), "said");
            order.push_back(said.value().value);
            CHECK_FALSE(say(tx, "li", "m0", "a repeat in between"));
            order.push_back(write(tx, greet(tx, "li").conversation, "answered", store::LetterState::kept).value);
        });
        if (round == 1) {
            CHECK_FALSE(store->submit_and_wait([](Transaction& tx) {
                write(tx, greet(tx, "li").conversation, "lost", store::LetterState::kept);
                throw std::runtime_error("lost");
            }));
        }
    }
    CHECK(order.size() == 6);
    CHECK(std::is_sorted(order.begin(), order.end()));
    CHECK(std::adjacent_find(order.begin(), order.end()) == order.end());
    const auto store = opened(folder);
    look(*store, [](Snapshot& seen) {
        const auto to = seen.person(*seen.account("web"), "li")->conversation;
        CHECK(texts(seen.entries_after(to, 0, 100)) == Words{"said", "answered", "said", "answered", "said", "answered"});
    });
}

TEST_CASE("a conversation is read back page by page, and only its own entries") {
    Folder folder;
    const auto store = opened(folder);
    ConversationId li;
    std::vector<std::int64_t> ids;
    run(*store, [&](Transaction& tx) {
        li = greet(tx, "li").conversation;
        const auto wang = greet(tx, "wang").conversation;
        for (int i = 0; i < 4; ++i) {
            ids.push_back(say(tx, "li", "l" + std::to_string(i), "q" + std::to_string(i))->value);
            say(tx, "wang", "w" + std::to_string(i), "not li's");
            write(tx, wang, "not li's", store::LetterState::kept);
            ids.push_back(write(tx, li, "a" + std::to_string(i), store::LetterState::kept).value);
        }
    });
    look(*store, [&](Snapshot& seen) {
        CHECK(texts(seen.entries_before(li, latest, 3)) == Words{"a2", "q3", "a3"});
        CHECK(texts(seen.entries_before(li, ids[5], 3)) == Words{"q1", "a1", "q2"});
        CHECK(texts(seen.entries_before(li, ids[0], 3)).empty());
        CHECK(texts(seen.entries_before(li, latest, 100)).size() == 8);
        CHECK(texts(seen.entries_after(li, ids[4], 100)) == Words{"a2", "q3", "a3"});
        CHECK(texts(seen.entries_after(li, ids[7], 100)).empty());
        CHECK(seen.entries_before(ConversationId{999}, latest, 3).empty());
        CHECK(seen.entries_before(li, latest, 1).front().mine == false);
        CHECK(seen.entries_before(li, ids[1], 1).front().client_id == "l0");
    });
}

TEST_CASE("what a member wrote comes back byte for byte") {
    const std::string rows[] = {
        "",
        "'; DROP TABLE inbox; --",
        std::string("a\0b", 3),
        "\xef\xbf\xbd\xf0\x9f\x98\xad",
        std::string(400'000, 'x'),
        "line\nline\r\n\ttab \x1f \x1e",
    };
    Folder folder;
    const auto store = opened(folder);
    int number = 0;
    for (const auto& words : rows) {
        CAPTURE(number);
        run(*store, [&](Transaction& tx) { CHECK(say(tx, "li", "m" + std::to_string(number), words)); });
        ++number;
        look(*store, [&](Snapshot& seen) {
            const auto to = seen.person(*seen.account("web"), "li")->conversation;
            CHECK(seen.entries_before(to, latest, 1).at(0).text == words);
        });
    }
}

TEST_CASE("buttons of a letter come back as they were written") {
    const std::vector<bot::Choice> choices{{"同意 Agree", "1"}, {"只咨询", "2"}, {"empty say", ""}};
    const auto back = store::unpack_choices(store::pack_choices(choices));
    REQUIRE(back.size() == choices.size());
    for (std::size_t i = 0; i < back.size(); ++i) {
        CHECK(back[i].label == choices[i].label);
        CHECK(back[i].say == choices[i].say);
    }
    CHECK(store::unpack_choices("").empty());
    CHECK(store::pack_choices({}).empty());
}

TEST_CASE("a photo waits to be fetched, is tried again later, and ends kept or failed") {
    Folder folder;
    const auto store = opened(folder);
    const std::string hash(64, 'a');
    ConversationId li;
    bot::AttachmentId photo;
    bot::AttachmentId voice;
    run(*store, [&](Transaction& tx) {
        const auto person = greet(tx, "li", "tg", "telegram");
        li = person.conversation;
        const auto words = say(tx, "li", "m1", "", "tg").value();
        photo = tx.want_attachment(words, person.account, li, {bot::MediaKind::photo, "file-1", {}, "image/jpeg", 10}, monday);
        voice = tx.want_attachment(words, person.account, li, {bot::MediaKind::voice, "file-2", {}, "", 0}, monday);
        tx.want_attachment(words, person.account, li, {bot::MediaKind::photo, {}, hash, "image/png", 5}, monday);
        const auto wanted = tx.wanted_attachments(monday, 10);
        REQUIRE(wanted.size() == 2);  // the third is kept already
        CHECK(wanted[0].media.platform_file == "file-1");
        CHECK(wanted[1].media.kind == bot::MediaKind::voice);
        CHECK(tx.kept_photo(li, hash)->mime == "image/png");
        tx.attachment_retry(photo, monday + Millis{60'000});
        CHECK(tx.wanted_attachments(monday, 10).size() == 1);
        CHECK(tx.wanted_attachments(monday + Millis{60'000}, 10).size() == 2);
        CHECK(tx.wanted_attachments(monday + Millis{60'000}, 10).at(1).tries == 1);
        CHECK(tx.next_attachment_at() == monday);
        tx.attachment_failed(voice);
        CHECK(tx.next_attachment_at() == monday + Millis{60'000});
        tx.attachment_kept(photo, std::string(64, 'b'), "image/jpeg", 9);
        CHECK_FALSE(tx.next_attachment_at());
    });
    look(*store, [&](Snapshot& seen) {
        const auto entry = seen.entries_before(li, latest, 1).at(0);
        CHECK(entry.photos == Words{std::string(64, 'b'), hash});
        CHECK_FALSE(seen.kept_photo(ConversationId{li.value + 1}, hash));  // nobody else's
        CHECK_FALSE(seen.kept_photo(li, "../../etc/passwd"));
    });
}
