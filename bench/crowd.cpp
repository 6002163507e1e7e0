// Writes Telegram updates of invented members.
// Protocol: Telegram Bot API, "Update", "Message", setWebhook's secret_token.
#include "crowd.hpp"

#include <fstream>
#include <stdexcept>

namespace bench {
namespace {

constexpr std::uint64_t chance_seed = 12'351;
constexpr std::uint64_t first_update_id = 700'000'000;

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

void append_unit(std::string& out, std::uint32_t unit) {
    static constexpr char digits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[(unit >> static_cast<unsigned>(shift)) & 15U];
}

// Telegram sends everything beyond ASCII as \uXXXX. The file is our own: valid UTF-8 of at most three bytes a
// character.
std::string escaped(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : 3;
        std::uint32_t point = byte & (length == 1 ? 0x7FU : length == 2 ? 0x1FU : 0x0FU);
        for (std::size_t k = 1; k < length; ++k) {
            point = (point << 6U) | (static_cast<unsigned char>(text.at(i + k)) & 0x3FU);
        }
        if (length > 1) {
            append_unit(out, point);
        } else {
            if (byte == '"' || byte == '\\') out += '\\';
            out += text[i];
        }
        i += length;
    }
    return out;
}

std::vector<std::string> messages_of(const std::string& line) {
    std::vector<std::string> messages;
    for (std::size_t from = 0; from <= line.size();) {
        const auto bar = std::min(line.find('|', from), line.size());
        messages.push_back(escaped(trimmed(line.substr(from, bar - from))));
        from = bar + 1;
    }
    return messages;
}

// Platform ids come in no order, so neighbours in time are no neighbours in an index. One-to-one for 32 bits.
std::uint64_t chat_of(std::uint64_t member) {
    return 5'000'000'000ULL + (member * 2'654'435'761ULL & 0xFFFF'FFFFULL);
}

}  // namespace

Crowd::Crowd(const std::string& file, std::string path, std::string secret, Numbers numbers)
    : path_(std::move(path)),
      secret_(std::move(secret)),
      numbers_(numbers),
      chance_(chance_seed + numbers.update) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#') continue;
        scripts_.push_back(messages_of(line));
        if (scripts_.back().size() < 3)
            throw std::runtime_error("a conversation needs three messages: " + line);
    }
    if (scripts_.empty()) throw std::runtime_error("no conversations in " + file);
}

void Crowd::begin(Talk& talk) {
    talk.returning = numbers_.known > 1 && (chance_() & 1U) != 0;
    talk.chat = chat_of(talk.returning ? 1 + chance_() % (numbers_.known - 1) : numbers_.member++);
    talk.script = chance_() % scripts_.size();
    talk.turn = 0;
    talk.over = false;
}

std::string Crowd::next(Talk& talk) {
    if (talk.over) begin(talk);
    const auto& script = scripts_[talk.script];
    const auto& text = script[talk.turn];
    talk.turn += talk.returning && talk.turn == 0 ? 2 : 1;
    talk.over = talk.turn >= script.size();
    const auto chat = std::to_string(talk.chat);
    const auto update = numbers_.update++;
    return request(
        "{\"update_id\":" + std::to_string(first_update_id + update) +
        ",\"message\":{\"message_id\":" + std::to_string(update) + ",\"from\":{\"id\":" + chat +
        ",\"is_bot\":false,\"first_name\":\"\\u79c0\\u5170\",\"language_code\":\"zh-hans\"},\"chat\":{"
        "\"id\":" +
        chat + ",\"first_name\":\"\\u79c0\\u5170\",\"type\":\"private\"},\"date\":1772413200,\"text\":\"" +
        text + "\"}}");
}

std::string Crowd::request(const std::string& body) const {
    return "POST " + path_ +
           " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\nX-Telegram-Bot-Api-Secret-Token: " + secret_ + "\r\n\r\n" +
           body;
}

}  // namespace bench
