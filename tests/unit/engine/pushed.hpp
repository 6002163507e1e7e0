// A member whose letters are pushed by a platform, and a matter of theirs that a colleague has answered.
#pragma once

#include "house.hpp"

namespace test {

using namespace std::chrono_literals;

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

}  // namespace test
