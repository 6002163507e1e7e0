#include "engine/wording.hpp"

#include <fmt/format.h>

namespace bot::engine {
namespace {

std::string desk_name(const Tools& tools, Language language, const std::string& key) {
    for (const auto& desk : tools.settings.desks) {
        if (desk.key == key) return desk.name.in(language);
    }
    return key;
}

}  // namespace

std::string moment(const Tools& tools, Language language, Instant at) {
    const auto local = calendar::to_local(tools.settings.calendar, at);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::minutes>(local - day)};
    const auto weekday = std::chrono::weekday{day}.iso_encoding();
    const auto month = static_cast<unsigned>(date.month());
    return tools.messages
        .render(language, "format.moment",
                {{"month_name", tools.messages.render(language, fmt::format("format.month.m{}", month), {}).text},
                 {"day", fmt::format("{}", static_cast<unsigned>(date.day()))},
                 {"weekday", tools.messages.render(language, fmt::format("format.weekday.d{}", weekday), {}).text},
                 {"time", fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count())}})
        .text;
}

templates::Values case_values(const Tools& tools, Language language, const dialogue::CaseView& about, const Wanted& wanted) {
    const auto& messages = tools.messages;
    const auto fixed = [&](std::string_view key) { return messages.render(language, key, {}).text; };
    templates::Values values;
    for (const auto& name : wanted) {
        if (name == "number") {
            values.emplace_back(name, fmt::format("{}", about.number));
        } else if (name == "topic") {
            const auto* topic = tools.settings.catalogue.find(about.subcategory);
            values.emplace_back(name, topic == nullptr ? about.subcategory : topic->name.in(language));
        } else if (name == "heard") {
            const auto* topic = tools.settings.catalogue.find(about.subcategory);
            values.emplace_back(name, topic == nullptr ? "" : topic->heard.in(language));
        } else if (name == "desk") {
            values.emplace_back(name, desk_name(tools, language, about.desk));
        } else if (name == "due") {
            values.emplace_back(name, about.due ? moment(tools, language, *about.due) : fixed("format.no_due"));
        } else if (name == "handler") {
            values.emplace_back(name, about.handler_name.empty() ? fixed("format.nobody_yet") : about.handler_name);
        } else if (name == "status") {
            values.emplace_back(name, fixed(fmt::format("status.{}", to_code(about.status))));
        }
    }
    return values;
}

templates::Values union_values(const Tools& tools, Language language, const Wanted& wanted) {
    const auto& about = tools.settings.about;
    templates::Values values;
    for (const auto& name : wanted) {
        if (name == "union") {
            values.emplace_back(name, about.name.empty() ? tools.messages.render(language, "format.union", {}).text : about.name);
        } else if (name == "phone") {
            values.emplace_back(name, about.phone);
        } else if (name == "crisis_line") {
            values.emplace_back(name, about.local_crisis_line);
        } else if (name == "sleep_from" || name == "sleep_to") {
            const auto& quiet = tools.settings.calendar.rules().quiet_by_day;
            const std::chrono::hh_mm_ss time{name == "sleep_from" ? quiet.from : quiet.to};
            values.emplace_back(name, fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count()));
        }
    }
    return values;
}

int local_hour(const Tools& tools, Instant at) {
    const auto local = calendar::to_local(tools.settings.calendar, at);
    return static_cast<int>(
        std::chrono::duration_cast<std::chrono::hours>(local - std::chrono::floor<std::chrono::days>(local)).count());
}

}  // namespace bot::engine
