// Due dates are kept as dates, not as sums: a calendar that changes later must not move what was promised. So a sum is found
// again by trying what it may have been counted from, and told only when it gives the very date.
#include "engine/promise.hpp"

#include <fmt/format.h>

#include <optional>

#include "engine/wording.hpp"

namespace bot::engine {

namespace {

using calendar::Day;
using calendar::DaysApart;
using calendar::Sum;
using dialogue::CaseView;

constexpr int ordinary_days = 5;
constexpr int reopened_days = 5;
constexpr std::size_t most_told = 6;  // stretches of days; a limit that crosses more is longer than any in use

std::optional<Sum> that_gives(const Promise& promise, const std::vector<Instant>& starts, Instant due) {
    for (const auto start : starts) {
        auto sum = promise.sum(start);
        if (sum.due.at == due) return sum;
    }
    return std::nullopt;
}

std::optional<Sum> found_again(const Work& work, const CaseView& about) {
    const auto& settings = work.tools.settings;
    const auto starts = work.tx.counted_from(about.id);
    if (about.reopened > 0) {
        if (auto sum = that_gives(promise_of_reopening(settings, about.desk), starts, *about.due)) return sum;
    }
    const auto opened_as = work.tx.opened_as(about.id);
    for (const auto& id : {about.subcategory, opened_as.substr(0, opened_as.find(','))}) {
        const auto* topic = settings.catalogue.find(id);
        if (topic == nullptr) continue;
        if (auto sum = that_gives(promise_for(settings, *topic), starts, *about.due)) return sum;
    }
    return std::nullopt;
}

// Says a sum in one language.
class Teller {
public:
    Teller(const Tools& tools, Language language) : tools_(tools), language_(language) {}

    std::string tell(const Sum& sum) const {
        return sum.wall_clock ? tell_wall_clock(sum) : tell_working_days(sum);
    }
    std::string say(std::string_view key, const templates::Values& values = {}) const {
        return tools_.messages.render(language_, key, values).text;
    }
    std::string at(Instant moment) const { return engine::moment(tools_, language_, moment); }

private:
    std::string tell_wall_clock(const Sum& sum) const {
        const bool hours = sum.minutes % std::chrono::hours{1} == calendar::Minutes{0};
        const auto amount = hours ? sum.minutes / std::chrono::hours{1} : sum.minutes.count();
        return say(hours ? "sum.hours" : "sum.minutes",
                   {{"received", at(sum.received)}, {"amount", fmt::format("{}", amount)}, {"due", at(sum.due.at)}});
    }

    std::string tell_working_days(const Sum& sum) const {
        return say("sum.days", {{"received", at(sum.received)},
                                {"from", sum.counted_from == sum.received ? "" : at(sum.counted_from)},
                                {"days", fmt::format("{}", sum.working_days)},
                                {"apart", apart(sum.apart)},
                                {"unverified", sum.due.verified ? "" : "1"},
                                {"due", at(sum.due.at)}});
    }

    std::string apart(const std::vector<DaysApart>& all) const {
        std::string told;
        for (std::size_t i = 0; i < all.size() && i < most_told; ++i) {
            const auto one = one_apart(all[i]);
            told = told.empty() ? one : say("sum.two", {{"one", told}, {"other", one}});
        }
        if (all.size() > most_told) told = say("sum.two", {{"one", told}, {"other", say("sum.more")}});
        return told;
    }

    std::string one_apart(const DaysApart& one) const {
        const auto weekday = fmt::format("format.weekday.d{}", std::chrono::weekday{one.from}.iso_encoding());
        switch (one.why) {
            case DaysApart::Why::rest:
                if (one.from != one.to) return say("sum.rest_days", {{"days", days(one)}});
                return say("sum.rest_day", {{"day", days(one)}, {"weekday", say(weekday)}});
            case DaysApart::Why::makeup_day: return say("sum.makeup_day", {{"day", days(one)}, {"weekday", say(weekday)}});
            case DaysApart::Why::holiday:
            case DaysApart::Why::special_closed:
                return say("sum.closed", {{"name", one.name.in(language_)}, {"days", days(one)}});
            case DaysApart::Why::special_worked:
                return say("sum.worked", {{"name", one.name.in(language_)}, {"days", days(one)}});
        }
        return {};
    }

    std::string days(const DaysApart& one) const {
        if (one.from == one.to) return day(one.from);
        return say("sum.from_to", {{"from", day(one.from)}, {"to", day(one.to)}});
    }

    std::string day(Day at) const {
        const std::chrono::year_month_day date{at};
        const auto month = static_cast<unsigned>(date.month());
        return say("sum.day", {{"month_name", say(fmt::format("format.month.m{}", month))},
                               {"day", fmt::format("{}", static_cast<unsigned>(date.day()))}});
    }

    const Tools& tools_;
    Language language_;
};

std::string told_promise(const Work& work, const Teller& teller, const CaseView& about) {
    const auto sum = found_again(work, about);
    return sum ? teller.tell(*sum) : teller.say("sum.kept", {{"due", teller.at(*about.due)}});
}

// A date that was moved is the date before, and what moved it; the last that moved it first.
std::string told_moved(const Work& work, const Teller& teller, CaseView about, std::vector<store::DeferralRow> moves) {
    while (!moves.empty() && moves.back().due_after != about.due) moves.pop_back();
    if (moves.empty()) return told_promise(work, teller, about);
    const auto last = std::move(moves.back());
    moves.pop_back();
    const auto due = teller.at(*about.due);
    about.due = last.due_before;
    const auto before = told_moved(work, teller, about, std::move(moves));
    if (last.kind == store::DeferralKind::extension) return teller.say("sum.extended", {{"sum", before}, {"reason", last.reason}, {"due", due}});
    return teller.say("sum.paused", {{"sum", before}, {"from", teller.at(*last.decided)}, {"to", teller.at(*last.ended)}, {"due", due}});
}

}  // namespace

calendar::Due Promise::due(Instant from) const {
    if (wall_clock) return {from + minutes, true};
    return calendar::add_working_days(*calendar, from, working_days);
}

calendar::Sum Promise::sum(Instant from) const {
    return wall_clock ? calendar::sum_of_wall_clock(from, minutes) : calendar::sum_of_working_days(*calendar, from, working_days);
}

Promise promise_for(const config::Settings& settings, const dialogue::Subcategory& topic) {
    Promise promise;
    promise.calendar = &settings.calendar_of(topic.desk);
    promise.working_days = ordinary_days;
    const auto found = settings.catalogue.limits.find(topic.limits);
    if (found == settings.catalogue.limits.end()) return promise;
    const auto& limits = found->second;
    promise.wall_clock = limits.wall_clock;
    promise.minutes = calendar::Minutes{limits.reply_minutes};
    promise.working_days = limits.reply_working_days;
    return promise;
}

Promise promise_of_reopening(const config::Settings& settings, std::string_view desk) {
    Promise promise;
    promise.calendar = &settings.calendar_of(desk);
    promise.working_days = reopened_days;
    return promise;
}

std::string told_sum(const Work& work, Language language, const CaseView& about) {
    if (!about.due) return {};
    const Teller teller(work.tools, language);
    auto told = told_moved(work, teller, about, work.tx.deferrals(about.id));
    return about.status == CaseStatus::on_hold ? teller.say("sum.on_hold", {{"sum", told}}) : told;
}

}  // namespace bot::engine
