// legal.toml: periods that the law sets, with what they are counted from. Optional: without the file no period is known.
#include <algorithm>
#include <functional>

#include "config/parts.hpp"
#include "config/table.hpp"

namespace bot::config {

namespace {

using calendar::LegalPeriod;
using calendar::PeriodUnit;

constexpr const char* legal_file = "legal.toml";
constexpr Whole amounts{1, 3'650, ""};
constexpr Whole margins{0, 365, "days"};
constexpr Whole reminders{1, 730, "days"};

calendar::Name name_of(dialogue::Wording wording) { return {std::move(wording.zh), std::move(wording.en)}; }

int shortest_days(const LegalPeriod& period) {
    switch (period.unit) {
        case PeriodUnit::days: return period.amount;
        case PeriodUnit::months: return period.amount * 28;
        case PeriodUnit::years: return period.amount * 365;
    }
    return 0;
}

void read_length(Table& table, LegalPeriod& period) {
    constexpr PeriodUnit units[] = {PeriodUnit::days, PeriodUnit::months, PeriodUnit::years};
    if (!table.has("amount")) table.problem("amount", "expected a number of days, months or years");
    period.amount = static_cast<int>(table.whole("amount", amounts, 1));
    const auto unit = table.one_of("unit", {"days", "months", "years"});
    if (unit) period.unit = units[*unit];
    period.safety_days = static_cast<int>(table.whole("safety_days", margins, 0));
    if (unit && period.safety_days >= shortest_days(period)) {
        table.problem("safety_days", "expected fewer days than the period has");
    }
}

void read_reminders(Table& table, LegalPeriod& period) {
    for (const auto days : table.wholes("remind_days", reminders)) period.remind_days.push_back(static_cast<int>(days));
    const auto& all = period.remind_days;
    if (!std::is_sorted(all.begin(), all.end(), std::greater_equal<>())) {
        table.problem("remind_days", "expected days before the last one, each fewer than the one before");
    }
}

LegalPeriod read_period(Table& table, const Settings& settings) {
    LegalPeriod period;
    period.id = table.code("id");
    period.name = name_of(table.wording("name"));
    read_length(table, period);
    period.counted_from = name_of(table.wording("counted_from"));
    period.source = name_of(table.wording("source"));
    read_reminders(table, period);
    period.subcategories = table.texts("subcategories");
    for (std::size_t i = 0; i < period.subcategories.size(); ++i) {
        const auto& id = period.subcategories[i];
        if (!id.empty() && settings.catalogue.find(id) == nullptr) {
            table.problem("subcategories", i, "expected the id of a sub-category; there is no \"" + id + "\"");
        }
    }
    table.done();
    return period;
}

}  // namespace

void read_legal(Draft& draft) {
    std::error_code error;
    if (!std::filesystem::exists(draft.folder() / legal_file, error)) return;
    const auto file = TomlFile::open(draft.folder(), legal_file, draft.problems());
    if (!file) return;
    auto root = file->root(draft.problems());
    auto& periods = draft.settings().legal;
    for (auto& table : root.tables("period")) {
        auto period = read_period(table, draft.settings());
        const bool again = std::any_of(periods.begin(), periods.end(), [&](const auto& one) { return one.id == period.id; });
        if (again && !period.id.empty()) {
            table.problem("id", "expected an id of its own; \"" + period.id + "\" is there twice");
        }
        periods.push_back(std::move(period));
    }
    root.done();
}

}  // namespace bot::config
