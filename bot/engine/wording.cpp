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

templates::Values case_values(const Tools& tools, Language language, const dialogue::CaseView& about) {
    const auto& messages = tools.messages;
    const auto* topic = tools.settings.catalogue.find(about.subcategory);
    return {{"number", fmt::format("{}", about.number)},
            {"topic", topic == nullptr ? about.subcategory : topic->name.in(language)},
            {"desk", desk_name(tools, language, about.desk)},
            {"due", about.due ? moment(tools, language, *about.due) : messages.render(language, "format.no_due", {}).text},
            {"handler", about.handler_name.empty() ? messages.render(language, "format.nobody_yet", {}).text
                                                   : about.handler_name},
            {"status", messages.render(language, fmt::format("status.{}", to_code(about.status)), {}).text}};
}

templates::Values union_values(const Tools& tools, Language language) {
    const auto& about = tools.settings.about;
    return {{"union", about.name.empty() ? tools.messages.render(language, "format.union", {}).text : about.name}, {"phone", about.phone}, {"crisis_line", about.local_crisis_line}};
}

int local_hour(const Tools& tools, Instant at) {
    const auto local = calendar::to_local(tools.settings.calendar, at);
    return static_cast<int>(
        std::chrono::duration_cast<std::chrono::hours>(local - std::chrono::floor<std::chrono::days>(local)).count());
}

}  // namespace bot::engine
