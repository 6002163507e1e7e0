// The simulated people: members who write, answer late, twice or never, and staff who are quick, slow or silent. Pure: what
// they hear goes in, what they say next and when comes out.
#pragma once

#include <queue>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/random.hpp"
#include "simulate/program.hpp"
#include "simulate/wire.hpp"

namespace bot::simulate {

struct Plan {
    Instant from{};
    Instant until{};
    std::int64_t cases = 5'000;
    std::int64_t members = 2'000;
    std::uint64_t seed = 1;
    std::vector<std::string> matters;      // what members write about
    std::vector<std::string> emergencies;
    std::vector<std::string> accounts;     // of platforms; the first is the web chat
};

std::vector<Colleague> colleagues(const std::vector<std::string>& desks);

class People {
public:
    People(Plan plan, std::vector<Colleague> staff);

    std::optional<Instant> next() const;  // when somebody acts
    // Everything that is said up to then, in order.
    std::vector<Saying> say(Instant until);
    void hear(const std::vector<Heard>& heard, Instant now);  // answers to the last say()
    // Somebody takes up most of what lies too long.
    void look_at(const std::vector<Waiting>& waiting, Instant now);
    std::int64_t arrived() const { return arrived_; }

private:
    enum class Act { arrive, speak, consent, answer, rate, confirm, take, contact, close, second, transfer, look_back, tell };
    struct Deed {
        Instant at{};
        std::uint64_t order = 0;
        Act act = Act::arrive;
        std::int64_t who = 0;  // member, or place in the list of staff
        std::int64_t about = 0;
        bool operator>(const Deed& other) const { return std::pair(at, order) > std::pair(other.at, other.order); }
    };
    struct Matter {
        std::int64_t member = 0;
        std::int64_t handler = 0;
        int tries = 0;
        Instant planned{};  // the last thing that a colleague has in mind to do
    };

    double share() { return static_cast<double>(random_.next() >> 11) * 0x1.0p-53; }
    std::int64_t below(std::int64_t limit) { return static_cast<std::int64_t>(random_.next() % static_cast<std::uint64_t>(limit)); }
    Millis between(Millis least, Millis most) { return least + Millis{below((most - least).count() + 1)}; }
    static Instant working(Instant at);
    void add(Instant at, Act act, std::int64_t who, std::int64_t about = 0);
    void arrive_again(Instant from);
    std::string words_of(const Deed& deed);
    Saying saying_of(const Deed& deed);
    std::int64_t somebody_of(const std::string& desk);
    void member_heard(const Deed& deed, const Heard& heard, Instant now);
    void confirm_heard(const Deed& deed, const Heard& heard, Instant now);
    void staff_heard(const Deed& deed, const Heard& heard, Instant now);
    void new_matter(std::int64_t member, const Heard& heard, Instant now);
    void emergency(std::int64_t about, Instant now);
    void work(std::int64_t about, Instant now);

    Plan plan_;
    std::vector<Colleague> staff_;
    std::unordered_map<std::string, std::vector<std::int64_t>> of_desk_;
    std::vector<std::int64_t> on_call_;
    std::vector<std::string> desks_;  // where a case may be sent
    SeededRandom random_;
    std::priority_queue<Deed, std::vector<Deed>, std::greater<>> agenda_;
    std::unordered_map<std::int64_t, Matter> open_;
    std::vector<bool> came_;   // members who wrote before
    std::vector<Deed> spoken_; // by whom the last sayings were
    std::uint64_t order_ = 0;
    std::uint64_t said_ = 0;
    std::int64_t arrived_ = 0;
};

}  // namespace bot::simulate
