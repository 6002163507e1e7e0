// Reads what the chat page posts as strictly as if it came from a stranger, because it may.
#include "platforms/webchat/wire.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platforms/json.hpp"

namespace bot::platforms::webchat {
namespace {

using Json = nlohmann::json;

constexpr std::size_t deepest = 1;  // the message is flat

// A browser escapes half an emoji ("\ud83d") where a text field's limit cut it; that is no reason to lose the
// message.
Result<Json> parse_message(std::string_view body) {
    auto parsed = parse_strict(body, deepest);
    if (parsed) return parsed;
    return parse_strict(with_whole_surrogates(body), deepest);
}

bool is_client_id(std::string_view id) {
    if (id.size() < 8 || id.size() > 64) return false;
    return std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-';
    });
}

bool only_known_members(const Json& message) {
    static constexpr std::string_view known[] = {"id", "text", "lang", "button"};
    const auto& members = message.get_ref<const Json::object_t&>();
    return std::all_of(members.begin(), members.end(), [](const auto& member) {
        return std::find(std::begin(known), std::end(known), member.first) != std::end(known);
    });
}

Result<std::optional<Language>> language_of(const Json& message) {
    if (!message.contains("lang")) return std::nullopt;
    const auto* tag = string_at(message, "lang");
    if (tag && *tag == "zh") return Language::zh_hans;
    if (tag && *tag == "en") return Language::en;
    return fail(Errc::malformed, "webchat: lang");
}

Json to_json(const ChatEntry& entry) {
    Json choices = Json::array();
    for (const auto& choice : entry.choices)
        choices.push_back({{"label", choice.label}, {"say", choice.say}});
    return {{"id", entry.id},
            {"mine", entry.mine},
            {"person", entry.person},
            {"text", entry.text},
            {"at", entry.at_ms},
            {"choices", std::move(choices)},
            {"photos", Json(entry.photos)},
            {"client_id", entry.client_id}};
}

}  // namespace

Result<ChatMessage> decode_message(std::string_view body) {
    if (body.size() > longest_body) return fail(Errc::too_large, "webchat: body");
    const auto message = parse_message(body);
    if (!message) return tl::unexpected<Error>(message.error());
    if (!message->is_object() || !only_known_members(*message))
        return fail(Errc::malformed, "webchat: members");

    const auto* id = string_at(*message, "id");
    if (!id || !is_client_id(*id)) return fail(Errc::malformed, "webchat: id");
    const auto* said = string_at(*message, "text");
    if (!said || said->empty()) return fail(Errc::malformed, "webchat: text");
    if (said->size() > longest_text) return fail(Errc::too_large, "webchat: text");
    auto lang = language_of(*message);
    if (!lang) return tl::unexpected<Error>(std::move(lang.error()));
    const auto button = flag_at(*message, "button");
    if (message->contains("button") && !button) return fail(Errc::malformed, "webchat: button");
    return ChatMessage{*id, *said, *lang, button.value_or(false)};
}

std::string encode_letter(const ChatEntry& entry) { return to_html_safe_json(to_json(entry)); }

std::string encode_history(const std::vector<ChatEntry>& entries, bool more) {
    Json list = Json::array();
    for (const auto& entry : entries) list.push_back(to_json(entry));
    return to_html_safe_json(Json{{"entries", std::move(list)}, {"more", more}});
}

}  // namespace bot::platforms::webchat
