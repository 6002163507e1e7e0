// Picks the one payload member of an update that we understand and turns it into an Inbound.
#include "platforms/telegram/update.hpp"

#include <nlohmann/json.hpp>

#include "platforms/json.hpp"
#include "platforms/telegram/content.hpp"
#include "text/normalize.hpp"

namespace bot::platforms::telegram {
namespace {

using Json = nlohmann::json;
using MaybeInbound = Result<std::optional<Inbound>>;

// Telegram repeats a refused update for a day and holds back the member's later ones meanwhile. So damaged
// text is repaired rather than refused; the repair costs nothing as long as the first reading succeeds.
Result<Json> parse_repairing(std::string_view body) {
    auto parsed = parse_strict(body);
    if (parsed) return parsed;
    return parse_strict(with_whole_surrogates(text::repaired_utf8(body)));
}

// The id of the private chat. Nothing for groups and channels.
Result<std::optional<std::string>> private_chat(const Json& holder) {
    const auto* chat = object_at(holder, "chat");
    if (!chat) return fail(Errc::malformed, "telegram: no chat");
    const auto* type = string_at(*chat, "type");
    if (!type) return fail(Errc::malformed, "telegram: chat without type");
    if (*type != "private") return std::nullopt;
    const auto id = whole_at(*chat, "id");
    if (!id || *id <= 0) return fail(Errc::malformed, "telegram: chat id");
    return std::to_string(*id);
}

std::optional<Language> language_of(const Json* person) {
    const auto* code = person ? string_at(*person, "language_code") : nullptr;
    if (!code) return std::nullopt;
    if (code->starts_with("zh")) return Language::zh_hans;
    if (code->starts_with("en")) return Language::en;
    return std::nullopt;
}

// "/start", "/start <payload>" or "/start@<our bot> <payload>": the payload, maybe empty.
std::optional<std::string> start_payload(std::string_view said) {
    static constexpr std::string_view command = "/start";
    if (!said.starts_with(command)) return std::nullopt;
    said.remove_prefix(command.size());
    if (said.starts_with('@')) said.remove_prefix(std::min(said.find_first_of(" \n"), said.size()));
    if (said.empty()) return std::string();
    if (said.front() != ' ' && said.front() != '\n') return std::nullopt;
    const auto begin = said.find_first_not_of(" \n");
    if (begin == std::string_view::npos) return std::string();
    return std::string(said.substr(begin, said.find_last_not_of(" \n") - begin + 1));
}

MaybeInbound from_message(const Json& message, InboundKind kind) {
    const auto* from = object_at(message, "from");
    if (from && flag_at(*from, "is_bot").value_or(false)) return std::nullopt;
    auto chat = private_chat(message);
    if (!chat) return tl::unexpected<Error>(chat.error());
    if (!*chat) return std::nullopt;

    Inbound inbound;
    inbound.kind = kind;
    inbound.sender = std::move(**chat);
    inbound.language_hint = language_of(from);
    inbound.text = words_of(message);
    inbound.media = media_of(message);
    inbound.location = location_of(message);
    if (inbound.text.empty() && inbound.media.empty() && !inbound.location) return std::nullopt;
    return inbound;
}

MaybeInbound first_hand(const Json& message) {
    auto inbound = from_message(message, InboundKind::message);
    if (!inbound || !*inbound || !(*inbound)->media.empty()) return inbound;
    if (auto payload = start_payload((*inbound)->text)) {
        (*inbound)->kind = InboundKind::started;
        (*inbound)->text = std::move(*payload);
    }
    return inbound;
}

// A member who shares the live position sends an edit every few seconds; only edits with words are additions.
MaybeInbound edited(const Json& message) {
    auto inbound = from_message(message, InboundKind::edited);
    if (inbound && *inbound && (*inbound)->text.empty() && (*inbound)->media.empty()) return std::nullopt;
    return inbound;
}

MaybeInbound pressed(const Json& query) {
    const auto* token = string_at(query, "id");
    const auto* from = object_at(query, "from");
    if (!token || token->empty()) return fail(Errc::malformed, "telegram: button without id");
    const auto person = from ? whole_at(*from, "id") : std::nullopt;
    if (!person || *person <= 0) return fail(Errc::malformed, "telegram: button without sender");

    Inbound inbound;
    inbound.kind = InboundKind::button;
    inbound.button_token = *token;
    inbound.language_hint = language_of(from);
    inbound.sender = std::to_string(*person);  // in a private chat the person's id is the chat's
    if (const auto* message = object_at(query, "message")) {
        auto chat = private_chat(*message);
        if (!chat) return tl::unexpected<Error>(chat.error());
        if (!*chat) return std::nullopt;
        inbound.sender = std::move(**chat);
    }
    const auto* data = string_at(query, "data");
    if (!data || data->empty()) return std::nullopt;  // a game's button
    inbound.text = *data;
    return inbound;
}

MaybeInbound membership(const Json& change) {
    auto chat = private_chat(change);
    if (!chat) return tl::unexpected<Error>(chat.error());
    const auto* now = object_at(change, "new_chat_member");
    const auto* status = now ? string_at(*now, "status") : nullptr;
    if (!status) return fail(Errc::malformed, "telegram: membership without status");
    if (!*chat || (*status != "kicked" && *status != "member")) return std::nullopt;

    Inbound inbound;
    inbound.kind = *status == "kicked" ? InboundKind::blocked : InboundKind::started;
    inbound.sender = std::move(**chat);
    inbound.language_hint = language_of(object_at(change, "from"));
    return inbound;
}

struct Payload {
    std::string_view name;
    MaybeInbound (*decode)(const Json&);
};

constexpr Payload payloads[] = {
    {"message", first_hand},
    {"callback_query", pressed},
    {"edited_message", edited},
    {"my_chat_member", membership},
};

MaybeInbound from_payload(const Json& update) {
    for (const auto& [name, decode] : payloads) {
        const auto* found = member_at(update, name);
        if (!found) continue;
        if (!found->is_object())
            return fail(Errc::malformed, "telegram: " + std::string(name) + " is no object");
        return decode(*found);
    }
    return std::nullopt;
}

}  // namespace

MaybeInbound decode_update(std::string_view body) {
    const auto update = parse_repairing(body);
    if (!update) return tl::unexpected<Error>(update.error());
    const auto id = whole_at(*update, "update_id");
    if (!id || *id < 0) return fail(Errc::malformed, "telegram: update_id");
    auto inbound = from_payload(*update);
    if (inbound && *inbound) (*inbound)->message_id = std::to_string(*id);
    return inbound;
}

}  // namespace bot::platforms::telegram
