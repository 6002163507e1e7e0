#include "roster/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "text/normalize.hpp"

namespace bot::roster {
namespace {

constexpr std::array<std::string_view, 2> groups{"list.", "word."};

// Without case, width, blanks, marks, and what stands in brackets behind: "工 号*(必填)" is "工号".
std::string folded(std::string_view name) {
    auto plain = text::normalize(name);
    plain.erase(std::min(plain.find('('), plain.size()));
    std::erase_if(plain, [](char c) { return c == ' ' || c == '*' || c == '_' || c == ':'; });
    return plain;
}

std::vector<std::string_view> names_in(std::string_view text) {
    std::vector<std::string_view> names;
    while (!text.empty()) {
        const auto end = std::min(text.find('|'), text.size());
        names.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return names;
}

}  // namespace

Vocabulary::Vocabulary(const templates::Messages& messages) : messages_(messages) {
    for (const auto& key : messages.keys()) {
        const bool ours = std::any_of(groups.begin(), groups.end(), [&](auto group) { return key.starts_with(group); });
        const auto dot = key.rfind('.');
        if (!ours || dot == std::string::npos) continue;
        const auto group = key.substr(0, dot + 1);
        const auto code = key.substr(dot + 1);
        meanings_.emplace(group + folded(code), code);
        for (const auto language : {Language::zh_hans, Language::en}) {
            const auto text = messages.render(language, key, {}).text;
            for (const auto name : names_in(text)) meanings_.emplace(group + folded(name), code);
        }
    }
}

std::optional<std::string> Vocabulary::column(std::string_view list, std::string_view heading) const {
    const auto at = meanings_.find(fmt::format("list.{}.{}", list, folded(heading)));
    if (at == meanings_.end()) return std::nullopt;
    return at->second;
}

std::optional<std::string> Vocabulary::code(std::string_view group, std::string_view word) const {
    const auto at = meanings_.find(fmt::format("word.{}.{}", group, folded(word)));
    if (at == meanings_.end()) return std::nullopt;
    return at->second;
}

std::string Vocabulary::name_of(Language language, std::string_view list, std::string_view column) const {
    const auto text = messages_.render(language, fmt::format("list.{}.{}", list, column), {}).text;
    return text.substr(0, text.find('|'));
}

}  // namespace bot::roster
