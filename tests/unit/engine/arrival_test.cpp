// An answer counts once it arrived: what delivery reports is what the case goes by.
#include "house.hpp"

using namespace test;
using namespace std::chrono_literals;

namespace {

// A member on a platform that letters are pushed to.
struct Pushed : House {
    Pushed() {
        REQUIRE(store->submit_and_wait([&](store::Transaction& tx) { tx.remember_account("push", "telegram"); }));
        staff("老周", "life");
        staff("郑科长", "life", dialogue::Role::supervisor);
        for (const auto* words : {"宿舍屋顶漏水，床都湿了", "1", "跳过", "跳过"}) push(words);
        deliver(store::LetterState::sent);
        say("老周", "办结 10019 已解决 补好了");
    }

    void push(const std::string& words) {
        auto inbound = message("小苗", words, words + std::to_string(++pushed_));
        inbound.account = "push";
        clock.advance(2s);
        take(std::move(inbound));
    }

    // What delivery writes down, letter by letter, for all that may go out now.
    void deliver(store::LetterState outcome) {
        for (int round = 0; round < 20; ++round) {
            std::vector<Letter> due;
            read([&](store::Snapshot& snapshot) { due = snapshot.due_letters(clock.now(), 10); });
            if (due.empty()) return;
            REQUIRE(store->submit_and_wait([&](store::Transaction& tx) {
                for (const auto& letter : due) {
                    store::LetterOutcome row;
                    row.letter = letter.id;
                    row.state = outcome;
                    row.at = clock.now();
                    row.outcome = outcome == store::LetterState::sent ? "sent" : "dead";
                    tx.letter_outcome(row);
                }
            }));
        }
    }

    CaseStatus status() { return case_view(1001).status; }
    std::string last_to_member() {
        std::string last;
        read([&](store::Snapshot& snapshot) {
            const auto person = snapshot.person(snapshot.account("push").value(), "小苗");
            last = snapshot.entries_after(person->conversation, 0, 1000).back().text;
        });
        return last;
    }

private:
    int pushed_ = 0;
};

}  // namespace

TEST_CASE("a member is asked whether it is solved when the answer is there, and not before") {
    Pushed house;
    CHECK(house.status() == CaseStatus::replied);
    CHECK(house.last_to_member().find("补好了") != std::string::npos);
    house.deliver(store::LetterState::sent);
    house.wait(1min);
    CHECK(house.status() == CaseStatus::awaiting_confirmation);
    CHECK(house.last_to_member().find("真的好了没") != std::string::npos);
    house.push("1");
    CHECK(house.status() == CaseStatus::closed);
}

TEST_CASE("an answer that does not arrive is told in another way") {
    Pushed house;
    house.deliver(store::LetterState::dead);
    house.wait(std::chrono::days{2});
    CHECK(house.status() == CaseStatus::replied);
    CHECK(house.last_letter("老周").find("答复一直没送到") != std::string::npos);
    house.say("老周", "已联系 10019 打电话说了");
    CHECK(house.status() == CaseStatus::awaiting_confirmation);
    const auto letters = house.letters("老周").size();
    house.wait(std::chrono::days{1});
    CHECK(house.letters("老周").size() == letters);
}

TEST_CASE("other letters of a case say nothing about its answer") {
    Pushed house;
    house.say("老周", "已联系 10019");
    REQUIRE(house.status() == CaseStatus::awaiting_confirmation);
    house.push("重办 10019");
    REQUIRE(house.status() == CaseStatus::reopened);
    house.say("老周", "回 10019 明天再来看看");
    house.deliver(store::LetterState::sent);
    house.wait(1h);
    CHECK(house.status() == CaseStatus::handling);
}
