// Writes method bodies, keeping to the limits that Telegram documents for texts and inline keyboards.
#include "platforms/telegram/calls.hpp"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "platforms/json.hpp"
#include "platforms/split.hpp"

namespace bot::platforms::telegram {
namespace {

using Json = nlohmann::json;

constexpr std::size_t longest_callback_data = 64;  // bytes
constexpr std::size_t most_buttons = 100;
constexpr std::size_t half_row_columns = 16;  // a label that fits half the width of a small phone

std::optional<std::int64_t> chat_id(const std::string& recipient) {
    std::int64_t id = 0;
    const char* last = recipient.data() + recipient.size();
    const auto [end, problem] = std::from_chars(recipient.data(), last, id);
    if (problem != std::errc{} || end != last || id <= 0) return std::nullopt;
    return id;
}

bool is_short(const Choice& choice) { return columns(choice.label) <= half_row_columns; }

// Two short labels share a row; a long one has a row of its own, so that it is not cut off on the phone.
Json rows_of(const std::vector<Choice>& choices) {
    Json rows = Json::array();
    bool room = false;  // for one more short label in the last row
    for (const auto& choice : choices) {
        const bool narrow = is_short(choice);
        if (!(room && narrow)) rows.push_back(Json::array());
        room = narrow && rows.back().empty();
        rows.back().push_back({{"text", choice.label}, {"callback_data", choice.say}});
    }
    return rows;
}

Result<Json> keyboard(const std::vector<Choice>& choices) {
    if (choices.size() > most_buttons) return fail(Errc::malformed, "telegram: too many buttons");
    for (const auto& choice : choices) {
        if (choice.label.empty()) return fail(Errc::malformed, "telegram: button without label");
        if (choice.say.empty() || choice.say.size() > longest_callback_data) {
            return fail(Errc::malformed,
                        "telegram: callback_data of " + std::to_string(choice.say.size()) + " bytes");
        }
    }
    return Json{{"inline_keyboard", rows_of(choices)}};
}

}  // namespace

Result<std::vector<std::string>> send_message_bodies(const Letter& letter) {
    const auto chat = chat_id(letter.recipient);
    if (!chat) return fail(Errc::malformed, "telegram: recipient is no chat id");
    auto buttons = keyboard(letter.choices);
    if (!buttons) return tl::unexpected<Error>(buttons.error());
    const auto parts = split_utf16(letter.text, longest_text);
    if (parts.empty()) return fail(Errc::malformed, "telegram: empty letter");

    std::vector<std::string> bodies;
    for (const auto part : parts) {
        Json body{{"chat_id", *chat}, {"text", part}};
        const bool last = bodies.size() + 1 == parts.size();
        if (last && !letter.choices.empty()) body["reply_markup"] = std::move(*buttons);
        bodies.push_back(to_json_text(body));
    }
    return bodies;
}

std::string answer_callback_body(const std::string& button_token) {
    return to_json_text(Json{{"callback_query_id", button_token}});
}

std::string get_file_body(const std::string& file_id) { return to_json_text(Json{{"file_id", file_id}}); }

}  // namespace bot::platforms::telegram
