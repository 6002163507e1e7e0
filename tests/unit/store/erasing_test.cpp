// Forgetting: what a member asks to be erased is gone from the file, and what must be kept stays.
#include <algorithm>
#include <fstream>
#include <iterator>

#include "house.hpp"

using namespace house;

namespace {

using store::LetterState;

// Does the folder's file still hold these bytes anywhere?
bool on_disk(const Folder& folder, std::string_view words) {
    std::ifstream file(folder.file(), std::ios::binary);
    const std::string all(std::istreambuf_iterator<char>(file), {});
    return all.find(words) != std::string::npos;
}

// One matter of Li's with all that hangs on it, every text ending in `mark`.
struct Matter {
    CaseId id;
    InboxId said;
    LetterId answered;
    LetterId sheet;  // the words repeated to a colleague
};

Matter matter(Transaction& tx, std::string_view mark, std::string_view subcategory, CaseStatus status,
              bool restricted = false) {
    const auto li = greet(tx, "li", "tg", "telegram");
    const auto zhao = greet(tx, "zhao", "tg", "telegram");
    const std::string text(mark);
    Matter one;
    one.id = open(tx, li, subcategory, status, restricted);
    one.said = say(tx, "li", "id-" + text, "said-" + text, "tg").value();
    tx.file_inbound(one.said, one.id);
    tx.want_attachment(one.said, li.account, li.conversation, {bot::MediaKind::photo, "photo-" + text, {}, "", 0}, monday);
    tx.answer(one.id, "employer", "answer-" + text, one.said);
    store::NewEvent event;
    event.about = one.id;
    event.at = monday;
    event.actor = "member";
    event.kind = "said";
    event.words = one.said;
    tx.record(event);
    one.answered = write(tx, li.conversation, "letter-" + text, LetterState::pending, monday, one.id);
    one.sheet = write(tx, zhao.conversation, "sheet-" + text, LetterState::pending, monday, one.id, true);
    write(tx, zhao.conversation, "plain-" + text, LetterState::pending, monday, one.id, false);
    return one;
}

struct Row {
    std::string_view mark;
    std::string_view subcategory;
    CaseStatus status;
    bool restricted;
    bool stays;
    std::string_view because;
};

constexpr Row rows[] = {
    {"closed", "work.hours", CaseStatus::closed, false, false, "nothing asks to keep it"},
    {"looked-back", "work.hours", CaseStatus::followed_up, false, false, "it is over, and was asked about"},
    {"withdrawn", "life.canteen", CaseStatus::withdrawn, false, false, "nothing asks to keep it"},
    {"held", "work.hours", CaseStatus::held, false, false, "never agreed to"},
    {"open", "work.hours", CaseStatus::handling, false, true, "somebody works on it"},
    {"reopened", "work.hours", CaseStatus::reopened, false, true, "somebody works on it"},
    {"harassed", "work.conditions", CaseStatus::closed, true, true, "restricted matters are evidence"},
    {"wages", "rights.wage", CaseStatus::closed, false, true, "a legal retention"},
    {"rightish", "rightsx.wage", CaseStatus::closed, false, false, "the dot counts"},
};

}  // namespace

TEST_CASE("erasing a member empties what it must and keeps what it must") {
    Folder folder;
    std::vector<Matter> matters;
    {
        const auto store = opened(folder);
        run(*store, [&](Transaction& tx) {
            say(tx, "li", "chat", "said-smalltalk", "tg");
            write(tx, greet(tx, "li", "tg").conversation, "letter-smalltalk", LetterState::sent);
            say(tx, "wang", "w", "said-by-wang", "tg");
            for (const auto& row : rows) matters.push_back(matter(tx, row.mark, row.subcategory, row.status, row.restricted));
            tx.set_consent(greet(tx, "li", "tg").member, 3, false, "agreed", monday);
        });
        run(*store, [&](Transaction& tx) {
            const auto li = greet(tx, "li", "tg");
            const auto erased = tx.erase_member(li.member, monday + Millis{1});
            CHECK(erased.kept_cases == 4);
            CHECK(erased.messages == 6);  // five matters and the small talk
            const auto after = greet(tx, "li", "tg");
            CHECK(after.consent_version == 0);
            CHECK(after.notice_version == 0);
            CHECK(after.at.step == bot::dialogue::Step::idle);
        });
        look(*store, [&](Snapshot& seen) {
            for (std::size_t i = 0; i < matters.size(); ++i) {
                CAPTURE(rows[i].mark, rows[i].because);
                CHECK(seen.answers(matters[i].id).size() == (rows[i].stays ? 1U : 0U));
                const auto history = seen.history(matters[i].id, 10);
                REQUIRE(history.size() == 1);  // that something was said stays known
                CHECK(history[0].text.empty() != rows[i].stays);
                CHECK(is_open(seen.find_case(matters[i].id)->status) == (rows[i].stays && rows[i].status != CaseStatus::closed));
            }
        });
    }
    for (const auto& row : rows) {
        const std::string mark(row.mark);
        CAPTURE(mark, row.because);
        for (const std::string_view part : {"said-", "photo-", "answer-", "letter-", "sheet-"}) {
            CAPTURE(part);
            CHECK(on_disk(folder, std::string(part) + mark) == row.stays);
        }
        CHECK(on_disk(folder, "plain-" + mark));  // a notice to staff that repeats no words
    }
    CHECK_FALSE(on_disk(folder, "said-smalltalk"));
    CHECK_FALSE(on_disk(folder, "letter-smalltalk"));
    CHECK(on_disk(folder, "said-by-wang"));
    CHECK(raw_number(folder, "SELECT count(*) FROM letters WHERE state = 'pending' AND body = ''") == 0);
    CHECK(raw_number(folder, "SELECT count(*) FROM erasures WHERE messages = 6 AND kept_cases = 4") == 1);
    CHECK(raw_number(folder, "SELECT count(*) FROM consents") == 1);  // that they agreed once stays provable
}

TEST_CASE("what was merged stays as long as the matter it went into") {
    Folder folder;
    {
        const auto store = opened(folder);
        run(*store, [](Transaction& tx) {
            const auto open_one = matter(tx, "lead", "work.hours", CaseStatus::handling);
            const auto over = matter(tx, "over", "work.hours", CaseStatus::closed);
            const auto between = matter(tx, "between", "work.hours", CaseStatus::merged);
            const auto kept = matter(tx, "kept", "work.hours", CaseStatus::merged);
            const auto gone = matter(tx, "gone", "work.hours", CaseStatus::merged);
            tx.set_merged_into(between.id, open_one.id);
            tx.set_merged_into(kept.id, between.id);
            tx.set_merged_into(gone.id, over.id);
            CHECK(tx.erase_member(greet(tx, "li", "tg").member, monday).kept_cases == 3);
        });
    }
    CHECK(on_disk(folder, "said-kept"));
    CHECK(on_disk(folder, "said-between"));
    CHECK_FALSE(on_disk(folder, "said-gone"));
}

TEST_CASE("a member who is erased can write again, and their old message ids stay taken") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto li = greet(tx, "li", "tg", "telegram");
        say(tx, "li", "u1", "before", "tg");
        tx.erase_member(li.member, monday);
        CHECK_FALSE(say(tx, "li", "u1", "before", "tg"));
        CHECK(say(tx, "li", "u2", "after", "tg"));
        CHECK(greet(tx, "li", "tg").member == li.member);
        CHECK(tx.erase_member(li.member, monday).messages == 1);  // the second time only what is new
        CHECK(tx.erase_member(li.member, monday).messages == 0);
    });
}

TEST_CASE("a matter that nobody agreed to is forgotten after its time, words, answers and photos") {
    Folder folder;
    {
        const auto store = opened(folder);
        run(*store, [](Transaction& tx) {
            const auto one = matter(tx, "unagreed", "work.hours", CaseStatus::held);
            const auto other = matter(tx, "agreed", "work.hours", CaseStatus::registered);
            CHECK(tx.held_before(monday, 10).empty());
            const auto due = tx.held_before(monday + Millis{1}, 10);
            REQUIRE(due.size() == 1);
            CHECK(due[0] == one.id);
            CHECK(tx.forget_held(one.id, monday + Millis{1}).empty());  // its photo was never fetched
            CHECK(tx.held_before(monday + Millis{1}, 10).empty());
            CHECK(tx.find_case(one.id)->status == CaseStatus::withdrawn);
            CHECK(tx.answers(one.id).empty());
            CHECK(tx.answers(other.id).size() == 1);
        });
    }
    for (const std::string part : {"said-", "photo-", "answer-"}) {
        CAPTURE(part);
        CHECK_FALSE(on_disk(folder, part + "unagreed"));
        CHECK(on_disk(folder, part + "agreed"));
    }
}

TEST_CASE("a photo's file may go when nothing refers to it any more, and not while somebody else sent the same one") {
    Folder folder;
    const auto store = opened(folder);
    const std::string own(64, 'a');
    const std::string shared(64, 'b');
    const std::string kept(64, 'c');
    const auto photo = [](Transaction& tx, std::string_view who, const std::string& hash, CaseId about) {
        const auto person = greet(tx, who);
        const auto words = say(tx, who, std::string(who) + hash, "").value();
        if (about) tx.file_inbound(words, about);
        tx.want_attachment(words, person.account, person.conversation, {bot::MediaKind::photo, {}, hash, "image/jpeg", 1},
                           monday);
    };
    run(*store, [&](Transaction& tx) {
        const auto held = open(tx, greet(tx, "li"), "work.hours", CaseStatus::held);
        const auto handled = open(tx, greet(tx, "li"), "work.hours", CaseStatus::handling);
        photo(tx, "li", own, held);
        photo(tx, "li", shared, held);
        photo(tx, "li", kept, handled);
        photo(tx, "wang", shared, {});
        CHECK(tx.forget_held(held, monday) == std::vector<std::string>{own});
        CHECK(tx.erase_member(greet(tx, "li").member, monday).files.empty());
        CHECK(tx.erase_member(greet(tx, "wang").member, monday).files == std::vector<std::string>{shared});
        CHECK(tx.kept_photo(greet(tx, "li").conversation, kept));
    });
}
