// Puts a question together from wording, catalogue and settings.
#include "assist/question.hpp"

#include "text/masking.hpp"
#include "platforms/completions/completions.hpp"

namespace bot::assist {
namespace {

std::string topics(const engine::Tools& tools, const engine::SecondLook& look) {
    std::string lines;
    for (const auto& id : look.offered) {
        const auto* topic = tools.settings.catalogue.find(id);
        if (topic == nullptr) continue;  // taken out of the catalogue meanwhile
        if (!lines.empty()) lines += '\n';
        lines +=
            tools.messages
                .render(look.language, "assist.topic", {{"id", id}, {"name", topic->name.in(look.language)}})
                .text;
    }
    return lines;
}

}  // namespace

HttpRequest question(const engine::Tools& tools, const engine::SecondLook& look, std::string_view words) {
    const auto& assist = tools.settings.assist;
    const auto instruction =
        tools.messages.render(look.language, "assist.instruction", {{"topics", topics(tools, look)}});
    auto request =
        platforms::completions::ask({assist.url, assist.key, assist.model, instruction.text, text::masked(words)});
    request.own_network_only = !assist.outside_allowed;
    return request;
}

}  // namespace bot::assist
