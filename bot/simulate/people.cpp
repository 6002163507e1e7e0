#include "simulate/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "calendar/calendar.hpp"

namespace bot::simulate {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr double emergency_share = 0.004;
constexpr double listed_share = 0.4;   // members whose unit is known
constexpr int most_tries = 8;          // acts on one case, before it is left alone
constexpr hours zone{8};

struct LocalHour {
    int hour = 0;
    unsigned weekday = 0;  // 0: Sunday
};
LocalHour local(Instant at) {
    const auto shifted = at + zone;
    const auto day = std::chrono::floor<days>(shifted);
    return {static_cast<int>(std::chrono::floor<hours>(shifted - day).count()), std::chrono::weekday{day}.c_encoding()};
}

// How willing members are to write at this hour.
double liveliness(Instant at) {
    const auto [hour, weekday] = local(at);
    const double of_hour = hour < 6 ? 0.06 : hour < 8 ? 0.4 : hour < 22 ? 1 : 0.3;
    return of_hour * (weekday == 0 || weekday == 6 ? 0.5 : 1);
}
constexpr double mean_liveliness = 0.60;

bool is_staff(int act) { return act >= 6; }

}  // namespace

std::vector<Colleague> colleagues(const std::vector<std::string>& desks) {
    std::vector<Colleague> list;
    for (const auto& desk : desks) {
        for (int i = 1; i <= 3; ++i) list.push_back({fmt::format("{}-{}", desk, i), desk, dialogue::Role::staff, desk == "crisis" && i < 3});
        list.push_back({fmt::format("{}-lead", desk), desk, dialogue::Role::supervisor, desk == "crisis"});
    }
    list.push_back({"chair", "duty", dialogue::Role::chair, false});
    return list;
}

People::People(Plan plan, std::vector<Colleague> staff)
    : plan_(std::move(plan)), staff_(std::move(staff)), random_(plan_.seed), came_(static_cast<std::size_t>(plan_.members)) {
    for (std::size_t i = 0; i < staff_.size(); ++i) {
        const auto& one = staff_[i];
        if (one.role == dialogue::Role::staff) of_desk_[one.desk].push_back(static_cast<std::int64_t>(i));
        if (one.on_call) on_call_.push_back(static_cast<std::int64_t>(i));
    }
    for (const auto* desk : {"life", "rights", "safety", "help", "duty"}) {
        if (of_desk_.contains(desk)) desks_.emplace_back(desk);
    }
    arrive_again(plan_.from);
}

Instant People::working(Instant at) {
    for (;;) {
        const auto [hour, weekday] = local(at);
        if (weekday != 0 && weekday != 6 && hour >= 9 && hour < 17) return at;
        at = std::chrono::floor<hours>(at) + hours{1} + (at - std::chrono::floor<hours>(at)) % minutes{20};
    }
}

void People::add(Instant at, Act act, std::int64_t who, std::int64_t about) {
    agenda_.push({at, ++order_, act, who, about});
    if (!is_staff(static_cast<int>(act)) || act == Act::look_back) return;
    if (const auto matter = open_.find(about); matter != open_.end()) matter->second.planned = std::max(matter->second.planned, at);
}

// Evenly over the years, but rarely at night and less at weekends.
void People::arrive_again(Instant from) {
    const auto gap = static_cast<double>((plan_.until - plan_.from).count()) / static_cast<double>(plan_.cases) * mean_liveliness;
    auto at = from;
    do {
        at += Millis{static_cast<std::int64_t>(-std::log(1 - share()) * gap) + 1};
    } while (share() >= liveliness(at) && at < plan_.until);
    if (at < plan_.until) add(at, Act::arrive, below(plan_.members));
}

std::optional<Instant> People::next() const {
    if (agenda_.empty()) return std::nullopt;
    return agenda_.top().at;
}

std::vector<Saying> People::say(Instant until) {
    spoken_.clear();
    std::vector<Saying> sayings;
    while (!agenda_.empty() && agenda_.top().at <= until) {
        const auto deed = agenda_.top();
        agenda_.pop();
        if (deed.act == Act::arrive) {
            ++arrived_;
            arrive_again(deed.at);
        }
        // Platforms repeat what they got no answer to.
        const int times = !is_staff(static_cast<int>(deed.act)) && share() < 0.02 ? 2 : 1;
        const auto saying = saying_of(deed);
        for (int i = 0; i < times; ++i) {
            spoken_.push_back(deed);
            sayings.push_back(saying);
        }
    }
    return sayings;
}

std::string People::words_of(const Deed& deed) {
    const auto number = deed.about == 0 ? 0 : with_check_digit(deed.about);
    switch (deed.act) {
        case Act::arrive: {
            const auto& pool = share() < emergency_share ? plan_.emergencies : plan_.matters;
            return pool[static_cast<std::size_t>(below(static_cast<std::int64_t>(pool.size())))];
        }
        case Act::speak: {
            const auto draw = share();
            if (draw < 0.5) return "jindu";
            if (draw < 0.7) return "urge";
            return draw < 0.8 ? "withdraw" : plan_.matters[static_cast<std::size_t>(below(static_cast<std::int64_t>(plan_.matters.size())))];
        }
        case Act::consent: return share() < 0.97 ? "1" : "2";
        case Act::answer: return share() < 0.6 ? "skip" : fmt::format("3-{}", 100 + below(400));
        case Act::confirm: return share() < 0.86 ? "1" : "2";
        case Act::rate: {
            const auto draw = share();
            return draw < 0.5 ? "5" : draw < 0.78 ? "4" : draw < 0.92 ? "3" : draw < 0.97 ? "2" : "1";
        }
        case Act::take: return fmt::format("take {}", number);
        case Act::contact: return share() < 0.7 ? fmt::format("reply {} on it", number) : fmt::format("contacted {}", number);
        case Act::close:
        case Act::second: {
            const auto draw = share();
            return fmt::format("close {} {} looked into and settled", number, draw < 0.8 ? "met" : draw < 0.92 ? "partly" : "not_met");
        }
        case Act::transfer:
            if (share() < 0.3) return fmt::format("return {} not ours", number);
            return fmt::format("transfer {} {} belongs there", number, desks_[static_cast<std::size_t>(below(static_cast<std::int64_t>(desks_.size())))]);
        case Act::look_back: return fmt::format("followup {} {}", number, share() < 0.9 ? "met" : "not_met");
        case Act::tell: return fmt::format("contacted {}", number);
    }
    return {};
}

Saying People::saying_of(const Deed& deed) {
    Saying saying;
    saying.id = fmt::format("s{}", ++said_);
    saying.text = words_of(deed);
    if (is_staff(static_cast<int>(deed.act))) {
        saying.account = plan_.accounts.front();
        saying.sender = staff_[static_cast<std::size_t>(deed.who)].name;
        saying.about = CaseId{deed.about};
        return saying;
    }
    saying.account = plan_.accounts[static_cast<std::size_t>(deed.who) % plan_.accounts.size()];
    saying.sender = fmt::format("m{}", deed.who);
    if (deed.act == Act::confirm || deed.act == Act::rate) saying.about = CaseId{deed.about};
    const bool first = !came_[static_cast<std::size_t>(deed.who)];
    came_[static_cast<std::size_t>(deed.who)] = true;
    // By their number, so that a seed tells who is listed.
    if (first && static_cast<double>(deed.who % 10) < listed_share * 10) saying.unit = 1 + deed.who % 12;
    return saying;
}

std::int64_t People::somebody_of(const std::string& desk) {
    const auto at = of_desk_.find(desk);
    const auto& people = at == of_desk_.end() || at->second.empty() ? of_desk_.at("duty") : at->second;
    return people[static_cast<std::size_t>(below(static_cast<std::int64_t>(people.size())))];
}

void People::hear(const std::vector<Heard>& heard, Instant now) {
    for (std::size_t i = 0; i < spoken_.size() && i < heard.size(); ++i) {
        if (heard[i].repeated) continue;
        const auto& deed = spoken_[i];
        if (is_staff(static_cast<int>(deed.act))) {
            staff_heard(deed, heard[i], now);
        } else if (deed.act == Act::confirm) {
            confirm_heard(deed, heard[i], now);
        } else if (deed.act != Act::rate) {
            member_heard(deed, heard[i], now);
        } else if (heard[i].status == CaseStatus::reopened) {
            new_matter(deed.who, heard[i], now);
        } else {
            open_.erase(deed.about);
        }
    }
}

void People::look_at(const std::vector<Waiting>& waiting, Instant now) {
    for (const auto& one : waiting) {
        const auto known = open_.find(one.about.value);
        if (share() < 0.3 || (known != open_.end() && known->second.planned > now)) continue;
        if (one.emergency) {
            emergency(one.about.value, now);
            continue;
        }
        auto& matter = open_.try_emplace(one.about.value, Matter{-1, 0, 0, {}}).first->second;
        matter.handler = one.handler ? one.handler.value - 1 : somebody_of(one.desk);
        matter.tries = 1;
        const auto act = one.answered ? Act::tell : Act::close;
        add(working(now + between(minutes{5}, hours{4})), act, matter.handler, one.about.value);
    }
}

void People::member_heard(const Deed& deed, const Heard& heard, Instant now) {
    using dialogue::Step;
    const bool waits = heard.step == Step::split || heard.step == Step::attach || heard.step == Step::menu || heard.step == Step::withdraw;
    if (heard.step == Step::consent) {
        const auto draw = share();
        if (draw < 0.85) add(now + between(seconds{8}, minutes{3}), Act::consent, deed.who);
        else if (draw < 0.92) add(now + between(hours{3}, days{3}), Act::consent, deed.who);
    } else if (heard.step == Step::form && share() < 0.85) {
        add(now + between(seconds{8}, minutes{4}), Act::answer, deed.who);
    } else if ((waits || dialogue::in_crisis(heard.step)) && share() < 0.8) {
        add(now + between(seconds{8}, minutes{2}), waits ? Act::consent : Act::answer, deed.who);
    }
    const bool taken = heard.status == CaseStatus::registered || heard.status == CaseStatus::triaged;
    if (heard.about && taken && !open_.contains(heard.about.value)) {
        new_matter(deed.who, heard, now);
        if (share() < 0.3) add(now + between(hours{2}, days{6}), Act::speak, deed.who);
    }
}

void People::new_matter(std::int64_t member, const Heard& heard, Instant now) {
    const auto about = heard.about.value;
    auto& matter = open_[about];
    if (matter.tries == 0) matter = {member, somebody_of(heard.desk), 0, {}};
    if (heard.emergency) return emergency(about, now);
    work(about, now);
}

// On call: most are there in minutes, some only after several pages.
void People::emergency(std::int64_t about, Instant now) {
    const auto first = on_call_[static_cast<std::size_t>(below(static_cast<std::int64_t>(on_call_.size())))];
    open_[about].handler = first;
    const auto there = now + (share() < 0.8 ? between(minutes{1}, minutes{9}) : between(minutes{20}, hours{2}));
    add(there, Act::take, first, about);
    add(there + minutes{1}, Act::contact, first, about);
    const auto over = working(there + between(days{1}, days{4}));
    add(over, Act::close, first, about);
    const auto other = first == on_call_.front() ? on_call_.back() : on_call_.front();
    add(over + hours{1}, Act::second, other, about);
    // How are you? Four times in a month, and once more for one that was forgotten.
    for (const auto after : {days{1}, days{3}, days{7}, days{30}, days{37}}) {
        if (share() < 0.9) add(there + minutes{1} + after + between(minutes{5}, hours{8}), Act::look_back, first, about);
    }
}

void People::work(std::int64_t about, Instant now) {
    auto& matter = open_[about];
    if (++matter.tries > most_tries) return;
    const auto draw = share();
    if (draw < 0.74) {
        add(working(now + between(minutes{2}, hours{5})), Act::take, matter.handler, about);
    } else if (draw < 0.92) {
        add(working(now + between(days{1}, days{12})), Act::take, matter.handler, about);
    } else if (draw < 0.96) {
        add(working(now + between(days{12}, days{40})), Act::close, matter.handler, about);  // silent until it cannot go on
    } else {
        add(working(now + between(minutes{10}, days{2})), Act::transfer, matter.handler, about);
    }
}

void People::staff_heard(const Deed& deed, const Heard& heard, Instant now) {
    const auto about = deed.about;
    if (heard.emergency) {
        if (!is_open(heard.status)) open_.erase(about);
        return;
    }
    if (!is_open(heard.status)) {
        if (heard.status == CaseStatus::closed && deed.act != Act::look_back && share() < 0.6) {
            add(working(now + between(days{14}, days{20})), Act::look_back, deed.who, about);
        } else {
            open_.erase(about);
        }
        return;
    }
    if (!open_.contains(about)) return;
    switch (deed.act) {
        case Act::take:
            add(working(now + between(minutes{20}, days{2})), share() < 0.6 ? Act::contact : Act::close, deed.who, about);
            return;
        case Act::contact: add(working(now + between(hours{1}, days{5})), Act::close, deed.who, about); return;
        case Act::transfer:
            open_[about].handler = somebody_of(heard.desk);
            return work(about, now);
        case Act::look_back:
            if (heard.status == CaseStatus::reopened) work(about, now);
            return;
        default: break;
    }
    const bool answered = heard.status == CaseStatus::replied || heard.status == CaseStatus::awaiting_confirmation;
    if (!answered) return work(about, now);
    const auto member = open_[about].member;
    if (member >= 0 && share() < 0.58) add(now + between(minutes{5}, days{3}), Act::confirm, member, about);
    add(working(now + between(days{9}, days{25})), Act::look_back, deed.who, about);
}

void People::confirm_heard(const Deed& deed, const Heard& heard, Instant now) {
    if (heard.status == CaseStatus::closed && heard.step == dialogue::Step::rate && share() < 0.65) {
        add(now + between(seconds{10}, minutes{5}), Act::rate, deed.who, deed.about);
    } else if (heard.status == CaseStatus::reopened && open_.contains(deed.about)) {
        open_[deed.about].tries = 0;
        work(deed.about, now);
    }
}

}  // namespace bot::simulate
