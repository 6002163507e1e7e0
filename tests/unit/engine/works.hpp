// A plant with a workshop, people in it, and seats, for the tests of the representatives' week.
#pragma once

#include "house.hpp"
#include "store/week.hpp"

namespace test {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

inline bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

struct Works : House {
    explicit Works(std::shared_ptr<engine::Tools> with = shipped_tools()) : House(std::move(with)) {
        staff("陈姐", "life");
        change([](store::Transaction& tx) {
            unit(tx, "A1", unit(tx, "A"));
            unit(tx, "A2", unit(tx, "A"));
        });
    }

    static UnitId unit(store::Transaction& tx, const std::string& code, UnitId above = {}) {
        if (!tx.unit_named(code)) tx.put(store::UnitRow{{}, code, code, store::UnitKind::other, above, true});
        return tx.unit_named(code).value().id;
    }
    void change(const std::function<void(store::Transaction&)>& work) { REQUIRE(store->submit_and_wait(work)); }

    void representative(const std::string& name, dialogue::Role role = dialogue::Role::representative) { staff(name, "life", role); }

    // From so long after now on, for so long.
    SeatId seat(const std::string& name, const std::string& code, Millis lasting = days{60}, Millis after = Millis{0},
                store::SeatState state = store::SeatState::active, store::SeatKind kind = store::SeatKind::representative) {
        SeatId id;
        change([&](store::Transaction& tx) {
            store::SeatRow row;
            for (const auto& one : tx.staff()) {
                if (one.who.name == name) row.staff = one.who.id;
            }
            row.kind = kind;
            row.constituency = tx.unit_named(code).value().id;
            row.from = clock.now() + after;
            row.until = row.from + lasting;
            row.state = state;
            tx.put(row);
            id = tx.seat_like(row).value().id;
        });
        return id;
    }

    void member(const std::string& who, const std::string& number, const std::string& code) {
        change([&](store::Transaction& tx) {
            store::RosterRow person;
            person.number = number;
            person.name = "secret name";
            person.unit = tx.unit_named(code).value().id;
            tx.put(person);
            tx.set_member_code(tx.roster_person(number).value().id, engine::code_hash("CODE" + number), clock.now() + days{1});
        });
        say(who, "绑定 CODE" + number);
    }
    // A registered matter; its number.
    std::string complains(const std::string& who, const std::string& words = "食堂的菜太咸了") {
        say(who, words);
        say(who, "1");
        std::int64_t row = 0;
        read([&](store::Snapshot& snapshot) { row = snapshot.person(snapshot.account("web").value(), who)->last_case.value; });
        return fmt::format("{}", with_check_digit(row));
    }

    // How many letters with these words somebody got.
    long told(const std::string& who, std::string_view part) {
        const auto all = letters(who);
        return std::count_if(all.begin(), all.end(), [&](const auto& one) { return has(one, part); });
    }
    std::int64_t reminders(std::string_view kind, std::string_view state) {
        std::int64_t count = 0;
        read([&](store::Snapshot& snapshot) { count = store::count_reminders(snapshot, kind, state); });
        return count;
    }
    void until(int year, unsigned month, unsigned day, Millis time) {
        const std::chrono::local_days date{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)};
        wait(calendar::to_utc(tools->settings.calendar, calendar::LocalTime{date} + time) - clock.now());
    }
};

}  // namespace test
