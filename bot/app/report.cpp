// `niangjia report`: the three rates and timeliness of a period, from the data of a running or stopped program.
#include <algorithm>
#include <fmt/format.h>
#include <fstream>

#include "app/commands.hpp"
#include "app/tools.hpp"
#include "config/day_text.hpp"
#include "figures/rates.hpp"
#include "store/store.hpp"

namespace bot::app {
namespace {

using Names = std::map<std::string, std::string>;

store::RatesBy by_named(std::string_view code) {
    using store::RatesBy;
    for (const auto by : {RatesBy::unit, RatesBy::category, RatesBy::handler, RatesBy::channel}) {
        if (store::to_code(by) == code) return by;
    }
    return RatesBy::whole;
}

struct Period {
    Instant from{};
    Instant to{};
};

// Whole days of the organisation's zone; limits that have not fallen yet are not counted.
Result<Period> period_of(const config::Settings& settings, const ReportOptions& how, Instant now) {
    const auto first = config::parse_day(how.from);
    const auto last = config::parse_day(how.to);
    if (!first || !last || *last < *first) return fail(Errc::malformed, "--from and --to are days like 2026-01-31, the first not after the last");
    const auto begins = [&](calendar::Day day) { return calendar::to_utc(settings.calendar, calendar::LocalTime{day}); };
    return Period{begins(*first), std::min(begins(*last + std::chrono::days{1}), now)};
}

class Report {
public:
    Report(const engine::Tools& tools, Language language) : tools_(tools), language_(language) {}

    void look(const store::Snapshot& snapshot, Period period, store::RatesBy by) {
        const auto units = snapshot.units();
        sheet_ = figures::sheet(by, snapshot.rates(period.from, period.to, by), units);
        promises_ = snapshot.promises_due(period.from, period.to);
        names_ = {{"whole", say("report.group.whole")}, {"sealed", say("report.group.sealed")}, {"", say("report.group.none")}};
        if (by == store::RatesBy::unit) {
            for (const auto& one : units) {
                const auto id = fmt::format("{}", one.id.value);
                names_[id] = one.name;
                names_[id + "own"] = say("report.group.own", {{"unit", one.name}});
            }
        }
        for (const auto& one : snapshot.staff()) {
            if (by == store::RatesBy::handler) names_[fmt::format("{}", one.who.id.value)] = one.who.name;
        }
        if (by == store::RatesBy::category) name_categories();
        for (const auto& one : tools_.settings.accounts) {
            if (by == store::RatesBy::channel) names_[one.key] = one.key;
        }
    }

    std::string told(const ReportOptions& how) const {
        std::string text = say("report.head", {{"from", how.from}, {"to", how.to}}) + "\n";
        if (sheet_.whole.counts.cases == 0) return text + say("report.nothing") + "\n" + promises();
        text += line_of(sheet_.whole, "whole");
        if (!sheet_.whole.hidden) text += say("report.beside", beside(sheet_.whole.counts)) + "\n";
        text += promises();
        for (const auto& line : sheet_.lines) text += std::string(static_cast<std::size_t>(line.depth + 1) * 2, ' ') + line_of(line, line.group);
        return text + say("report.foot", {{"least", fmt::format("{}", figures::smallest_group)}}) + "\n";
    }

    std::string csv() const { return figures::csv(sheet_, names_); }

private:
    std::string say(std::string_view key, const templates::Values& values = {}) const {
        return tools_.messages.render(language_, key, values).text;
    }

    // Cases are grouped by how their sub-category begins: "fb" of "fb.praise", in the category "service".
    void name_categories() {
        for (const auto& category : tools_.settings.catalogue.categories) {
            for (const auto& id : category.subcategories) names_[id.substr(0, id.find('.'))] = category.name.in(language_);
        }
    }

    std::string name_of(const std::string& group) const {
        const auto at = names_.find(group);
        return at == names_.end() ? group : at->second;
    }

    std::string line_of(const figures::Line& line, const std::string& group) const {
        if (line.hidden) return say("report.hidden", {{"group", name_of(group)}}) + "\n";
        const auto shown = [&](figures::Measure measure) { return line.shown.at(measure).empty() ? std::string("–") : line.shown.at(measure); };
        return say("report.line", {{"group", name_of(group)},
                                   {"cases", fmt::format("{}", line.counts.cases)},
                                   {"response", shown(figures::response)},
                                   {"solution", shown(figures::solution)},
                                   {"satisfaction", shown(figures::satisfaction)},
                                   {"timeliness", shown(figures::timeliness)}}) +
               "\n";
    }

    // What was promised to members for these days: counts alone, of all together.
    std::string promises() const {
        if (promises_.due == 0) return {};
        return say("report.promises", {{"due", fmt::format("{}", promises_.due)},
                                       {"kept", fmt::format("{}", promises_.kept)},
                                       {"rate", percent(promises_.kept, promises_.due)},
                                       {"in_time", fmt::format("{}", promises_.in_time)}}) +
               "\n";
    }

    static std::string percent(std::int64_t part, std::int64_t of) { return fmt::format("{}", of == 0 ? 0 : (part * 200 + of) / (of * 2)); }

    // What belongs beside the rates: how many answered the questions, how many limits were moved.
    templates::Values beside(const store::RateCounts& counts) const {
        return {{"rated", percent(counts.rated, counts.asked)},
                {"extended", percent(counts.extended, counts.cases)},
                {"service", fmt::format("{:.1f}", figures::service_index(counts))}};
    }

    const engine::Tools& tools_;
    const Language language_;
    figures::Sheet sheet_;
    store::PromiseCounts promises_;
    Names names_;
};

int refuse(const Error& error) {
    fmt::print(stderr, "{}\n", error.detail);
    return error.code == Errc::malformed ? 2 : 1;
}

}  // namespace

int report(const Options& options, const ReportOptions& how) {
    SystemClock clock;
    SystemRandom random;
    const auto made = make_tools(options.config, options.data, clock, random);
    for (const auto& problem : made.problems) fmt::print(stderr, "{}\n", problem);
    if (!made.tools) return 1;
    const auto period = period_of(made.tools->settings, how, clock.now());
    if (!period) return refuse(period.error());
    Report one(*made.tools, how.language == "en" ? Language::en : Language::zh_hans);
    const auto looked = store::look_into(options.data, [&](store::Snapshot& snapshot) { one.look(snapshot, *period, by_named(how.by)); });
    if (!looked) return refuse(looked.error());
    fmt::print("{}", one.told(how));
    if (how.csv.empty()) return 0;
    std::ofstream file(how.csv, std::ios::binary);
    file << one.csv();
    return file.flush() ? 0 : refuse({Errc::unavailable, fmt::format("{}: cannot be written", how.csv)});
}

}  // namespace bot::app
