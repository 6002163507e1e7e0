// The outbox: order within a conversation whatever happens to a letter, and every outcome written down.
#include <algorithm>

#include "house.hpp"

using namespace house;

namespace {

using store::LetterState;
using Bodies = std::vector<std::string>;

Bodies bodies(const std::vector<bot::Letter>& letters) {
    Bodies all;
    for (const auto& letter : letters) all.push_back(letter.text);
    return all;
}

store::LetterOutcome outcome(LetterId letter, LetterState state, Instant next = monday, std::string code = "x") {
    store::LetterOutcome row;
    row.letter = letter;
    row.state = state;
    row.next_at = next;
    row.at = monday;
    row.outcome = std::move(code);
    return row;
}

ConversationId on_telegram(Transaction& tx, std::string_view who) {
    return greet(tx, who, "tg", "telegram").conversation;
}

}  // namespace

TEST_CASE("a letter waits while an earlier one in its conversation is still to go, and for no other reason") {
    struct Row {
        LetterState first;
        bool second_may_go;
        std::string_view because;
    };
    const Row rows[] = {
        {LetterState::pending, false, "the first may still be tried again"},
        {LetterState::sent, true, "the first arrived"},
        {LetterState::dead, true, "nobody waits for ever for a letter that cannot be sent"},
        {LetterState::unreachable, true, "the member came back later"},
        {LetterState::dropped, true, "erased before it was sent"},
        {LetterState::kept, true, "a page fetches it by itself"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.because);
        Folder folder;
        const auto store = opened(folder);
        run(*store, [&](Transaction& tx) {
            const auto li = on_telegram(tx, "li");
            const auto later = monday + Millis{60'000};
            write(tx, li, "first", row.first, later);
            write(tx, li, "second", LetterState::pending, monday);
            write(tx, on_telegram(tx, "wang"), "somebody else's", LetterState::pending, monday);
            const auto due = bodies(tx.due_letters(monday, 10));
            CHECK(std::count(due.begin(), due.end(), "second") == (row.second_may_go ? 1 : 0));
            CHECK(std::count(due.begin(), due.end(), "somebody else's") == 1);
        });
    }
}

TEST_CASE("a third letter waits for the second even when the second is the one held back") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto li = on_telegram(tx, "li");
        const auto one = write(tx, li, "one", LetterState::pending);
        const auto two = write(tx, li, "two", LetterState::pending);
        write(tx, li, "three", LetterState::pending);
        CHECK(bodies(tx.due_letters(monday, 10)) == Bodies{"one"});
        tx.letter_outcome(outcome(one, LetterState::pending, monday + Millis{2000}, "retry"));
        CHECK(tx.due_letters(monday, 10).empty());
        CHECK(bodies(tx.due_letters(monday + Millis{2000}, 10)) == Bodies{"one"});
        tx.letter_outcome(outcome(one, LetterState::dead));
        CHECK(bodies(tx.due_letters(monday + Millis{2000}, 10)) == Bodies{"two"});
        tx.letter_outcome(outcome(two, LetterState::sent));
        CHECK(bodies(tx.due_letters(monday + Millis{2000}, 10)) == Bodies{"three"});
    });
}

TEST_CASE("letters behind one that is tried later wait with it, those written meanwhile too, and nobody else's") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto li = on_telegram(tx, "li");
        const auto wang = on_telegram(tx, "wang");
        const auto one = write(tx, li, "one", LetterState::pending);
        write(tx, li, "two", LetterState::pending);
        write(tx, wang, "wang's", LetterState::pending);
        tx.letter_outcome(outcome(one, LetterState::pending, monday + Millis{5000}, "retry"));
        write(tx, li, "three", LetterState::pending, monday + Millis{1000});
    });
    CHECK(raw_text(folder, "SELECT group_concat(body || (next_at - created_at), ',') FROM letters ORDER BY id") ==
          "one5000,two5000,wang's0,three4000");
}

TEST_CASE("the outbox sleeps until the letter that may go next, not until one that waits behind it") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        CHECK_FALSE(tx.next_letter_at());
        const auto li = on_telegram(tx, "li");
        const auto one = write(tx, li, "one", LetterState::pending);
        write(tx, li, "two", LetterState::pending);
        tx.letter_outcome(outcome(one, LetterState::pending, monday + Millis{2000}, "retry"));
        CHECK(tx.next_letter_at() == monday + Millis{2000});
        write(tx, on_telegram(tx, "wang"), "sooner", LetterState::pending, monday + Millis{500});
        CHECK(tx.next_letter_at() == monday + Millis{500});
    });
}

TEST_CASE("a clock that jumps both ways does not change the order of a conversation's letters") {
    Folder folder;
    const auto store = opened(folder);
    bot::ManualClock clock(monday);
    const Millis jumps[] = {Millis{0}, Millis{-7'200'000}, Millis{86'400'000}, Millis{-1}, Millis{-90'000'000}, Millis{5}};
    run(*store, [&](Transaction& tx) {
        const auto li = on_telegram(tx, "li");
        int number = 0;
        for (const auto jump : jumps) {
            clock.advance(jump);
            write(tx, li, std::to_string(number++), LetterState::pending, clock.now());
        }
        Bodies sent;
        for (int round = 0; round < 20 && sent.size() < std::size(jumps); ++round) {
            clock.advance(round % 2 == 0 ? Millis{200'000'000} : Millis{-150'000'000});
            for (const auto& letter : tx.due_letters(clock.now(), 10)) {
                sent.push_back(letter.text);
                tx.letter_outcome(outcome(letter.id, LetterState::sent));
            }
        }
        CHECK(sent == Bodies{"0", "1", "2", "3", "4", "5"});
    });
}

TEST_CASE("a letter carries what its platform needs, and its tries are counted") {
    Folder folder;
    const auto store = opened(folder);
    LetterId id;
    run(*store, [&](Transaction& tx) {
        const auto li = on_telegram(tx, "chat-42");
        store::NewLetter letter;
        letter.conversation = li;
        letter.key = "consent.ask";
        letter.body = "同意吗?";
        letter.choices = store::pack_choices({{"同意", "1"}});
        letter.state = LetterState::pending;
        letter.at = monday;
        id = tx.put_letter(letter);
        CHECK(tx.next_letter_at() == monday);
        tx.letter_outcome(outcome(id, LetterState::pending, monday + Millis{9}, "retry"));
        CHECK(tx.next_letter_at() == monday + Millis{9});
        CHECK(tx.due_letters(monday + Millis{8}, 10).empty());
        const auto due = tx.due_letters(monday + Millis{9}, 10);
        REQUIRE(due.size() == 1);
        CHECK(due[0].id == id);
        CHECK(due[0].conversation == li);
        CHECK(due[0].account == "tg");
        CHECK(due[0].recipient == "chat-42");
        CHECK(due[0].tries == 1);
        REQUIRE(due[0].choices.size() == 1);
        CHECK(due[0].choices[0].label == "同意");
        auto sent = outcome(id, LetterState::sent, monday, "sent");
        sent.platform_message_id = "tg-77";
        tx.letter_outcome(sent);
        CHECK_FALSE(tx.next_letter_at());
        CHECK(tx.count("count_attempts") == 2);
    });
    CHECK(raw_text(folder, "SELECT platform_message_id || ' ' || tries || ' ' || state FROM letters") == "tg-77 2 sent");
}

TEST_CASE("a dead letter is shown, goes out again when staff say so, and a late outcome changes nothing") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto id = write(tx, on_telegram(tx, "li"), "hello", LetterState::pending);
        tx.letter_outcome(outcome(id, LetterState::dead));
        CHECK(bodies(tx.dead_letters(10)) == Bodies{"hello"});
        CHECK(tx.due_letters(monday, 10).empty());
        tx.letter_outcome(outcome(id, LetterState::sent));  // not pending any more
        CHECK(bodies(tx.dead_letters(10)) == Bodies{"hello"});
        tx.retry_letter(id, monday + Millis{1});
        CHECK(tx.dead_letters(10).empty());
        CHECK(bodies(tx.due_letters(monday + Millis{1}, 10)) == Bodies{"hello"});
        tx.letter_outcome(outcome(id, LetterState::sent));
        tx.retry_letter(id, monday);  // what arrived is not sent again
        CHECK(tx.due_letters(monday + Millis{10}, 10).empty());
    });
}

TEST_CASE("when a member leaves, their waiting letters are not sent, and nobody else's are touched") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto li = on_telegram(tx, "li");
        write(tx, li, "one", LetterState::pending);
        write(tx, li, "two", LetterState::pending);
        write(tx, on_telegram(tx, "wang"), "wang's", LetterState::pending);
        tx.lost(li);
        CHECK(bodies(tx.due_letters(monday, 10)) == Bodies{"wang's"});
        CHECK_FALSE(tx.person_in(li)->reachable);
    });
}

TEST_CASE("when a member comes back, they get what they missed in its order, and nothing older") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto li = on_telegram(tx, "li");
        CHECK_FALSE(tx.found_again(li, monday));
        write(tx, li, "missed long ago", LetterState::unreachable);
        tx.letter_outcome(outcome(write(tx, li, "read since", LetterState::pending), LetterState::sent));
        write(tx, li, "was on its way", LetterState::pending);
        tx.lost(li);
        write(tx, li, "answer", LetterState::unreachable);
        CHECK(tx.found_again(li, monday + Millis{3}));
        CHECK(tx.person_in(li)->reachable);
        write(tx, li, "welcome back", LetterState::pending, monday + Millis{3});
        Bodies sent;
        for (int round = 0; round < 4; ++round) {
            for (const auto& letter : tx.due_letters(monday + Millis{3}, 10)) {
                sent.push_back(letter.text);
                tx.letter_outcome(outcome(letter.id, LetterState::sent));
            }
        }
        CHECK(sent == Bodies{"was on its way", "answer", "welcome back"});
        CHECK_FALSE(tx.found_again(li, monday));
    });
}

TEST_CASE("of very many missed letters only the newest twenty come") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto li = on_telegram(tx, "li");
        for (int i = 0; i < 30; ++i) write(tx, li, std::to_string(i), LetterState::unreachable);
        CHECK(tx.found_again(li, monday));
        CHECK(tx.count("count_pending") == 20);
        CHECK(bodies(tx.due_letters(monday, 10)) == Bodies{"10"});
    });
}

TEST_CASE("one idempotency key makes one letter") {
    Folder folder;
    const auto store = opened(folder);
    const auto send = [&] {
        return store->submit_and_wait([](Transaction& tx) {
            write_once(tx, greet(tx, "li", "tg", "telegram"), {}, "开会");
        });
    };
    CHECK(send());
    CHECK_FALSE(send());
    look(*store, [](Snapshot& seen) { CHECK(seen.count("count_letters") == 1); });
}

TEST_CASE("a reminder is planned once for each key, fires in order of time and can be called off") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto first = open(tx, greet(tx, "li"), "rights.wage", CaseStatus::registered);
        const auto other = open(tx, greet(tx, "wang"), "work.hours", CaseStatus::registered);
        CHECK(tx.remind("1001.warn.0", "warn", first, 0, monday + Millis{20}));
        CHECK_FALSE(tx.remind("1001.warn.0", "warn", first, 0, monday + Millis{5}));
        CHECK(tx.remind("1001.overdue.0", "overdue", first, 0, monday + Millis{10}));
        CHECK(tx.remind("1002.warn.0", "warn", other, 3, monday));
        CHECK(tx.next_reminder_at() == monday);
        CHECK(tx.due_reminders(monday - Millis{1}, 10).empty());
        auto due = tx.due_reminders(monday + Millis{20}, 10);
        REQUIRE(due.size() == 3);
        CHECK(due[0].about == other);
        CHECK(due[0].occurrence == 3);
        CHECK(due[1].kind == "overdue");
        CHECK(due[2].kind == "warn");
        CHECK(tx.due_reminders(monday + Millis{20}, 2).size() == 2);
        tx.reminder_done(due[0].id, "done");
        tx.cancel_reminders(first);
        CHECK(tx.due_reminders(monday + Millis{20}, 10).empty());
        CHECK_FALSE(tx.next_reminder_at());
        CHECK_FALSE(tx.remind("1002.warn.0", "warn", other, 3, monday));  // done is not forgotten
    });
}

TEST_CASE("an invitation joins one chat to one colleague, once, and not after it ran out") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto zhao = tx.add_staff("赵大姐", bot::dialogue::Role::staff, "rights", monday);
        const auto chat = greet(tx, "zhao's phone").conversation;
        const auto other = greet(tx, "a stranger").conversation;
        tx.invite(zhao, std::string(32, 'a'), monday + Millis{1000});
        CHECK_FALSE(tx.use_invitation(std::string(32, 'b'), other, monday));
        CHECK_FALSE(tx.use_invitation(std::string(32, 'a'), other, monday + Millis{1000}));
        CHECK(tx.use_invitation(std::string(32, 'a'), chat, monday) == zhao);
        CHECK_FALSE(tx.use_invitation(std::string(32, 'a'), other, monday));
        CHECK(tx.person_in(chat)->staff->id == zhao);
        CHECK_FALSE(tx.person_in(other)->staff);
        CHECK(tx.staff_of_desk("rights").size() == 1);
        CHECK_FALSE(tx.anyone_on_call());
        tx.set_on_call({zhao});
        CHECK(tx.anyone_on_call());
        tx.set_staff(zhao, bot::dialogue::Role::staff, "rights", false);
        CHECK_FALSE(tx.person_in(chat)->staff);  // a colleague who left reads as a member
        CHECK(tx.staff_of_desk("rights").empty());
        CHECK_FALSE(tx.anyone_on_call());
    });
}

TEST_CASE("a letter waits until its reader is awake, and those before it too, unless the reader turns out to be") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto li = on_telegram(tx, "li");
        const auto wang = on_telegram(tx, "wang");
        const auto four_o_clock = monday + Millis{7LL * 3600 * 1000};
        const auto later = [&](ConversationId to, const char* body) {
            store::NewLetter letter;
            letter.conversation = to;
            letter.previous = tx.person_in(to)->last_letter;
            letter.key = "confirm.ask";
            letter.body = body;
            letter.state = LetterState::pending;
            letter.at = monday;
            letter.not_before = four_o_clock;
            const auto id = tx.put_letter(letter);
            tx.set_last_letter(to, id);
            return id;
        };
        later(li, "one");
        const auto two = later(li, "two");
        later(wang, "wang's");
        CHECK(tx.due_letters(monday, 10).empty());
        CHECK(tx.next_letter_at() == four_o_clock);
        tx.hurry_letters(two, monday + Millis{1000});
        CHECK(bodies(tx.due_letters(monday + Millis{1000}, 10)) == Bodies{"one"});
        CHECK(bodies(tx.due_letters(four_o_clock, 10)) == Bodies{"one", "wang's"});
    });
}

TEST_CASE("a letter that a platform did not take is not hurried") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto li = on_telegram(tx, "li");
        const auto one = write(tx, li, "one", LetterState::pending);
        tx.letter_outcome(outcome(one, LetterState::pending, monday + Millis{9LL * 3600 * 1000}, "retry"));
        tx.hurry_letters(one, monday + Millis{1000});
        CHECK(tx.due_letters(monday + Millis{1000}, 10).empty());
    });
}

TEST_CASE("whoever says when they work is believed before the list of members") {
    Folder folder;
    const auto store = opened(folder);
    run(*store, [](Transaction& tx) {
        const auto li = greet(tx, "li", "tg", "telegram");
        CHECK(tx.shift_of(li.conversation).said.empty());
        tx.set_shift(li.member, "night");
        CHECK(tx.shift_of(li.conversation).said == "night");
        CHECK(tx.shift_of(li.conversation).listed.empty());
        store::RosterRow row;
        row.number = row.name = "100";
        store::UnitRow unit;
        unit.code = unit.name = "spinning";
        tx.put(unit);
        row.unit = tx.unit_named("spinning")->id;
        row.shift = "丙班夜班";
        tx.put(row);
        tx.link(tx.roster_person("100")->id, li.member, monday);
        CHECK(tx.shift_of(li.conversation).listed == "丙班夜班");
    });
}
