// The wire format of a language model's server: one question with a closed list of answers.
// Protocol: OpenAI API reference, "Create chat completion", as llama.cpp, vLLM and Ollama serve it too; read
// 2026-11.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/http.hpp"
#include "core/result.hpp"

namespace bot::platforms::completions {

// What the model answers when none of the offered ids fits.
inline constexpr std::string_view none = "none";

struct Question {
    std::string base_url;  // up to "/v1", without a slash at its end
    std::string key;       // may be empty
    std::string model;
    std::string instruction;  // ours
    std::string words;        // the member's: data, never part of the instruction
};

HttpRequest ask(const Question& question);

// The offered id that was answered, alone or as {"id": "…"}; nothing for "none". Everything else is no
// answer. Errors: unavailable (status), malformed (no completion), unsupported (a text that is none of
// these). The detail is a code and repeats nothing of the answer.
[[nodiscard]] Result<std::optional<std::string>> read_choice(const HttpResponse& response,
                                                             const std::vector<std::string>& offered);

}  // namespace bot::platforms::completions
