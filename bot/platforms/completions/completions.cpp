// Writes the question and reads the answer, strictly: what was not offered was not answered.
#include "platforms/completions/completions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platforms/json.hpp"

namespace bot::platforms::completions {
namespace {

using Json = nlohmann::json;

constexpr int most_tokens = 32;                    // an id takes about five
constexpr std::size_t largest_answer = 64 * 1024;  // bytes
constexpr std::size_t longest_content = 200;       // bytes; {"id": "…"} with room

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// The content of the first choice's message.
const std::string* content_of(const Json& answer) {
    const auto* choices = list_at(answer, "choices");
    if (choices == nullptr || choices->empty()) return nullptr;
    const auto* message = object_at(choices->front(), "message");
    return message == nullptr ? nullptr : string_at(*message, "content");
}

std::string named_id(std::string_view content) {
    const auto said = trimmed(content);
    if (said.size() > longest_content) return {};
    if (!said.starts_with('{')) return std::string(said);
    const auto object = parse_strict(said);
    const auto* id = object ? string_at(*object, "id") : nullptr;
    return id == nullptr || object->size() != 1 ? std::string() : *id;
}

}  // namespace

HttpRequest ask(const Question& question) {
    HttpRequest request;
    request.url = question.base_url + "/chat/completions";
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    if (!question.key.empty()) request.headers.push_back({"Authorization", "Bearer " + question.key});
    Json messages = Json::array();
    messages.push_back(Json{{"role", "system"}, {"content", question.instruction}});
    messages.push_back(Json{{"role", "user"}, {"content", question.words}});
    const Json body{{"model", question.model},
                    {"messages", std::move(messages)},
                    {"temperature", 0},
                    {"max_tokens", most_tokens},
                    {"stream", false}};
    request.body = to_json_text(body);
    request.response_limit = largest_answer;
    return request;
}

Result<std::optional<std::string>> read_choice(const HttpResponse& response,
                                               const std::vector<std::string>& offered) {
    if (response.status != 200) return fail(Errc::unavailable, "status_" + std::to_string(response.status));
    const auto answer = parse_strict(response.body);
    const auto* content = answer ? content_of(*answer) : nullptr;
    if (content == nullptr) return fail(Errc::malformed, "no_completion");
    auto id = named_id(*content);
    if (id == none) return std::nullopt;
    if (std::find(offered.begin(), offered.end(), id) == offered.end())
        return fail(Errc::unsupported, "not_offered");
    return id;
}

}  // namespace bot::platforms::completions
