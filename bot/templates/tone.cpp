// The checks of the tone list.
#include "templates/tone.hpp"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>
#include <utf8proc.h>

#include <algorithm>

namespace bot::templates {

namespace {

struct Counts {
    std::size_t han = 0;
    std::size_t exclamations = 0;
    std::size_t questions = 0;
    std::size_t emoji = 0;
};

bool within(utf8proc_int32_t c, utf8proc_int32_t first, utf8proc_int32_t last) {
    return c >= first && c <= last;
}

bool is_han(utf8proc_int32_t c) {
    return within(c, 0x4E00, 0x9FFF) || within(c, 0x3400, 0x4DBF) || within(c, 0x20000, 0x3134F) ||
           c == 0x3007;
}

// Pictographs, dingbats and the enclosing keycap. Skin tones and joined parts belong to the emoji before
// them.
bool is_emoji(utf8proc_int32_t c) {
    if (within(c, 0x1F3FB, 0x1F3FF)) return false;
    return within(c, 0x1F300, 0x1FAFF) || within(c, 0x2600, 0x27BF) || within(c, 0x2B00, 0x2BFF) ||
           c == 0x20E3;
}

Counts counted(std::string_view text) {
    constexpr utf8proc_int32_t joiner = 0x200D;
    constexpr utf8proc_int32_t full_width_exclamation = 0xFF01;
    constexpr utf8proc_int32_t full_width_question = 0xFF1F;
    Counts counts;
    utf8proc_int32_t before = 0;
    while (!text.empty()) {
        utf8proc_int32_t c = 0;
        const auto bytes = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                            static_cast<utf8proc_ssize_t>(text.size()), &c);
        text.remove_prefix(bytes > 0 ? static_cast<std::size_t>(bytes) : 1);
        if (is_han(c)) ++counts.han;
        if (c == '!' || c == full_width_exclamation) ++counts.exclamations;
        if (c == '?' || c == full_width_question) ++counts.questions;
        if (is_emoji(c) && before != joiner) ++counts.emoji;
        before = c;
    }
    return counts;
}

std::string without(std::string text, std::string_view part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at))
        text.erase(at, part.size());
    return text;
}

std::string without_tags(std::string_view text) {
    std::string out;
    while (true) {
        const auto begin = text.find("{{");
        out += text.substr(0, begin);
        if (begin == std::string_view::npos) return out;
        const auto end = text.find("}}", begin);
        if (end == std::string_view::npos) return out;
        text.remove_prefix(end + 2);
    }
}

bool names(std::string_view entry, std::string_view key) {
    if (!entry.ends_with('*')) return entry == key;
    return key.starts_with(entry.substr(0, entry.size() - 1));
}

// False when there is something else than a list of texts that are not empty.
bool read_list(const toml::table& table, std::string_view key, std::vector<std::string>& out) {
    const auto* list = table.get_as<toml::array>(key);
    if (list == nullptr) return false;
    for (const auto& entry : *list) {
        const auto text = entry.value<std::string>();
        if (!text || text->empty()) return false;
        out.push_back(*text);
    }
    return true;
}

}  // namespace

Result<Tone> parse_tone(std::string_view toml) {
    const auto parsed = toml::parse(toml);
    if (!parsed) {
        return fail(Errc::invalid_config, "tone.toml:" + std::to_string(parsed.error().source().begin.line) +
                                              ": " + std::string(parsed.error().description()));
    }
    Tone tone;
    const auto longest = parsed.table()["longest"].value<std::int64_t>();
    if (!longest || *longest < 1 || !read_list(parsed.table(), "may_be_longer", tone.may_be_longer) ||
        !read_list(parsed.table(), "allowed", tone.allowed) ||
        !read_list(parsed.table(), "forbidden", tone.forbidden)) {
        return fail(Errc::invalid_config,
                    "tone.toml: expected longest and the lists may_be_longer, allowed and forbidden");
    }
    tone.longest = static_cast<std::size_t>(*longest);
    return tone;
}

std::vector<std::string> tone_problems(const Tone& tone, std::string_view key, std::string_view zh_text) {
    std::vector<std::string> problems;
    std::string text = without_tags(zh_text);
    const Counts counts = counted(text);
    const bool may_be_longer = std::any_of(tone.may_be_longer.begin(), tone.may_be_longer.end(),
                                           [&](const auto& entry) { return names(entry, key); });
    if (counts.han > tone.longest && !may_be_longer) {
        problems.push_back("too long: " + std::to_string(counts.han) + " Han characters");
    }
    if (counts.exclamations > 1) problems.push_back("more than one exclamation mark");
    if (counts.questions > 1) problems.push_back("more than one question mark");
    if (counts.emoji > 1) problems.push_back("more than one emoji");
    for (const auto& phrase : tone.allowed) text = without(std::move(text), phrase);
    for (const auto& phrase : tone.forbidden) {
        if (text.find(phrase) != std::string::npos) problems.push_back("never said: " + phrase);
    }
    return problems;
}

}  // namespace bot::templates
