// Words of legal periods, from templates.
#include "engine/legal_words.hpp"

#include <fmt/format.h>

namespace bot::engine {

std::string date(const Tools& tools, Language language, calendar::Day day) {
    const std::chrono::year_month_day date{day};
    const auto month = fmt::format("format.month.m{}", static_cast<unsigned>(date.month()));
    return tools.messages
        .render(language, "format.date",
                {{"year", fmt::format("{}", static_cast<int>(date.year()))},
                 {"month_name", tools.messages.render(language, month, {}).text},
                 {"day", fmt::format("{}", static_cast<unsigned>(date.day()))}})
        .text;
}

std::string told_period(const Tools& tools, Language language, const calendar::LegalPeriod& period, calendar::Day from,
                        calendar::Day today) {
    const auto dates = calendar::legal_dates(period, from);
    const templates::Values named{{"name", period.name.in(language)}, {"source", period.source.in(language)}};
    if (calendar::how_pressing(dates, today) == calendar::Pressing::now) {
        return tools.messages.render(language, "legal.now", named).text;
    }
    auto values = named;
    values.emplace_back("counted_from", period.counted_from.in(language));
    values.emplace_back("from", date(tools, language, from));
    values.emplace_back("last", date(tools, language, dates.last));
    values.emplace_back("safety", date(tools, language, dates.safety));
    return tools.messages.render(language, "legal.dates", values).text;
}

}  // namespace bot::engine
